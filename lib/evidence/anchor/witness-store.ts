/**
 * A witness's own memory: one file for each log, with the last checkpoint it cosigned, written to the disk before it answers. One writer at a
 * time holds the folder by a file that only one can make; what is compared and what is stored are one step (facts: evidence §5).
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { claimOf, writeWhole } from "../seal/folder";
import type { Seen, WitnessAnswer } from "./witness-answer";

const PATIENCE_MILLISECONDS = 5000;
/** Left by a killed witness. */
const STALE_MILLISECONDS = 30_000;

const fileOf = (folder: string, origin: string) =>
  join(folder, "logs", createHash("sha256").update(origin).digest("hex"));

export function seenIn(folder: string, origin: string): Seen | null {
  const file = fileOf(folder, origin);
  if (!existsSync(file)) return null;
  const claim = claimOf(readFileSync(file, "utf8"));
  if (!claim) throw new Error(`${file} is damaged: put it back from a copy; a witness that forgets is none`);
  return { size: claim.size, root: claim.root };
}

export function lastNote(folder: string, origin: string): string | null {
  const file = fileOf(folder, origin);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** Asks `answer` while nobody else writes, and keeps what it cosigned. `now` in milliseconds. */
export async function answerAndKeep(
  folder: string,
  now: () => number,
  answer: () => WitnessAnswer,
): Promise<WitnessAnswer> {
  const release = await hold(folder, now);
  try {
    const given = answer();
    if (given.status === 200) writeWhole(fileOf(folder, given.origin), given.note, { durable: true });
    return given;
  } finally {
    release();
  }
}

async function hold(folder: string, now: () => number): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "busy");
  for (const deadline = performance.now() + PATIENCE_MILLISECONDS; ; await pause(20)) {
    try {
      closeSync(openSync(file, "wx"));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (performance.now() > deadline) throw error;
      dropStale(file, now());
    }
  }
}

function dropStale(file: string, now: number): void {
  try {
    if (now - statSync(file).mtimeMs > STALE_MILLISECONDS) rmSync(file, { force: true });
  } catch {
    return; // it has just gone
  }
}
