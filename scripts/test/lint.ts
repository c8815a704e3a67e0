/** What needs no run of the application: formatting and lint, types, dead code, the lock, drift, and the laws of the house. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDrift } from "../../prisma/drift";
import { newPasswords, urlOf } from "../private-database/accounts";
import { startInstance } from "../private-database/instance";
import { capture } from "../process/capture";
import { seconds, sentenceOf } from "../process/steps";
import { lockFaults, readLock } from "./lock";
import { add, none, type Totals } from "./totals";
import { runVitest } from "./vitest";

/** Null when all is well, else what to read. */
type Check = () => Promise<string | null>;

const checks: Record<string, Check> = {
  biome: () => tool("@biomejs/biome/bin/biome", ["check", "--colors=off"]),
  types: async () => (await tool("next/dist/bin/next", ["typegen"])) ?? tool("typescript/bin/tsc", ["--noEmit"]),
  "dead code": () => tool("knip/bin/knip.js", ["--no-progress"]),
  lock: async () => lockFaults(readLock()).join("\n") || null,
  drift,
};

export async function lint(): Promise<Totals> {
  const steps: Totals[] = [];
  for (const [name, check] of Object.entries(checks)) steps.push(await judge(name, check));
  return add(...steps, await runVitest("house"));
}

async function judge(name: string, check: Check): Promise<Totals> {
  const began = performance.now();
  const fault = await check().catch(sentenceOf);
  const time = seconds(performance.now() - began);
  console.log(fault === null ? `  ✓ ${name} ${time}` : `  ✗ ${name} ${time}\n${fault}`);
  return fault === null ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

async function tool(program: string, args: string[]): Promise<string | null> {
  const { code, output } = await capture([join("node_modules", program), ...args]);
  return code === 0 ? null : output;
}

async function drift(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), "portail-drift-"));
  const passwords = newPasswords();
  const instance = await startInstance({ folder: join(folder, "db"), passwords, throwaway: true, say: console.log });
  try {
    return (await findDrift(urlOf("owner", instance, passwords))).join("\n") || null;
  } finally {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
