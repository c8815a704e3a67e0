import { expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { claimsDueOf, dueOf, totalsByAccount } from "@/lib/ledger/queries";
import { claimCollectedLines, claimLines, type LedgerLine } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import {
  aHousehold,
  anIssuedInvoice,
  aPayer,
  aRegie,
  aStaffAccount,
  contextFor,
  journalOf,
  TODAY,
} from "@/prisma/fixtures";
import { issueCreditNote } from "./commands";
import { writeOff } from "./commands-write-off";

async function ground() {
  const [regie, household, payer] = await Promise.all([aRegie(db()), aHousehold(db()), aPayer(db())]);
  const head = await aStaffAccount(db(), "responsable");
  const owner = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const invoice = await anIssuedInvoice(db(), { ...owner, sales: [{ productCode: "CANT", amountCents: 900 }] });
  const act = <Value>(work: (context: Context) => Promise<Value>) =>
    transaction((tx) => work(contextFor(tx, { id: head.id, role: "responsable" })));
  const give = (amount: number, decidedOn = "2026-11-20") =>
    act((context) =>
      writeOff(context, { invoiceId: invoice.id, amount, decision: "Délibération 2026-118", decidedOn }),
    );
  return { ...owner, invoice, act, give };
}

it("a debt is given up in part, then whole, by decision: a loss in the books, no receipt", async () => {
  const { give, invoice, regieId } = await ground();
  expect(await give(400)).toMatchObject({ ok: true, leftCents: 500 });
  expect(await give(501)).toEqual({ ok: false, reason: "too-much" });
  expect(await give(500)).toMatchObject({ ok: true, leftCents: 0 });
  expect(await give(1)).toEqual({ ok: false, reason: "nothing-due" });
  expect((await dueOf(db(), [invoice.id])).get(invoice.id)).toBe(0);
  expect(await totalsByAccount(db(), regieId)).toEqual({ receivable: 0, product: -900, written_off: 900 });
  expect(await db().receipt.count({ where: { invoiceId: invoice.id } })).toBe(0);
  expect((await journalOf(db())).filter(({ type }) => type === "debt.written-off")).toHaveLength(2);
});

it("once handed over it is given up from what the comptable has to collect, and no credit note touches it any more", async () => {
  const { act, give, invoice, regieId, householdId, payerId } = await ground();
  const lines = claimLines({ invoiceId: invoice.id, householdId, payerId }, 900);
  await act((context) => post(context, [{ regieId, kind: "claim.handed", sourceId: newId(), day: TODAY, lines }]));
  const [line] = await db().invoiceLine.findMany({ where: { invoiceId: invoice.id } });
  const picks = [{ lineId: line?.id ?? "", take: 100, again: null }];
  const note = await act((context) =>
    issueCreditNote(context, { invoiceId: invoice.id, picks, cents: 100, reason: "Repas non pris" }),
  );
  expect(note).toEqual({ ok: false, reason: "handed" });
  expect(await give(900)).toMatchObject({ ok: true, leftCents: 0 });
  expect((await claimsDueOf(db(), [invoice.id])).get(invoice.id)).toBe(0);
});

it("what was given up never becomes a credit of the family: a credit note stops at what is owed and paid", async () => {
  const { act, give, invoice, regieId } = await ground();
  const [line] = await db().invoiceLine.findMany({ where: { invoiceId: invoice.id } });
  const credit = (cents: number) => {
    const picks = [{ lineId: line?.id ?? "", take: cents, again: null }];
    return act((context) =>
      issueCreditNote(context, { invoiceId: invoice.id, picks, cents, reason: "Repas non pris" }),
    );
  };
  await give(500);
  expect(await credit(401)).toEqual({ ok: false, reason: "written-off" });
  expect(await credit(400)).toMatchObject({ ok: true });
  expect(await credit(1)).toEqual({ ok: false, reason: "written-off" });
  expect(await totalsByAccount(db(), regieId)).toEqual({ receivable: 0, product: -500, written_off: 500 });
});

it("what the comptable collected never becomes a credit at the régie", async () => {
  const { act, invoice, regieId, householdId, payerId } = await ground();
  const debt = { invoiceId: invoice.id, householdId, payerId };
  const enter = (kind: "claim.handed" | "claim.collected", lines: LedgerLine[]) =>
    act((context) => post(context, [{ regieId, kind, sourceId: newId(), day: TODAY, lines }]));
  await enter("claim.handed", claimLines(debt, 900));
  await enter("claim.collected", claimCollectedLines(debt, 900));
  const [line] = await db().invoiceLine.findMany({ where: { invoiceId: invoice.id } });
  const picks = [{ lineId: line?.id ?? "", take: "all" as const, again: null }];
  const note = await act((context) =>
    issueCreditNote(context, { invoiceId: invoice.id, picks, cents: 900, reason: "Repas non pris" }),
  );
  expect(note).toEqual({ ok: false, reason: "with-treasury" });
});

it("is given up once when two decide at the same moment", async () => {
  const { give, invoice } = await ground();
  const outcomes = await Promise.all([give(600), give(600), give(600)]);
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(await db().writeOff.count({ where: { invoiceId: invoice.id } })).toBe(1);
});
