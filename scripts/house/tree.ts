/** The repository as the house test sees it: every file git would commit, by path, with its text. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Tree = ReadonlyMap<string, string>;
/** What is wrong, where, and what to do instead. */
export type Fault = { at: string; say: string };

const TEXT = /\.(ts|tsx|mjs|cjs|js|json|css|md|yml|yaml|prisma|sql|sh|grit|txt|html|toml)$|^[^.]+$|^\.[a-z]+/;

export function readTree(root: string): Tree {
  const listing = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  const paths = listing.toString().split("\0").filter(Boolean);
  const texts = paths.filter((path) => TEXT.test(nameOf(path)) && existsSync(join(root, path)));
  return new Map(texts.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** A tree of a few files, to plant a fault in. */
export function treeOf(files: Record<string, string>): Tree {
  return new Map(Object.entries(files));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|css)$/.test(path);
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path);
}

export function filesMatching(tree: Tree, pattern: RegExp): [path: string, text: string][] {
  return [...tree].filter(([path]) => pattern.test(path));
}

/** One line a fault, for a message that can be read at once. */
export function inWords(faults: readonly Fault[]): string[] {
  return faults.map((fault) => `${fault.at}: ${fault.say}`);
}
