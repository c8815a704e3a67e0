/** Who has paid what since: online through PayFiP, by cheque or in cash at the régie; and what is still owed. */

import { addDays, type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import type { Chance } from "../chance";
import type { Home } from "../families/home";
import type { Paying } from "../families/story";
import { at } from "../rows";

export type Bill = Awaited<ReturnType<typeof readBills>>[number];

/** A payment of a whole invoice. `online` is its attempt at PayFiP. */
export type Paid = {
  id: string;
  bill: Bill;
  home: Home;
  means: Means;
  day: CivilDate;
  at: Date;
  number: number;
  online: { attemptId: string; accountId: string | null } | null;
};

export function readBills(tx: Tx) {
  return tx.invoice.findMany({
    where: { state: "issued" },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    select: {
      id: true,
      regieId: true,
      householdId: true,
      payerId: true,
      year: true,
      number: true,
      refdet: true,
      month: true,
      totalCents: true,
      issuedOn: true,
    },
  });
}

type Facts = { homes: readonly Home[]; today: CivilDate; chance: Chance };

/** In the order of the day: receipts are numbered so. */
export function tellPayments(bills: readonly Bill[], { homes, today, chance }: Facts): Paid[] {
  const homeOf = new Map(homes.map((home) => [home.id, home]));
  const lastMonth = bills
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const paid = bills.flatMap((bill): Omit<Paid, "number">[] => {
    const home = homeOf.get(bill.householdId);
    if (!home || !bill.issuedOn) return [];
    const means = meansOf(home, bill, bill.month === lastMonth);
    const day = addDays(fromColumn(bill.issuedOn), 2 + chance.below(18));
    if (!means || day >= today) return [];
    const minute = String(chance.below(60)).padStart(2, "0");
    const isOnline = (means === "card" || means === "debit") && home.accountId !== null;
    const instant = at(day, isOnline ? `21:${minute}` : `10:${minute}`);
    const online = isOnline ? { attemptId: newId(), accountId: home.accountId } : null;
    return [{ id: newId(), bill, home, means, day, at: instant, online }];
  });
  return paid
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
    .map((one, index) => ({ ...one, number: index + 1 }));
}

/** Bodies pay by transfer, whatever the family does. */
function meansOf({ story, payers }: Home, bill: Bill, isLast: boolean): Means | null {
  const payer = payers.find(({ id }) => id === bill.payerId);
  if (story.payers.some(({ kind, name }) => kind === "organisation" && name === payer?.name)) return "transfer";
  return meansFor(story.pays, isLast);
}

function meansFor(pays: Paying, isLast: boolean): Means | null {
  if (pays === "late") return null;
  if (pays === "owes") return isLast ? null : "card";
  return pays;
}
