/** Ranges of numbers and of days as two answers each: « de 400 compris à 640 non compris », « du 1er septembre au 18 décembre ». Pure. */
import { rangeOf } from "@/lib/clause/rules-conditions";
import { PERIOD } from "@/lib/rulebook/schema-words";
import type { Fields, Written } from "./rules-answers";

export const LOW = "low";
export const HIGH = "high";
export const LOW_IN = "lowIn";
export const HIGH_IN = "highIn";
/** The range as the file wrote it, kept as long as it says the same. */
const AS_WRITTEN = "_was";

const at = (path: string, part: string) => `${path}-${part}`;
const text = (fields: Fields, path: string, part: string) => {
  const value = fields[at(path, part)];
  return typeof value === "string" ? value.trim() : "";
};
const comma = (number: number) => (Number.isFinite(number) ? String(number).replace(".", ",") : "");

export function writeInterval(interval: string, path: string, out: Written): void {
  const range = rangeOf(interval);
  if (!range) {
    out[at(path, LOW)] = interval;
    return;
  }
  out[at(path, LOW)] = comma(range.low);
  out[at(path, HIGH)] = comma(range.high);
  if (range.lowIn) out[at(path, LOW_IN)] = "yes";
  if (range.highIn) out[at(path, HIGH_IN)] = "yes";
  out[at(path, AS_WRITTEN)] = interval;
}

export function readInterval(fields: Fields, path: string): string | undefined {
  const [low, high] = [LOW, HIGH].map((part) => text(fields, path, part).replace(/\s/g, "").replace(",", "."));
  if (!low && !high) return undefined;
  const open = low && text(fields, path, LOW_IN) ? "[" : "(";
  const close = high && text(fields, path, HIGH_IN) ? "]" : ")";
  const interval = `${open}${low || "-inf"},${high || "inf"}${close}`;
  const written = text(fields, path, AS_WRITTEN);
  return written !== "" && isSame(written, interval) ? written : interval;
}

/** A bound that does not exist is neither in nor out. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  if (!a || !b || a.low !== b.low || a.high !== b.high) return false;
  const low = a.lowIn === b.lowIn || !Number.isFinite(a.low);
  return low && (a.highIn === b.highIn || !Number.isFinite(a.high));
}

export const FROM = "from";
export const TO = "to";

export function writePeriod(period: string, path: string, out: Written): void {
  const found = PERIOD.exec(period);
  out[at(path, FROM)] = found ? (found[1] ?? "") : period;
  out[at(path, TO)] = found?.[2] ?? "";
}

export function readPeriod(fields: Fields, path: string): string | undefined {
  const [from, to] = [text(fields, path, FROM), text(fields, path, TO)];
  return from || to ? `${from}..${to}` : undefined;
}
