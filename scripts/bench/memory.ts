/** Resident memory of the processes of one portal, as the system counts it (Linux only; elsewhere it says so). */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const NAMES: readonly [part: string, name: string][] = [
  ["next", "web server"],
  ["worker.ts", "worker"],
];

/** The portal's processes carry its address in their environment. */
export function memoryOf(url: string): string {
  if (!existsSync("/proc/self/status")) return "resident memory: not measured on this system";
  const found = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      const about = processOf(pid);
      if (!about?.environment.includes(`PUBLIC_URL=${url}\0`)) return [];
      const name = NAMES.find(([part]) => about.command.includes(part))?.[1];
      return name ? [`${name} ${about.mebibytes.toFixed(0)} MiB`] : [];
    });
  return `resident memory: ${found.join(", ")}`;
}

/** Null for a process of somebody else, or one that has just ended. */
function processOf(pid: string) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kibibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    const environment = `${readFileSync(`/proc/${pid}/environ`, "utf8")}\0`;
    return { environment, command: readFileSync(`/proc/${pid}/cmdline`, "utf8"), mebibytes: kibibytes / 1024 };
  } catch {
    return null;
  }
}
