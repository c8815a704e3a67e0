/**
 * A rule in sentences, for lists, previews and the journal's reader: its title, what it concerns, then each answer with its word.
 * What people say in their own way — conditions, amounts, limits — is said so. Pure.
 */

import { rangeOf } from "@/lib/clause/rules-conditions";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Amount } from "@/lib/rulebook/schema-amounts";
import type { Limit, WindowCharge } from "@/lib/rulebook/schema-deadlines";
import type { Condition } from "@/lib/rulebook/schema-words";
import { sayAmount, sayCharge } from "@/lib/wording/rules-amounts";
import { sayCondition, sayRange } from "@/lib/wording/rules-conditions";
import { sayLimit } from "@/lib/wording/rules-limits";
import { activityName, factWord, saidWord, siteName, valueWord, wayWord } from "@/lib/wording/rules-names";
import { inside, phrase, type Reader, wordDayOf, wordHour, wordNumber, wordPeriod } from "@/lib/wording/rules-phrases";
import { byImportance, type Plain, type Prop, type Shape } from "./rules-shape";

export type Said = { title: string; details: readonly string[] };
type At = { owner: string; key: string; usual?: unknown };

/** Kept out of the sentences: the title says it, or nobody needs it. */
const SILENT = ["label", "note", "id", "name"];

export function sayRule(reader: Reader, shape: Shape, { key, value }: { key: string; value: unknown }): Said {
  if (shape.kind === "variant") return sayKind(reader, shape.options, { key, value });
  if (shape.kind !== "group") return { title: say(reader, shape, value, { owner: "", key }), details: [] };
  const rule = value as Record<string, unknown>;
  const props = shape.props.filter((prop) => !SILENT.includes(prop.key)).sort(byImportance);
  const details = props.flatMap((prop) => sayProp(reader, prop, rule[prop.key], key));
  const title = titleOf(reader, rule);
  return title === "" ? { title: details[0] ?? "", details: details.slice(1) } : { title, details };
}

/** A rule of several kinds says its kind first. */
function sayKind(reader: Reader, options: Options, { key, value }: { key: string; value: unknown }): Said {
  const option = options.find(({ accepts }) => accepts(value));
  if (!option) return { title: "", details: [] };
  const kind = wayWord(reader.locale, { owner: "", key, way: option.key }) ?? option.key;
  const { title, details } = sayRule(reader, option.shape, { key, value });
  return title === "" ? { title: kind, details } : { title, details: [kind, ...details] };
}

function titleOf({ locale }: Reader, { label, name, title, reason, id }: Record<string, unknown>): string {
  const found = [label, name, title, reason, id].find((one) => one !== undefined);
  if (typeof found === "object" && found !== null) return String((found as Record<string, unknown>)[locale]);
  return found === undefined ? "" : (valueWord(locale, "holiday", String(found)) ?? String(found));
}

/** An answer that is the usual one goes without saying. */
function sayProp(reader: Reader, { key, shape, usual }: Prop, value: unknown, owner: string): string[] {
  if (value === undefined || shape.kind === "fixed") return [];
  if (usual !== undefined && JSON.stringify(usual) === JSON.stringify(value)) return [];
  const said = say(reader, shape, value, { owner, key });
  const label = saidWord(reader.locale, owner, key) ?? key;
  return said === "" ? [] : [phrase(reader.locale, "detail", { label, value: said })];
}

function say(reader: Reader, shape: Shape, value: unknown, at: At): string {
  const { locale, file } = reader;
  switch (shape.kind) {
    case "plain":
      return sayPlain(reader, shape.input, value, at);
    case "flag":
      return phrase(locale, value === true ? "yes" : "no");
    case "choice":
      return inside(valueWord(locale, at.key, String(value)) ?? String(value));
    case "several":
      return (value as unknown[]).map((word) => sayWord(reader, at, String(word))).join(", ");
    case "interval": {
      const range = rangeOf(String(value));
      return range ? sayRange(locale, range) : String(value);
    }
    case "period":
      return wordPeriod(locale, String(value));
    case "condition":
      return sayCondition({ locale, file }, value as Condition);
    case "variant":
      return sayWay(reader, shape.options, value, at);
    case "group":
      return sayGroup(reader, shape.props, value, at);
    case "pair":
      return shape.items.map((item, index) => say(reader, item, (value as unknown[])[index], at)).join(" → ");
    case "list":
      return (value as unknown[]).map((row) => say(reader, shape.item, row, at)).join(" ; ");
    case "fixed":
      return shape.value;
  }
}

function sayPlain({ locale, file }: Reader, input: Plain, value: unknown, { key }: At): string {
  if (input === "euros" && typeof value === "number") return wordAmount(locale, value);
  if (input === "day") return wordDayOf(locale, String(value));
  if (input === "hour") return wordHour(locale, String(value));
  if (input === "decimal" || input === "number") return wordNumber(locale, String(value));
  if (input === "numbers") return (value as unknown[]).join(", ");
  if (key === "scale") return file.scales.find(({ id }) => id === value)?.label ?? String(value);
  if (key === "after") return activityName(locale, file, String(value));
  if (["of", "given", "fact", "published"].includes(key)) return factWord(locale, file, String(value));
  return String(value);
}

function sayWord({ locale, file }: Reader, { owner, key }: At, word: string): string {
  if (key === "activities" || (key === "all" && owner !== "evidence")) return activityName(locale, file, word);
  if (key === "sites") return siteName(file, word);
  return inside(valueWord(locale, key, word) ?? word);
}

type Options = Extract<Shape, { kind: "variant" }>["options"];

function sayWay(reader: Reader, options: Options, value: unknown, at: At): string {
  const names = options.map(({ key }) => key);
  const option = options.find(({ accepts }) => accepts(value));
  if (!option) return "";
  if (names.includes("before_holidays")) return sayLimit(reader.locale, value as Limit);
  if (names.includes("scale") && option.accepts(value) && isAmount(option.key)) {
    return sayAmount(reader, value as Amount);
  }
  const { key, owner } = at;
  if (option.shape.kind === "fixed") {
    return inside(wayWord(reader.locale, { owner, key, way: option.key }) ?? option.key);
  }
  return say(reader, option.shape, value, at);
}

const AMOUNTS = ["euros", "percent", "given", "scale", "points", "steps"];

function isAmount(way: string): boolean {
  return AMOUNTS.includes(way);
}

function sayGroup(reader: Reader, props: readonly Prop[], value: unknown, { key }: At): string {
  const group = value as Record<string, unknown>;
  if (key === "windows") return sayWindow(reader, group);
  return props.flatMap((prop) => sayProp(reader, prop, group[prop.key], key)).join(", ");
}

function sayWindow(reader: Reader, window: Record<string, unknown>): string {
  const { locale } = reader;
  const from = window.from === undefined ? undefined : sayLimit(locale, window.from as Limit);
  const until = window.until === undefined ? undefined : sayLimit(locale, window.until as Limit);
  const verdict = inside(valueWord(locale, "verdict", String(window.verdict)) ?? "");
  const values = { from: from ?? "", until: until ?? "", verdict };
  const key = from && until ? "windowBoth" : from ? "windowFrom" : until ? "windowUntil" : "windowAlways";
  return [
    phrase(locale, key, values),
    ...(window.ifPlaces === true ? [phrase(locale, "ifPlaces")] : []),
    ...(window.when === undefined ? [] : [sayCondition(reader, window.when as Condition)]),
    ...(window.charge === undefined
      ? []
      : [phrase(locale, "due", { amount: sayCharge(reader, window.charge as WindowCharge) })]),
  ].join(", ");
}
