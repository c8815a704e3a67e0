/**
 * The check of a commune file, from its text to its faults (contract §4, `commune check`; docs/commune-file.md §10): what cannot be read,
 * what has another shape, then what the shape cannot tell. A file is loaded or simulated only without an error. Pure.
 */
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import { factFaults } from "./rules-facts";
import { error, type Fault } from "./rules-fault";
import { MOST_BYTES, MOST_FAULTS, readJson } from "./rules-json";
import { momentFaults } from "./rules-moments";
import { nameFaults } from "./rules-names";
import { reachFaults } from "./rules-reach";
import { scaleFaults } from "./rules-scales";
import { shapeFaults } from "./rules-shape";

export type Checked = { ok: true; file: CommuneFile; faults: Fault[] } | { ok: false; file: null; faults: Fault[] };

/** `bytes` is the size on disk, known before the text is read: a file too large is not read at all. */
export function tooLarge(bytes: number): Fault[] {
  return bytes >= MOST_BYTES ? [error([], "tooLarge", { bytes, most: MOST_BYTES })] : [];
}

export function checkText(text: string): Checked {
  const large = tooLarge(text.length);
  if (large.length > 0) return { ok: false, file: null, faults: large };
  const { value, faults, placeOf } = readJson(text);
  const unread = faults
    .slice(0, MOST_FAULTS)
    .map(({ code, path, place, found }): Fault => ({ ...error(path, code, { found, ...place }), place }));
  if (value === undefined) return { ok: false, file: null, faults: unread };
  const checked = checkValue(value);
  const placed = checked.faults.map((fault) => ({ ...fault, place: placeOf(fault.path) }));
  const all = [...unread, ...placed];
  return unread.length > 0 || !checked.ok ? { ok: false, file: null, faults: all } : { ...checked, faults: all };
}

/** The same check for rules that are already data, as the office's pages make them. */
export function checkValue(value: unknown): Checked {
  const parsed = communeFileSchema.safeParse(value);
  if (!parsed.success)
    return { ok: false, file: null, faults: shapeFaults(value, parsed.error.issues.slice(0, MOST_FAULTS)) };
  const faults = checkFile(parsed.data).slice(0, MOST_FAULTS);
  const refused = faults.some(({ severity }) => severity === "error");
  return refused ? { ok: false, file: null, faults } : { ok: true, file: parsed.data, faults };
}

/** What the schema cannot tell. Rules on names that do not exist would only be told twice. */
export function checkFile(file: CommuneFile): Fault[] {
  const names = nameFaults(file);
  const rest = [...factFaults(file), ...scaleFaults(file), ...momentFaults(file)];
  const first = [...names, ...rest];
  return first.some(({ severity }) => severity === "error") ? first : [...first, ...reachFaults(file)];
}
