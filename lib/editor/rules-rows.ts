/** A row more, a row less, a row higher: what a button of the form does to its fields, whatever was typed in them. Pure. */
import { COUNT, countOf, type Fields, join, textOf, type Written } from "./rules-answers";
import { CONTROL, controlOf, FACT } from "./rules-conditions";

export type RowChange = { verb: "add" | "remove" | "up" | "down" | "fact"; path: string };

/** « remove v-windows-1 », as the button says it. */
export function changeOf(said: string): RowChange | null {
  const found = /^(add|remove|up|down|fact) (v[A-Za-z0-9_-]*)$/.exec(said);
  return found ? { verb: found[1] as RowChange["verb"], path: found[2] ?? "" } : null;
}

export function changed(fields: Fields, { verb, path }: RowChange): Fields {
  if (verb === "add") return withCount(fields, path, countOf(fields, path) + 1);
  if (verb === "fact") return withFact(fields, path);
  const cut = path.lastIndexOf("-");
  const list = path.slice(0, cut);
  const index = Number(path.slice(cut + 1));
  const count = countOf(fields, list);
  if (!Number.isInteger(index) || index < 0 || index >= count) return fields;
  if (verb === "remove") return withCount(reordered(fields, list, removedAt(index)), list, count - 1);
  const other = verb === "up" ? index - 1 : index + 1;
  return other < 0 || other >= count ? fields : reordered(fields, list, swapped(index, other));
}

function withCount(fields: Fields, path: string, count: number): Fields {
  return { ...fields, [join(path, COUNT)]: String(Math.max(0, count)) };
}

/** The fact chosen under « Ajouter une condition » gets its row, in the last alternative or in a first one. */
function withFact(fields: Fields, path: string): Fields {
  const fact = textOf(fields, join(path, "_add"));
  if (fact === "") return fields;
  const row = join(path, countOf(fields, path));
  const added = withCount(fields, path, countOf(fields, path) + 1);
  return { ...added, [join(row, FACT)]: fact, [join(row, CONTROL)]: controlOf(fact), [join(path, "_add")]: "" };
}

type Move = (index: number) => number | null;

const removedAt =
  (gone: number): Move =>
  (index) =>
    index === gone ? null : index > gone ? index - 1 : index;

const swapped =
  (one: number, other: number): Move =>
  (index) =>
    index === one ? other : index === other ? one : index;

/** Each field of a row follows its row. */
function reordered(fields: Fields, list: string, move: Move): Fields {
  const out: Written = {};
  for (const [name, value] of Object.entries(fields)) {
    const found = name.startsWith(`${list}-`) ? /^(\d+)(-.*)?$/.exec(name.slice(list.length + 1)) : null;
    const place = found ? move(Number(found[1])) : null;
    if (found && place === null) continue;
    const kept = found ? `${join(list, place ?? 0)}${found[2] ?? ""}` : name;
    out[kept] = typeof value === "string" ? value : [...value];
  }
  return out;
}
