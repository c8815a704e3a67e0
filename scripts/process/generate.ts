/** Prisma's client and the schema's SQL, made again when prisma/schema has changed. Safe when several commands begin at once. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fingerprintOf, isStamped, writeStamp } from "./fingerprint";

const STAMP = "lib/generated/.schema";
const LOCK = "lib/generated/.lock";
const STALE_MILLISECONDS = 60_000;
const SOURCES = ["prisma/schema", "prisma/ddl-generator.mjs", "prisma.config.ts", "node_modules/prisma/package.json"];

/** True when it had to be made. */
export async function generateClient(): Promise<boolean> {
  if (isStamped(STAMP, fingerprintOf(SOURCES))) return false;
  await takeLock();
  try {
    const fingerprint = fingerprintOf(SOURCES);
    if (isStamped(STAMP, fingerprint)) return false; // another command made it meanwhile
    const result = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate", "--no-hints"], {
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stderr}${result.stdout}`);
    writeStamp(STAMP, fingerprint);
    return true;
  } finally {
    rmdirSync(LOCK);
  }
}

async function takeLock(): Promise<void> {
  mkdirSync("lib/generated", { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      return;
    } catch {
      await pause(100);
      dropStaleLock();
    }
  }
}

/** Left by a killed command. */
function dropStaleLock(): void {
  try {
    if (performance.timeOrigin + performance.now() - statSync(LOCK).mtimeMs > STALE_MILLISECONDS) rmdirSync(LOCK);
  } catch {
    return; // it has just gone
  }
}
