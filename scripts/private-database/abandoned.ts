/** Servers whose keeper is gone: a test run killed by force leaves its throw-away MariaDB behind, and the next run removes it. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Folders of throw-away instances in the temporary folder, and where inside them the instance is. */
const THROWAWAY = /^portail-(test|e2e|drift|template)-/;
const INSIDE = ["db", "database", "."];

export function sweepThrowaways(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => THROWAWAY.test(entry))) {
    const folder = join(tmpdir(), name);
    const instance = INSIDE.map((inside) => join(folder, inside)).find((path) =>
      existsSync(join(path, "instance.json")),
    );
    if (!instance || isAlive(keeperOf(instance))) continue;
    endServer(instance);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process that stops the instance; our own, so that nothing is touched, while the file is being written. */
function keeperOf(instance: string): number {
  try {
    return (JSON.parse(readFileSync(join(instance, "instance.json"), "utf8")) as { keeper: number }).keeper;
  } catch {
    return process.pid;
  }
}

/** Only when the process of the pid file is a server on this very folder: numbers are used again. */
function endServer(instance: string): void {
  const file = join(instance, "pid");
  if (!existsSync(file)) return;
  const pid = readFileSync(file, "utf8").trim();
  const command = `/proc/${pid}/cmdline`;
  if (existsSync(command) && readFileSync(command, "utf8").includes(instance)) process.kill(Number(pid), "SIGKILL");
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** Dead, but not yet buried by its own parent; containers often have nobody to do it. */
function isZombie(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  return existsSync(status) && /^\d+ \(.*\) Z/.test(readFileSync(status, "utf8"));
}
