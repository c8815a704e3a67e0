/**
 * What the commune offers, said from the rules in force for whoever reads: services, days, hours, prices by bracket, limits, and what lies beside
 * prices. No sentence is the portal's own opinion: each comes from one rule of the commune file (issue 3, point 6). Pure.
 */

import { concerns } from "@/lib/clause/rules-activities";
import { isWithin } from "@/lib/deadline/rules-limits";
import { opening, wordList, wordTimes } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/public.json";
import fr from "@/lib/i18n/fr/public.json";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { ActivityRules } from "@/lib/rulebook/schema-activities";
import { saidActions, sayDeadlines } from "@/lib/wording/rules-deadlines";
import { activityName, siteName, valueWord } from "@/lib/wording/rules-names";
import { inside, type Reader } from "@/lib/wording/rules-phrases";
import { sayWho } from "@/lib/wording/rules-who";
import { type OfferedPrices, pricesOf } from "./rules-offer-prices";

const words = { fr: fr.offer, en: en.offer };

export type OfferedService = {
  id: string;
  kind: ActivityRules["kind"];
  name: string;
  /** Days and hours, sites, who may come: one sentence each. */
  facts: string[];
  prices: OfferedPrices;
  /** For each action that has a rule, its limits in sentences. */
  limits: { action: string; sentences: string[] }[];
};

export function servicesOf(reader: Reader, day: CivilDate): OfferedService[] {
  const { locale, file } = reader;
  return file.activities.map((activity) => ({
    id: activity.id,
    kind: activity.kind,
    name: activityName(locale, file, activity.id),
    facts: factsOf(reader, activity, day),
    prices: pricesOf(reader, activity, day),
    limits: limitsOf(reader, activity.id, day),
  }));
}

/** An action without a rule has no limit of its own: nothing is said of it. */
function limitsOf(reader: Reader, activity: string, day: CivilDate): OfferedService["limits"] {
  return saidActions.flatMap((action) => {
    const sentences = sayDeadlines(reader, { activity, day, actions: [action] });
    return sentences.length === 0 ? [] : [{ action: words[reader.locale].limits[action], sentences }];
  });
}

function factsOf(reader: Reader, activity: ActivityRules, day: CivilDate): string[] {
  const { locale, file } = reader;
  const say = words[locale];
  const sites = activity.sites?.map((id) => siteName(file, id)) ?? [];
  const access = file.eligibility.filter(
    (rule) => isWithin(rule.inForce, day) && concerns(file, rule.activities, activity.id),
  );
  return [
    whenWords(reader, activity),
    ...(sites.length === 0 ? [] : [fill(say.where, { sites: wordList(locale, sites) })]),
    ...(activity.after === undefined
      ? []
      : [fill(say.after, { activity: activityName(locale, file, activity.after) })]),
    ...access.map((rule) => sentence(rule.label ?? fill(say.requires, { condition: sayWho(reader, rule.requires) }))),
  ];
}

/** « Lundi, mardi, jeudi et vendredi, de 7 h 30 à 8 h 20, en période scolaire. » */
function whenWords({ locale, file }: Reader, { open, hours, slots }: ActivityRules): string {
  const say = words[locale];
  const weekdays = open?.weekdays ?? (open?.during === "school" ? file.calendar.schoolDays : []);
  const named = weekdays.map((day) => {
    const word = valueWord(locale, "weekday", day) ?? day;
    return locale === "fr" ? inside(word) : word;
  });
  const from = hours?.from ?? slots[0]?.from;
  const to = hours?.to ?? slots.at(-1)?.to;
  const parts = [
    ...(named.length === 0 ? [] : [wordList(locale, named)]),
    ...(from && to ? [fill(say.hours, { hours: wordTimes(locale, from, to) })] : []),
    ...(open ? [say.during[open.during]] : []),
  ];
  return parts.length === 0 ? say.whenAsk : `${opening(parts.join(", "))}.`;
}

export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
