/** Which activities a rule concerns: named one by one or by group; a rule that names none concerns all (docs/commune-file.md §2). Pure. */
import type { CommuneFile } from "@/lib/rulebook/schema";

/** The names that stand for an activity in a rule: its own and those of its groups. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

const compiled = new WeakMap<CommuneFile, Names>();

function namesOf(file: CommuneFile): Names {
  const known = compiled.get(file);
  if (known) return known;
  const names = new Map(
    file.activities.map(({ id, group }) => [id, withGroups(file, group ? [id, group] : [id])] as const),
  );
  compiled.set(file, names);
  return names;
}

/** A group may stand in another: names are added until none is new. */
function withGroups(file: CommuneFile, own: readonly string[]): Set<string> {
  const found = new Set(own);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { id, activities } of file.groups) if (activities.some((name) => found.has(name))) found.add(id);
  }
  return found;
}

export function concerns(file: CommuneFile, names: readonly string[] | undefined, activity: string): boolean {
  if (!names) return true;
  const own = namesOf(file).get(activity);
  return names.some((name) => name === activity || own?.has(name) === true);
}
