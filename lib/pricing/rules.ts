/**
 * What a household pays for a period, line by line and why (docs/commune-file.md §6–8; facts: domain-rules 6–12, 20–22). The same uses in
 * another order cost the same; the total is the sum of the lines; what no rule prices is a problem, never a guess. Pure.
 */
import { firstDayOf, lastDayOf, monthOf } from "@/lib/kernel/civil-date";
import { cents } from "@/lib/kernel/money";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { compiledOf } from "@/lib/tally/rules-compile";
import { bookOf } from "@/lib/tally/rules-facts";
import { monthFor, type UseInfo } from "@/lib/tally/rules-month";
import { chargeAbsence } from "./rules-absences";
import { adjust } from "./rules-adjustments";
import { aid } from "./rules-aids";
import { chargeUse, type Ledger, ledgerOf } from "./rules-charges";
import { combine } from "./rules-combinations";
import { addRelief, Lines } from "./rules-lines";
import { addFees, addLatePickups } from "./rules-pickups";
import type { EachLine, Household, Line, Period, Priced, Problem, Use } from "./schema";

/** Both days of the period included; `period.billed` says what earlier periods already billed. */
export function price(file: CommuneFile, period: Period, household: Household, uses: readonly Use[]): Priced {
  const { lines, problems } = worked(file, { period, household, uses, each: false });
  return summed(lines.all(), problems);
}

/** The same, with a line for each thing charged and no two days on one line, unless they are charged together. */
export function priceEach(
  file: CommuneFile,
  period: Period,
  household: Household,
  uses: readonly Use[],
): Priced<EachLine> {
  const { lines, problems } = worked(file, { period, household, uses, each: true });
  return summed(lines.named(), problems);
}

/** One use alone, as a cell of the grid shows it before it is booked; `others` are the household's other uses of the month, for ranks and counts. */
export function priceOfOne(file: CommuneFile, household: Household, use: Use, others: readonly Use[] = []): Priced {
  const day = use.day ?? others.find((other) => other.day !== null)?.day ?? FIRST_OF_SCHOOL;
  const period = { from: firstDayOf(monthOf(day)), to: lastDayOf(monthOf(day)) };
  const { month, problems } = monthFor(compiledOf(file), { household, period, uses: [...others, use] });
  const own = problems.filter(({ useIds }) => useIds.includes(use.id));
  const ledger = ledgerOf(bookOf(month), own);
  const lines = new Lines({ each: false });
  for (const info of month.uses) if (info.use === use) enter(ledger, info, lines);
  for (const charge of ledger.charges) lines.addCharge(charge);
  adjust(ledger, lines);
  return summed(lines.all(), own);
}

/** The month of a use without a day, when nothing tells another. */
const FIRST_OF_SCHOOL = "2026-09-01";

type Asked = { period: Period; household: Household; uses: readonly Use[]; each: boolean };

/** The order of the règlement: prices, surcharges and reductions, late pick-ups, combinations, fees, and last what others pay. */
function worked(file: CommuneFile, { each, ...asked }: Asked): { lines: Lines; problems: Problem[] } {
  const { month, problems } = monthFor(compiledOf(file), asked);
  const ledger = ledgerOf(bookOf(month), problems);
  const lines = new Lines({ each });
  for (const info of month.uses) enter(ledger, info, lines);
  for (const charge of ledger.charges) lines.addCharge(charge);
  adjust(ledger, lines);
  addLatePickups(ledger, lines);
  combine(ledger, lines);
  addFees(ledger, lines);
  aid(ledger, lines);
  return { lines, problems };
}

function enter(ledger: Ledger, info: UseInfo, lines: Lines): void {
  if (info.use.status === "present") {
    chargeUse(ledger, info);
    return;
  }
  const relief = chargeAbsence(ledger, info);
  if (relief) addRelief(lines, relief);
}

function summed<Kind extends Line>(lines: readonly Kind[], problems: readonly Problem[]): Priced<Kind> {
  let totalCents = 0;
  for (const { amountCents } of lines) totalCents += amountCents;
  return { lines, problems, totalCents: cents(totalCents) };
}
