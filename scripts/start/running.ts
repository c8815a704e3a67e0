/** What the running portal chose for itself, so that the command line finds the same: its port and the double's. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isAlive } from "../private-database/abandoned";
import type { Plan } from "./plan";

type Running = { keeper: number; settings: Record<string, string> };

const fileOf = (data: string) => join(data, "running.json");

export function rememberRunning({ data, source, doublePort }: Plan): () => Promise<void> {
  const settings = { PORT: source.PORT ?? "3000", ...(doublePort ? { PAYFIP_DOUBLE_PORT: String(doublePort) } : {}) };
  const running: Running = { keeper: process.pid, settings };
  writeFileSync(fileOf(data), `${JSON.stringify(running)}\n`);
  return async () => rmSync(fileOf(data), { force: true });
}

/** Nothing when no portal runs on this data folder. */
export function recallRunning(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  try {
    const text = readFileSync(fileOf(resolve(given.PORTAIL_DATA || ".data")), "utf8");
    const { keeper, settings } = JSON.parse(text) as Running;
    return isAlive(keeper) ? settings : {};
  } catch {
    return {};
  }
}
