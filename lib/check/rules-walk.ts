/** Walks a commune file and stops at what rules share wherever they stand: conditions, amounts, names of activities. Pure. */
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Condition, Wanted } from "@/lib/rulebook/schema-words";
import type { Path } from "./rules-json";

type Visit = (key: string, value: unknown, path: Path) => void;

export function walk(value: unknown, visit: Visit, path: Path = []): void {
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, isList ? Number(key) : key];
    if (!isList) visit(key, inner, at);
    walk(inner, visit, at);
  }
}

const CONDITION_KEYS = ["when", "requires", "exempt"];
export type OneWanted = { fact: string; wanted: Wanted; path: Path };

/** Each fact that a condition of the file asks, with what it must be. */
export function wantedOf(file: CommuneFile): OneWanted[] {
  const found: OneWanted[] = [];
  walk(file, (key, value, path) => {
    if (!CONDITION_KEYS.includes(key) || typeof value !== "object" || value === null) return;
    const condition = value as Condition;
    const each = Array.isArray(condition) ? condition : [condition];
    each.forEach((one, index) => {
      const base = Array.isArray(condition) ? [...path, index] : path;
      for (const [fact, wanted] of Object.entries(one)) found.push({ fact, wanted, path: [...base, fact] });
    });
  });
  return found;
}

/** Activities that a name stands for: itself, or those of its group. */
export function activitiesNamed(file: CommuneFile, names: readonly string[] | undefined): Set<string> {
  const all = file.activities.map(({ id }) => id);
  if (names === undefined) return new Set(all);
  const found = new Set<string>();
  const open = [...names];
  const seen = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const activity of file.activities) if (activity.id === name || activity.group === name) found.add(activity.id);
    for (const group of file.groups) if (group.id === name) open.push(...group.activities);
  }
  return found;
}
