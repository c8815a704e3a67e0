/**
 * What a household pays for a period, line by line and why (docs/commune-file.md §6–8; facts: domain-rules 6–12, 20–22). The same uses in
 * another order cost the same; the total is the sum of the lines; what no rule prices is a problem, never a guess. Pure.
 */
import { firstDayOf, lastDayOf, monthOf } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { chargeAbsence, type Relief } from "./rules-absences";
import { adjust } from "./rules-adjustments";
import { aid } from "./rules-aids";
import { chargeUse, type Ledger, ledgerOf } from "./rules-charges";
import { combine } from "./rules-combinations";
import { compiledOf } from "./rules-compile";
import { bookOf } from "./rules-facts";
import { addCharge, addRelief, Lines } from "./rules-lines";
import { monthFor, type UseInfo } from "./rules-month";
import { addFees, addLatePickups } from "./rules-pickups";
import type { EachLine, Household, Period, Priced, Use } from "./schema";

/** Both days of the period included; `period.billed` says what earlier periods already billed. */
export function price(file: CommuneFile, period: Period, household: Household, uses: readonly Use[]): Priced {
  const { lines, ...priced } = pricedBy(file, { period, household, uses, each: false });
  return { ...priced, lines: lines.map(({ key: _, ...line }) => line) };
}

/** The same, with a line for each thing charged and no two days on one line, unless they are charged together. */
export function priceEach(
  file: CommuneFile,
  period: Period,
  household: Household,
  uses: readonly Use[],
): Priced<EachLine> {
  return pricedBy(file, { period, household, uses, each: true });
}

type Asked = { period: Period; household: Household; uses: readonly Use[]; each: boolean };

function pricedBy(file: CommuneFile, { each, ...asked }: Asked): Priced<EachLine> {
  const { month, problems } = monthFor(compiledOf(file), asked);
  const ledger = ledgerOf(bookOf(month), problems);
  const reliefs = month.uses.flatMap((info) => chargedOrRelieved(ledger, info) ?? []);
  return linesOf(ledger, reliefs, { isAlone: false, each });
}

/** One use alone, as a cell of the grid shows it before it is booked; `others` are the household's other uses of the month, for ranks and counts. */
export function priceOfOne(file: CommuneFile, household: Household, use: Use, others: readonly Use[] = []): Priced {
  const day = use.day ?? others.find((other) => other.day !== null)?.day ?? FAR;
  const period = { from: firstDayOf(monthOf(day)), to: lastDayOf(monthOf(day)) };
  const { month, problems } = monthFor(compiledOf(file), { household, period, uses: [...others, use] });
  const ledger = ledgerOf(
    bookOf(month),
    problems.filter(({ useIds }) => useIds.includes(use.id)),
  );
  const info = month.uses.find((one) => one.use === use);
  const relief = info ? chargedOrRelieved(ledger, info) : null;
  return linesOf(ledger, relief ? [relief] : [], { isAlone: true, each: false });
}

const FAR = "2026-09-01";

function chargedOrRelieved(ledger: Ledger, info: UseInfo): Relief | null {
  if (info.use.status !== "present") return chargeAbsence(ledger, info);
  chargeUse(ledger, info);
  return null;
}

/** The order of the règlement: prices, surcharges and reductions, late pick-ups, combinations, fees, and last what others pay. */
function linesOf(
  ledger: Ledger,
  reliefs: readonly Relief[],
  { isAlone, each }: { isAlone: boolean; each: boolean },
): Priced<EachLine> {
  const { charges, problems } = ledger;
  const lines = new Lines({ each });
  for (const charge of charges) addCharge(lines, charge);
  for (const relief of reliefs) addRelief(lines, relief);
  adjust(ledger, lines);
  addLatePickups(ledger, lines);
  if (!isAlone) {
    combine(ledger, lines);
    addFees(ledger, lines);
    aid(ledger, lines);
  }
  const made = lines.all();
  return { lines: made, problems, totalCents: sum(made.map(({ amountCents }) => amountCents)) };
}
