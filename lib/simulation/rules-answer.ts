/** The answer to a case: what the rules give beside what was published, and whether they agree. Pure. */

import type { Facts } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import { wordWhy as wordDecision } from "@/lib/deadline/rules-words";
import type { Locale } from "@/lib/i18n/locale";
import { wordWhy as wordPrice } from "@/lib/pricing/rules-words";

/** `got` null: the file, or the format of cases, cannot express it; `why` then says what is missing. */
export type Answer = {
  id: string | number | null;
  ok: boolean;
  got: unknown;
  expected: unknown;
  why: readonly (Why | string)[];
};
/** What one kind of case gives, before it is compared. */
export type Got = { got: unknown; expected: unknown; ok: boolean; why: readonly (Why | string)[] };

export type Question = {
  question: string;
  given: Readonly<Record<string, unknown>>;
  facts: Facts;
  type: "status" | "count" | "billing";
};
/** What a way of answering gives; null: it does not know the question. Several values when the answer has several names. */
export type Found = { values: readonly unknown[]; why: readonly (Why | string)[] } | null;

/** A case that the file, or the format of cases, has no words for. */
export class Inexpressible extends Error {
  constructor(readonly reasons: readonly (Why | string)[]) {
    super(reasons.map((reason) => (typeof reason === "string" ? reason : reason.code)).join("; "));
  }
}

/** Values that say the same: « yes » and true, « 2 » and 2. */
export function agree(got: unknown, expected: unknown): boolean {
  if (Array.isArray(got) && Array.isArray(expected))
    return (
      got.length === expected.length && [...got].sort().every((one, index) => agree(one, [...expected].sort()[index]))
    );
  return plain(got) === plain(expected);
}

const YES_NO: Readonly<Record<string, string>> = { yes: "true", oui: "true", no: "false", non: "false" };

function plain(value: unknown): string {
  const text = typeof value === "string" ? value.trim().toLowerCase() : JSON.stringify(value ?? null);
  return YES_NO[text] ?? text;
}

/** The reasons in sentences, each once. */
export function reasonsText(why: Answer["why"], locale: Locale): string {
  return [...new Set(why.map((reason) => (typeof reason === "string" ? reason : sentence(reason, locale))))].join(" ");
}

/** Each domain words its own codes, and gives no more than the label of another's; a limit is a matter of decision. */
function sentence(why: Why, locale: Locale): string {
  const ways = why.facts && "limit" in why.facts ? [wordDecision, wordPrice] : [wordPrice, wordDecision];
  const known = ways.find((way) => way(locale, why) !== way(locale, { ...why, code: "" })) ?? wordPrice;
  return known(locale, why) || bare(why);
}

/** A reason that has no sentence: its code and what it is about. */
function bare({ code, facts = {} }: Why): string {
  const about = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return about.length > 0 ? `${code} (${about.join(", ")})` : code;
}
