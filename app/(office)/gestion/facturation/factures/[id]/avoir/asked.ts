/** What the address of a credit note picks: lines and days by their place on the invoice, amounts in euros as typed. */
import type { CreditableLine } from "@/lib/credit/rules";
import type { Pick } from "@/lib/credit/schema";
import { isId } from "@/lib/kernel/ids";
import { parseEuros } from "@/lib/kernel/money";

export type Search = Record<string, string | string[] | undefined>;

export type Asked = {
  /** Whether anything was asked for: the first visit shows no effect. */
  isAsked: boolean;
  everything: boolean;
  again: boolean;
  lines: readonly AskedLine[];
  /** The contested line that the credit note answers. */
  requestId: string | null;
};
export type AskedLine = { whole: boolean; days: readonly string[]; amount: string; quantity: string; price: string };

const all = (value: string | string[] | undefined): string[] => (Array.isArray(value) ? value : value ? [value] : []);
const one = (value: string | string[] | undefined): string => all(value)[0]?.trim().slice(0, 20) ?? "";

export function readAsked(search: Search, lines: readonly CreditableLine[]): Asked {
  const [whole, days] = [new Set(all(search.tout)), new Set(all(search.jour))];
  return {
    isAsked: "effet" in search,
    everything: one(search.facture) === "oui",
    again: one(search.refaire) === "oui",
    requestId: isId(all(search.demande)[0] ?? "") ? (all(search.demande)[0] ?? null) : null,
    lines: lines.map((line, place) => ({
      whole: whole.has(String(place)),
      days: line.days.flatMap((day, index) => (days.has(`${place}.${index}`) ? [day.chargeId] : [])),
      amount: one(search[`m${place}`]),
      quantity: one(search[`n${place}`]),
      price: one(search[`p${place}`]),
    })),
  };
}

/** Null when something typed is no amount or number. */
export function picksOf(asked: Asked, lines: readonly CreditableLine[]): Pick[] | null {
  const picks: Pick[] = [];
  for (const [place, line] of lines.entries()) {
    const said = asked.lines[place];
    if (!said) continue;
    const take = asked.everything || said.whole ? ("all" as const) : takeOf(said);
    if (take === undefined) return null;
    if (take === null) continue;
    const again = asked.again && take === "all" ? againOf(said, line) : null;
    if (again === undefined) return null;
    picks.push({ lineId: line.id, take, again });
  }
  return picks;
}

/** Null for nothing, undefined for what can't be read. */
function takeOf({ days, amount }: AskedLine): Pick["take"] | null | undefined {
  if (days.length > 0) return [...days];
  if (amount === "") return null;
  const cents = parseEuros(amount);
  return cents !== null && cents > 0 ? cents : undefined;
}

/** Left empty, number and price stay as they were billed; zero bills nothing anew. */
function againOf({ quantity, price }: AskedLine, line: CreditableLine): Pick["again"] | undefined {
  const count = quantity === "" ? line.quantity : /^\d{1,3}$/.test(quantity) ? Number(quantity) : Number.NaN;
  const unitCents = price === "" ? line.unitCents : parseEuros(price);
  if (Number.isNaN(count) || unitCents === null) return undefined;
  return count === 0 ? null : { quantity: count, unitCents };
}
