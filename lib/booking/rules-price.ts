/** The price of one day as the grid shows it and the command charges it: the rules' lines for this day alone, and why (facts: domain-rules 7–12, 20). Pure. */
import { addDays, type CivilDate, firstDayOf, lastDayOf, mondayOf, monthOf } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { priceOfOne } from "@/lib/pricing/rules";
import type { Household, Line, Priced as PricedLines, Use } from "@/lib/pricing/schema";
import type { Rules } from "@/lib/rulebook/rules-history";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { type Unit, units } from "@/lib/rulebook/schema-activities";
import { compiledOf } from "@/lib/tally/rules-compile";

export type Price = {
  cents: Cents;
  lines: readonly Line[];
  /** What the price is for: a day, an hour begun, a month… */
  unit: Unit;
  rules: Rules;
};

export type Priced = {
  household: Household;
  childId: string;
  ruleCode: string;
  day: CivilDate;
  regularity: string | null;
  /** What the household has booked already in the month: ranks and counts depend on it. */
  others?: readonly Use[];
};

/** Null when no rule prices the day. A price by the month or the year is told whole: what it adds depends on the other days. */
export function priceOfDay(rules: Rules, asked: Priced, booking: Use["booking"]): Price | null {
  const { household, childId, day, others = [] } = asked;
  const use = bookedUse({ ...asked, id: `${childId}:${day}`, booking });
  const beside = ({ day: when, ...other }: Use) =>
    when !== null &&
    monthOf(when) === monthOf(day) &&
    (when !== day || other.childId !== childId || other.activity !== use.activity);
  const own = countsOthers(rules.file) ? others.filter(beside) : [];
  const { lines, problems, totalCents } = priceOfUse(rules.file, household, use, own);
  const [line] = lines;
  if (problems.length > 0 || !line) return null;
  return { cents: totalCents, lines, unit: line.unit, rules };
}

type Spanned = Pick<Price, "lines" | "unit">;
type Day = { childId: string; day: CivilDate };

/** Days that one price covers together, as those of a month, cost it once: they have the same key. Null for a price by the day. */
export function onceKeyOf({ lines, unit }: Spanned, { childId, day }: Day): string | null {
  const line = lines.find(({ kind }) => kind === "flat");
  if (!line) return null;
  const span = unit === "week" ? mondayOf(day) : unit === "month" ? monthOf(day) : "";
  return `${line.childId === null ? "" : childId} ${line.ruleId} ${span}`;
}

/** Both days of the week or month that the price covers, included; null where the rules count another span. */
export function onceSpanOf({ unit }: Pick<Price, "unit">, day: CivilDate): { from: CivilDate; to: CivilDate } | null {
  if (unit === "week") return { from: mondayOf(day), to: addDays(mondayOf(day), 6) };
  return unit === "month" ? { from: firstDayOf(monthOf(day)), to: lastDayOf(monthOf(day)) } : null;
}

/** Where time is charged and nobody knows yet how long the child will stay, the price of one hour, half-hour or quarter. */
export function priceOfUse(
  file: CommuneFile,
  household: Household,
  use: Use,
  others: readonly Use[] = [],
): PricedLines {
  const priced = priceOfOne(file, household, use, others);
  const unit = timeUnitOf(priced);
  return unit ? priceOfOne(file, household, { ...use, bookedUnits: { count: 1, unit } }, others) : priced;
}

function timeUnitOf({ problems }: PricedLines): Unit | null {
  const unit = problems.find(({ why }) => why.code === "noStay")?.why.facts?.unit;
  return units.find((one) => one === unit) ?? null;
}

type Booked = Pick<Priced, "childId" | "ruleCode" | "day" | "regularity"> & { id: string; booking: Use["booking"] };

export function bookedUse({ id, childId, ruleCode: activity, day, regularity, booking }: Booked): Use {
  const facts = regularity === null ? {} : { regularity };
  return { id, childId, activity, day, status: "present", booking, facts };
}

const COUNTED = ["rank", "familyChildren", "childrenPresent", "nth", "presences", "weekPresences"];

/** Whether some rule reads what the family's other bookings make. */
export function countsOthers(file: CommuneFile): boolean {
  const { reads } = compiledOf(file);
  return COUNTED.some((name) => reads.has(name));
}

/** The reason of a price as the journal keeps it: which version, which rules, what each adds. */
export function whyText({ lines, rules }: Price) {
  return {
    versionId: rules.id,
    version: rules.label,
    lines: lines.map(({ ruleId, label, amountCents, why }) => ({
      rule: ruleId,
      ...(label !== null && { label }),
      cents: amountCents,
      codes: why.map(({ code }) => code),
    })),
  };
}
