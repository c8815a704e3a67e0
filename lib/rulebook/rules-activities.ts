/** Which activities a rule concerns: named one by one or by group; a rule that names none concerns all (docs/commune-file.md §2). Pure. */
import type { CommuneFile } from "./schema";

/** The names that stand for an activity in a rule: its own and those of its groups. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

const compiled = new WeakMap<CommuneFile, Names>();

function namesOf(file: CommuneFile): Names {
  const known = compiled.get(file);
  if (known) return known;
  const names = new Map(
    file.activities.map(({ id, group }) => {
      const groups = file.groups.filter(({ activities }) => activities.includes(id)).map((one) => one.id);
      return [id, new Set([id, ...(group ? [group] : []), ...groups])] as const;
    }),
  );
  compiled.set(file, names);
  return names;
}

export function concerns(file: CommuneFile, names: readonly string[] | undefined, activity: string): boolean {
  if (!names) return true;
  const own = namesOf(file).get(activity);
  return names.some((name) => name === activity || own?.has(name) === true);
}
