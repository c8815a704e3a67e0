/**
 * Is package-lock.json complete and portable? Some registries leave other platforms' optional packages out of the lock, and
 * `npm ci` then refuses it; a `resolved` address would tie it to one registry. `--fix` writes the entries that are missing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

type Entry = {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lock = { packages: Record<string, Entry> };

const SYSTEMS = ["darwin", "win32", "freebsd", "openbsd", "netbsd", "android", "linux", "sunos", "aix", "openharmony"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32", "arm"];

/** One line per fault; empty when `npm ci` will accept the lock everywhere. */
export function lockFaults(lock: Lock): string[] {
  const addresses = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined)
    .map(([path]) => `${path}: has a "resolved" address`);
  return [...missingEntries(lock).map(([path]) => `${path}: missing, an optional dependency names it`), ...addresses];
}

export function completed(lock: Lock): Lock {
  const entries = [...Object.entries(lock.packages), ...missingEntries(lock)];
  return { ...lock, packages: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function missingEntries(lock: Lock): [string, Entry][] {
  const known = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1)));
  const missing = new Map<string, Entry>();
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (known.has(name) || !/^\d/.test(version)) continue; // a range cannot be completed by hand
      missing.set(`node_modules/${name}`, { version, ...(entry.dev ? { dev: true } : {}), ...platformOf(name) });
    }
  }
  return [...missing];
}

/** The platform that a binary package's name tells, as in `@scope/name-linux-x64-musl`. */
function platformOf(name: string): Entry {
  const words = name.split(/[^a-z0-9]+/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const libc = name.includes("musl") ? "musl" : os === "linux" && name.includes("gnu") ? "glibc" : undefined;
  return {
    optional: true,
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
  };
}

export function readLock(file = "package-lock.json"): Lock {
  return JSON.parse(readFileSync(file, "utf8")) as Lock;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--fix"))
    writeFileSync("package-lock.json", `${JSON.stringify(completed(readLock()), null, 2)}\n`);
  const faults = lockFaults(readLock());
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
