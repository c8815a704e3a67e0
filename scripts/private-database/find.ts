/** Finds MariaDB's server program on this machine, or installs it where that is allowed; never touches a running service. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type ServerPrograms = { server: string; installer: string };

const PACKAGES = ["mariadb-server-core", "mariadb-client"];
const APT = ["-o", "DPkg::Lock::Timeout=300"];
const PLACES = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

export const howToInstall =
  `MariaDB's server is not on this machine: run "sudo apt-get install --no-install-recommends ${PACKAGES.join(" ")}" ` +
  "and start again, or start the database with compose.yaml and set DATABASE_URL (docs/operations.md).";

export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...PLACES].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findServer(): ServerPrograms | null {
  const server = findProgram("mariadbd");
  const installer = findProgram("mariadb-install-db");
  return server && installer ? { server, installer } : null;
}

export function mayInstall(): boolean {
  return process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/** Debian packages by name; the lists are refreshed first, because a fresh container has none. */
export function installPackages(names: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (args: string[]) =>
    spawnSync("apt-get", [...APT, ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
  run(["update", "-qq"]);
  return run(["install", "-y", "-qq", "--no-install-recommends", ...names]).status === 0;
}

/** The programs, installed if need be. Throws one sentence that says what to do. */
export function requireServer(say: (text: string) => void): ServerPrograms {
  const found = findServer();
  if (found) return found;
  if (mayInstall()) {
    say(`installing ${PACKAGES.join(" and ")} with apt`);
    installPackages(PACKAGES);
  }
  const installed = findServer();
  if (!installed) throw new Error(howToInstall);
  return installed;
}
