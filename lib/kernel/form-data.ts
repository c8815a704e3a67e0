/**
 * A posted form as a plain object for zod: "contacts.0.phone" nests, "days[]" collects, everything else is text.
 * Bounded, so that a hostile form costs nothing; names that could reach a prototype are dropped.
 */
export type FormValue = string | File | FormValue[] | { [key: string]: FormValue };

const MAX_FIELDS = 3000;
const MAX_DEPTH = 4;
const SEGMENT = /^[a-zA-Z0-9_-]{1,120}$/;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

export function readForm(data: FormData): { [key: string]: FormValue } {
  const root: { [key: string]: FormValue } = Object.create(null);
  let fields = 0;
  for (const [name, value] of data.entries()) {
    if (++fields > MAX_FIELDS) break;
    if (name.startsWith("$ACTION")) continue;
    const isList = name.endsWith("[]");
    const path = (isList ? name.slice(0, -2) : name).split(".");
    if (path.length > MAX_DEPTH || !path.every((part) => SEGMENT.test(part) && !FORBIDDEN.has(part))) continue;
    place(root, path, isList, value);
  }
  return arraysOf(root) as { [key: string]: FormValue };
}

function place(root: { [key: string]: FormValue }, path: string[], isList: boolean, value: string | File) {
  let level = root;
  for (const part of path.slice(0, -1)) {
    const next = level[part];
    if (typeof next === "object" && !Array.isArray(next) && !(next instanceof File)) {
      level = next;
      continue;
    }
    const fresh: { [key: string]: FormValue } = Object.create(null);
    level[part] = fresh;
    level = fresh;
  }
  const last = path.at(-1) ?? "";
  const before = level[last];
  if (!isList) level[last] = value;
  else if (Array.isArray(before)) before.push(value);
  else level[last] = [value];
}

/** Objects whose keys are 0…n become arrays, in order of their keys. */
function arraysOf(value: FormValue): FormValue {
  if (typeof value === "string" || value instanceof File) return value;
  if (Array.isArray(value)) return value.map(arraysOf);
  const entries = Object.entries(value).map(([key, inner]) => [key, arraysOf(inner)] as const);
  const isArray = entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key));
  if (isArray) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  return Object.fromEntries(entries);
}

/** The text fields as typed, to show again in a form that was refused; lists are joined by commas. Passwords are never sent back. */
export function typedValues(data: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of data.entries()) {
    if (typeof value !== "string" || name.startsWith("$ACTION") || /password|secret|code/i.test(name)) continue;
    const before = values[name];
    const several = name.endsWith("[]") && before !== undefined;
    values[name] = (several ? `${before},${value}` : value).slice(0, 5000);
  }
  return values;
}
