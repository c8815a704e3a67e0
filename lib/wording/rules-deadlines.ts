/**
 * The limits of an activity in sentences, as a family reads them: « Réservation jusqu’au jeudi de la semaine d’avant à 9 h. Ensuite, elle
 * n’est plus possible. » (docs/commune-file.md §5; catalogue public, deadlines). Pure.
 */

import { concerns } from "@/lib/clause/rules-activities";
import { isWithin } from "@/lib/deadline/rules-limits";
import { wordTime } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/public.json";
import fr from "@/lib/i18n/fr/public.json";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { DeadlineRules, Limit, WindowOutcome } from "@/lib/rulebook/schema-deadlines";
import { sayCharge } from "./rules-amounts";
import { sayLimit } from "./rules-limits";
import { phrase, type Reader } from "./rules-phrases";
import { sayWho } from "./rules-who";

const words = { fr: fr.deadlines, en: en.deadlines };
type Locale = Reader["locale"];
export type SaidAction = keyof typeof fr.deadlines.actions;
export const saidActions = Object.keys(fr.deadlines.actions) as SaidAction[];
type Way = keyof typeof fr.deadlines.actions.book;

type Asked = { activity: string; day: CivilDate; actions?: readonly SaidAction[] };

/** Every rule in force on the day, in the order of the file: conditions that differ are all told. */
export function sayDeadlines(reader: Reader, { activity, day, actions = ["book", "cancel"] }: Asked): string[] {
  const { file } = reader;
  const rules = file.deadlines.filter((one) => isWithin(one.inForce, day) && concerns(file, one.activities, activity));
  return actions.flatMap((action) =>
    rules.filter((rule) => isToldAs(rule, action)).map((rule) => sayDeadline(reader, rule, action)),
  );
}

/** A change that follows the rule of a booking is not told twice. */
function isToldAs({ actions }: DeadlineRules, action: SaidAction): boolean {
  return actions.includes(action) && !(action === "change" && actions.includes("book"));
}

function sayDeadline(reader: Reader, rule: DeadlineRules, action: SaidAction): string {
  const { locale } = reader;
  const says = words[locale].actions[action];
  const last = rule.windows.length === 0 ? says[`${rule.otherwise}Only`] : says[`${rule.otherwise}Then`];
  const said = [...rule.windows.map((window) => sayWindow(reader, window, action)), last];
  const text = said.filter((one, place) => one !== said[place - 1]).join(" ");
  return rule.when === undefined ? text : fill(words[locale].when, { condition: sayWho(reader, rule.when), text });
}

type Window = DeadlineRules["windows"][number];

function sayWindow(reader: Reader, { from, until, when, ifPlaces, verdict, charge }: Window, action: SaidAction) {
  const { locale } = reader;
  const say = words[locale];
  const opens = from === undefined ? "" : `${fill(say.opens, { from: sayOpening(locale, from) })} `;
  const main = until
    ? fill(say.actions[action][verdict satisfies Way], { until: untilLimit(locale, until) })
    : say.actions[action][`${verdict satisfies WindowOutcome}Only`];
  const beside = [
    ...(when === undefined ? [] : [sayWho(reader, when)]),
    ...(ifPlaces ? [phrase(locale, "ifPlaces")] : []),
    ...(charge === undefined ? [] : [phrase(locale, "due", { amount: sayCharge(reader, charge) })]),
  ];
  const told = beside.length === 0 ? main : fill(say.beside, { main: main.slice(0, -1), beside: beside.join(", ") });
  return `${opens}${told}`;
}

/** « jusqu’au jeudi de la semaine d’avant à 9 h »; the end of a day is its 23 h 59: « jeudi à minuit » might be the night before. */
export function untilLimit(locale: Locale, limit: Limit): string {
  return until(locale, limit).replaceAll(phrase(locale, "midnight"), wordTime(locale, "23:59"));
}

function until(locale: Locale, limit: Limit): string {
  const say = words[locale];
  if (limit.kind === "table") return fill(say.untilTable, { rows: sayLimit(locale, limit) });
  if (limit.kind === "dates") {
    const { published: _, ...rest } = limit;
    return limit.rows.length === 0 ? say.untilPublished : fill(say.untilTable, { rows: sayLimit(locale, rest) });
  }
  const said = sayLimit(locale, limit);
  if (locale === "en") return fill(say.until, { limit: said });
  return said.startsWith("le ") ? `jusqu’au ${said.slice(3)}` : fill(say.until, { limit: said });
}

/** A day without an hour opens when it begins. */
function sayOpening(locale: Locale, limit: Limit): string {
  const said = sayLimit(locale, limit);
  const hours = [phrase(locale, "midnight"), wordTime(locale, "00:00")];
  const tail = hours.map((at) => phrase(locale, "atHour", { day: "", at })).find((one) => said.endsWith(one));
  return tail ? said.slice(0, -tail.length) : said;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
