/** Has something changed since it was last made? A hash of the sources, kept beside the product. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Hash of files, and of all files below folders, that `counts` accepts. Absent paths count as empty. */
export function fingerprintOf(paths: readonly string[], counts: (path: string) => boolean = () => true): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesBelow).filter(counts))
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile() || entry.isDirectory());
  return names
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

export function isStamped(stamp: string, fingerprint: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;
}

export function writeStamp(stamp: string, fingerprint: string): void {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}
