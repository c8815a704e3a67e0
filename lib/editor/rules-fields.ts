/**
 * A rule as the flat fields of a form and back: what comes back unchanged is the same rule. Nothing typed is lost: an answer that cannot be
 * read is kept as it was typed, and the check tells its fault. A field is named by its place, joined with « - ». Pure.
 */
import { formatInput, parseEuros } from "@/lib/kernel/money";
import { COUNT, countOf, type Fields, join, MORE, textOf, WAS, WAY, type Written, wordsOf } from "./rules-answers";
import { isCondition, readCondition, writeCondition } from "./rules-conditions";
import { readInterval, readPeriod, writeInterval, writePeriod } from "./rules-ranges";
import type { Plain, Prop, Shape } from "./rules-shape";

/** The fields of a value; an absent one has none. */
export function write(shape: Shape, value: unknown, path = "v", out: Written = {}): Written {
  if (value === undefined) return out;
  switch (shape.kind) {
    case "plain":
      out[path] = shown(shape.input, value);
      break;
    case "choice":
      out[path] = String(value);
      break;
    case "flag":
      if (value === true) out[path] = "yes";
      else out[join(path, WAS)] = "no";
      break;
    case "several":
      writeWords(value, path, out);
      break;
    case "interval":
      writeInterval(String(value), path, out);
      break;
    case "period":
      writePeriod(String(value), path, out);
      break;
    case "condition":
      if (isCondition(value)) writeCondition(value, path, out);
      break;
    case "variant":
      writeWay(shape.options, value, { path, out });
      break;
    case "group":
      for (const prop of shape.props) write(prop.shape, inside(value, prop.key), join(path, prop.key), out);
      break;
    case "pair":
      for (const [index, item] of shape.items.entries()) write(item, inside(value, index), join(path, index), out);
      break;
    case "list":
      writeList(shape.item, value, { path, out });
      break;
    case "fixed":
      break;
  }
  return out;
}

function inside(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function shown(input: Plain, value: unknown): string {
  if (input === "euros" && Number.isSafeInteger(value)) return formatInput(value as number);
  if (input === "decimal") return String(value).replace(".", ",");
  if (input === "numbers" && Array.isArray(value)) return value.join(", ");
  return String(value);
}

/** The order in which words were written is kept as long as they stay the same. */
function writeWords(value: unknown, path: string, out: Written) {
  if (!Array.isArray(value)) return;
  out[path] = value.map(String);
  out[join(path, WAS)] = JSON.stringify(value);
}

type At = { path: string; out: Written };

function writeList(item: Shape, value: unknown, { path, out }: At) {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  out[join(path, COUNT)] = String(rows.length);
  for (const [index, row] of rows.entries()) write(item, row, join(path, index), out);
}

function writeWay(options: Extract<Shape, { kind: "variant" }>["options"], value: unknown, { path, out }: At) {
  const option = options.find(({ accepts }) => accepts(value)) ?? options.find(({ shape }) => shape.kind === "plain");
  if (!option) return;
  out[join(path, WAY)] = option.key;
  write(option.shape, value, path, out);
}

/** The value of the fields; undefined when nothing was answered. */
export function read(shape: Shape, fields: Fields, path = "v"): unknown {
  switch (shape.kind) {
    case "plain":
      return typed(shape.input, textOf(fields, path));
    case "choice":
      return textOf(fields, path) || undefined;
    case "flag":
      if (textOf(fields, path) === "yes") return true;
      return textOf(fields, join(path, WAS)) === "no" ? false : undefined;
    case "several":
      return readWords(fields, path);
    case "interval":
      return readInterval(fields, path);
    case "period":
      return readPeriod(fields, path);
    case "condition":
      return readCondition(fields, path);
    case "fixed":
      return shape.value;
    case "variant": {
      const way = textOf(fields, join(path, WAY));
      const option = shape.options.find(({ key }) => key === way);
      return option && read(option.shape, fields, path);
    }
    case "group":
      return readGroup(shape.props, fields, path);
    case "pair": {
      const items = shape.items.map((item, index) => read(item, fields, join(path, index)));
      return items.every((item) => item === undefined) ? undefined : items;
    }
    case "list":
      return readList(shape.item, fields, path);
  }
}

/** A group whose every answer is missing is not there; a word that tells its kind is no answer. */
function readGroup(props: readonly Prop[], fields: Fields, path: string): unknown {
  const values = props.map(({ key, shape }) => [key, read(shape, fields, join(path, key)), shape.kind] as const);
  const isChosen = textOf(fields, join(path, WAY)) !== "";
  if (!isChosen && values.every(([, value, kind]) => value === undefined || kind === "fixed")) return undefined;
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** A row without an answer is left out. */
function readList(item: Shape, fields: Fields, path: string): unknown {
  const rows = Array.from({ length: countOf(fields, path) }, (_, index) => read(item, fields, join(path, index)));
  const filled = rows.filter((row) => row !== undefined);
  return filled.length === 0 ? undefined : filled;
}

/** What cannot be read stays as it was typed. */
function typed(input: Plain, text: string): unknown {
  if (text === "") return undefined;
  switch (input) {
    case "euros":
      return parseEuros(text) ?? text;
    case "number":
      return numberOf(text);
    case "decimal":
      return text.replace(/\s/g, "").replace(",", ".");
    case "numbers":
      return text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(numberOf);
    case "hour":
      return hourOf(text);
    default:
      return text;
  }
}

function numberOf(text: string): number | string {
  return /^-?\d{1,12}$/.test(text) ? Number(text) : text;
}

/** « 9 h », « 16h30 » as people write them. */
function hourOf(text: string): string {
  const found = /^(\d{1,2})\s*(?:h|:)\s*(\d{2})?$/i.exec(text.replace(/\u00a0/g, " "));
  return found ? `${(found[1] ?? "").padStart(2, "0")}:${found[2] ?? "00"}` : text;
}

function readWords(fields: Fields, path: string): unknown {
  const more = textOf(fields, join(path, MORE)).split(/[\s,;]+/);
  const words = [...new Set([...wordsOf(fields, path), ...more].filter(Boolean))];
  if (words.length === 0) return undefined;
  const before = listOf(textOf(fields, join(path, WAS)));
  const isSame = before.length === words.length && before.every((word) => words.includes(word));
  return isSame ? before : words;
}

function listOf(json: string): string[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}
