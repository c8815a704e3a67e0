/** What pricing answers: lines with their reasons, and what could not be priced (docs/commune-file.md §6–7). Pure. */

import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Unit } from "@/lib/rulebook/schema-activities";
import type { Problem } from "@/lib/tally/schema";

export type { Child, Dated, Household, Period, Problem, Quotient, Stay, Units, Use } from "@/lib/tally/schema";

export type LineKind = "use" | "flat" | "adjustment" | "late_pickup" | "combination" | "absence" | "fee" | "aid";

export type Line = {
  readonly kind: LineKind;
  /** The rule's id, else where it stands in the file: `prices.3`. */
  readonly ruleId: string;
  readonly label: string | null;
  /** null when the line concerns several activities. */
  readonly activity: string | null;
  /** null when the line is for the family. */
  readonly childId: string | null;
  readonly days: readonly CivilDate[];
  readonly useIds: readonly string[];
  readonly unit: Unit;
  readonly quantity: number;
  readonly unitCents: Cents;
  readonly amountCents: Cents;
  readonly why: readonly Why[];
  /** Names what is due once in a span that may be longer than a period that is billed: a flat term or year, a yearly fee. */
  readonly once?: string;
};

/** A line of one charge only: `key` names it again when the same period is priced anew. */
export type EachLine = Line & { readonly key: string };

export type Priced<Kind extends Line = Line> = {
  readonly lines: readonly Kind[];
  readonly problems: readonly Problem[];
  readonly totalCents: Cents;
};
