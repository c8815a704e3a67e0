/** The till nine days ago: the cheques went to the bank on one slip, and all that was in hand was paid over to the comptable. */
import { allot } from "@/lib/invoice/commands-issue";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { means, remittanceLines } from "@/lib/ledger/rules";
import { contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Trace } from "../life/journal";
import { at } from "../rows";
import type { Paid } from "./payments";
import type { Desk } from "./receipts";

const DAYS_AGO = 9;

export async function writeTill(tx: Tx, paid: readonly Paid[], given: Desk & { today: CivilDate }): Promise<Trace[]> {
  const day = addDays(given.today, -DAYS_AGO);
  const known = paid.filter((one) => one.day < day);
  if (known.length === 0) return [];
  const desk = { ...given, day };
  return [...(await writeSlip(tx, known, desk)), ...(await writeRemittance(tx, known, desk))];
}

type Closing = Desk & { day: CivilDate };

/** The number of a paper, in the year of its day. */
async function numbered(tx: Tx, { regieId, treasurer, day }: Closing, kind: "deposit" | "remittance") {
  const instant = at(day, kind === "deposit" ? "14:00" : "15:00");
  const context = contextOf(tx, instant, { actor: treasurer, channel: "counter", net: null });
  const year = Number(day.slice(0, 4));
  return { context, year, number: await allot(context, { regieId, kind, year, count: 1 }) };
}

async function writeSlip(tx: Tx, known: readonly Paid[], desk: Closing): Promise<Trace[]> {
  const cheques = known.filter((one) => one.means === "cheque");
  if (cheques.length === 0) return [];
  const { regieId, treasurer, day } = desk;
  const { context, year, number } = await numbered(tx, desk, "deposit");
  const [id, ids] = [newId(), cheques.map((one) => one.id)];
  const cents = sum(cheques.map((one) => one.bill.totalCents));
  await tx.depositSlip.create({
    data: {
      ...{ id, regieId, year, number, means: "cheque", totalCents: cents, receipts: ids.length },
      ...{ depositedOn: toColumn(day), createdAt: context.now, createdById: treasurer.accountId },
    },
  });
  await tx.receipt.updateMany({ where: { id: { in: ids } }, data: { depositId: id } });
  const body = { regieId, year, number, means: "cheque", day, cents, receipts: ids };
  const event = { type: "deposit.made" as const, subject: null, object: { kind: "deposit", id }, body };
  return [{ at: context.now, actor: treasurer, event }];
}

async function writeRemittance(tx: Tx, known: readonly Paid[], desk: Closing): Promise<Trace[]> {
  const { regieId, treasurer, day } = desk;
  const { context, year, number } = await numbered(tx, desk, "remittance");
  const id = newId();
  const amounts = Object.fromEntries(
    means.flatMap((by) => {
      const cents = sum(known.filter((one) => one.means === by).map((one) => one.bill.totalCents));
      return cents > 0 ? [[by, cents]] : [];
    }),
  );
  const cents = sum(Object.values(amounts));
  await tx.remittance.create({
    data: {
      ...{ id, regieId, year, number, amounts, totalCents: cents, remittedOn: toColumn(day) },
      ...{ createdAt: context.now, createdById: treasurer.accountId },
    },
  });
  const lines = remittanceLines(amounts);
  await post(context, [{ regieId, kind: "remittance.made", sourceId: id, day, lines }]);
  const body = { regieId, year, number, day, cents, amounts };
  const event = { type: "remittance.made" as const, subject: null, object: { kind: "remittance", id }, body };
  return [{ at: context.now, actor: treasurer, event }];
}
