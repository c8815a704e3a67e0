import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { db } from "@/lib/server/db";
import { anIssuedInvoice, NOW, TODAY } from "@/prisma/fixtures";
import {
  aDebitRegie,
  aDebtor,
  atBank,
  atDesk,
  COLLECT_ON,
  type DebitRegie,
  type Debtor,
  IBAN,
  sign,
} from "@/prisma/fixtures/debit";
import { endMandate } from "./commands";
import { announce, makeBatch } from "./commands-batch";
import { deliverBatch } from "./commands-outcome";
import { candidatesOf } from "./queries-batch";

const later = (day: string) => new Date(`${day}T08:00:00.000Z`);
const tell = (place: DebitRegie, collectOn = COLLECT_ON, now = NOW) =>
  atDesk(place, (context) => announce(context, { regieId: place.regie.id, collectOn }), now);
const make = (place: DebitRegie, collectOn = COLLECT_ON, now = NOW) =>
  atDesk(place, (context) => makeBatch(context, { regieId: place.regie.id, collectOn }), now);
const itemsOf = (debtor: Debtor) => db().debitItem.findMany({ where: { invoiceId: debtor.invoiceId } });

async function pay(place: DebitRegie, debtor: Debtor, amountCents: number) {
  await atDesk(place, async (context) => {
    const invoice = await payableOf(context.tx, debtor.invoiceId, null);
    if (!invoice) throw new Error("No invoice");
    await recordReceipt(context, { invoice, means: "cash", amountCents, receivedOn: TODAY });
  });
}

describe("telling the families", () => {
  it("leaves them the whole time, on a day when banks settle", async () => {
    const place = await aDebitRegie();
    await sign(place, await aDebtor(place));
    expect(await tell(place, "2026-12-04")).toMatchObject({ ok: false, reason: "too-soon", facts: { days: 14 } });
    expect(await tell(place, "2026-12-12")).toMatchObject({ reason: "closed-day", facts: { day: "2026-12-14" } });
    expect(await tell(place, COLLECT_ON)).toMatchObject({ ok: true, debits: 1, totalCents: 1999 });
  });

  it("writes to each payer once, with the amount and the day", async () => {
    const place = await aDebitRegie();
    const debtor = await aDebtor(place);
    await sign(place, debtor);
    const outcomes = await Promise.all([tell(place), tell(place), tell(place, "2026-12-08")]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const mails = await db().mailOutbox.findMany({ where: { householdId: debtor.household.id } });
    expect(mails.filter((mail) => mail.subject.includes("19,99"))).toHaveLength(1);
    expect(await db().debitNotice.count({ where: { invoiceId: debtor.invoiceId } })).toBe(1);
  });

  it("says why an invoice is left aside", async () => {
    const place = await aDebitRegie();
    const reasons = async (debtor: Debtor) => {
      const asked = { regieId: place.regie.id, collectOn: COLLECT_ON, today: TODAY };
      const found = await candidatesOf(db(), asked);
      return found.find(({ invoice }) => invoice.id === debtor.invoiceId)?.exclusion;
    };
    const debtors = await Promise.all([aDebtor(place), aDebtor(place), aDebtor(place), aDebtor(place)]);
    const [paying, planned, handed, none] = debtors as [Debtor, Debtor, Debtor, Debtor];
    for (const debtor of [paying, planned, handed]) await sign(place, debtor);
    expect(await reasons(none)).toBeUndefined();
    expect(await reasons(paying)).toBeNull();
    const attempt = { gateway: "service", numcli: "006382", mode: "T", refdet: "R1", amountCents: 1999 };
    await db().paymentAttempt.create({
      data: {
        ...{ id: newId(), invoiceId: paying.invoiceId, householdId: paying.household.id, ...attempt },
        ...{ state: "pending", createdAt: NOW },
      },
    });
    const open = ["pending", "suspect", "amount_differs"] as const;
    for (const state of open) {
      await db().paymentAttempt.updateMany({ where: { invoiceId: paying.invoiceId }, data: { state } });
      expect(await reasons(paying)).toBe("online-payment");
    }
    const plan = { id: newId(), regieId: place.regie.id, householdId: planned.household.id, payerId: planned.payer.id };
    await db().paymentPlan.create({
      data: {
        ...{ ...plan, state: "agreed", reason: "r", createdAt: NOW },
        invoices: { create: { invoiceId: planned.invoiceId } },
      },
    });
    expect(await reasons(planned)).toBe("plan");
    const lot = await db().treasuryLot.create({
      data: {
        ...{ id: newId(), regieId: place.regie.id, year: 2026, number: 1, kind: "claims", format: "pes" },
        ...{ since: toColumn(TODAY), until: toColumn(TODAY), receipts: 0, totalCents: 1999 },
        ...{ sha256: "0".repeat(64), bytes: new Uint8Array(1), createdAt: NOW },
      },
    });
    await db().treasuryClaim.create({
      data: {
        ...{ id: newId(), lotId: lot.id, invoiceId: handed.invoiceId, exer: 2026, bordereau: 1, piece: 1 },
        ...{ debtNumber: "1", amountCents: 1999, state: "handed", updatedAt: NOW },
      },
    });
    expect(await reasons(handed)).toBe("handed-over");
    expect(await tell(place)).toEqual({ ok: false, reason: "empty" });
  });
});

describe("a file for the bank", () => {
  it("is numbered and hashed, the same bytes at each delivery, and a copy says so", async () => {
    const place = await aDebitRegie();
    const debtor = await aDebtor(place);
    await sign(place, debtor);
    const { batchId } = await atBank(place);
    const batch = await db().debitBatch.findUniqueOrThrow({ where: { id: batchId } });
    expect(batch).toMatchObject({ year: 2026, number: 1, debits: 1, totalCents: 1999 });
    const [first, second] = [
      await atDesk(place, (context) => deliverBatch(context, batchId)),
      await atDesk(place, (context) => deliverBatch(context, batchId)),
    ];
    expect([first?.isCopy, second?.isCopy]).toEqual([false, true]);
    expect(second?.fileName).toMatch(/-copie\.xml$/);
    expect(
      createHash("sha256")
        .update(second?.bytes ?? "")
        .digest("hex"),
    ).toBe(batch.sha256);
    const xml = Buffer.from(first?.bytes ?? []).toString("utf8");
    expect(xml).toContain(`<IBAN>${IBAN}</IBAN>`);
    expect(xml).toContain("<SeqTp>FRST</SeqTp>");
    expect(xml).toContain(`<ReqdColltnDt>${COLLECT_ON}</ReqdColltnDt>`);
    await expect(db().debitBatch.update({ where: { id: batchId }, data: { debits: 2 } })).rejects.toThrow();
  });

  it("holds an invoice once when six desks make it at once", async () => {
    const place = await aDebitRegie();
    const debtor = await aDebtor(place);
    await sign(place, debtor);
    await tell(place);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => make(place)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await itemsOf(debtor)).toHaveLength(1);
    expect(await db().numberSequence.findMany({ where: { regieId: place.regie.id, kind: "debit-batch" } })).toEqual([
      expect.objectContaining({ lastNumber: 1 }),
    ]);
  });

  it("takes what is still owed, never more than was told, and nothing of a mandate that ended", async () => {
    const place = await aDebitRegie();
    const debtors = await Promise.all([aDebtor(place), aDebtor(place), aDebtor(place)]);
    const [partly, whole, ended] = debtors as [Debtor, Debtor, Debtor];
    const signed = [];
    for (const debtor of debtors) signed.push(await sign(place, debtor));
    await tell(place);
    await pay(place, partly, 999);
    await pay(place, whole, 1999);
    const last = signed[2];
    await atDesk(place, (context) => endMandate(context, { mandateId: last?.ok ? last.mandateId : "" }, null));
    expect(await make(place)).toMatchObject({ ok: true, debits: 1, leftOut: 2 });
    expect((await itemsOf(partly)).map((item) => item.amountCents)).toEqual([1000]);
    expect([...(await itemsOf(whole)), ...(await itemsOf(ended))]).toEqual([]);
  });

  it("is made before the day and never on it", async () => {
    const place = await aDebitRegie();
    await sign(place, await aDebtor(place));
    await tell(place);
    expect(await make(place, COLLECT_ON, later(COLLECT_ON))).toEqual({ ok: false, reason: "too-soon" });
    expect(await make(place, COLLECT_ON, later("2026-12-06"))).toMatchObject({ ok: true });
  });

  it("says FRST then RCUR, in one file and from one file to the next; OOFF once", async () => {
    const place = await aDebitRegie();
    const debtor = await aDebtor(place);
    await sign(place, debtor);
    const again = await aDebtor(place);
    const bill = (who: Debtor) =>
      anIssuedInvoice(db(), {
        ...{ regieId: place.regie.id, householdId: who.household.id, payerId: who.payer.id },
        sales: [{ productCode: "CA", amountCents: 500 }],
      });
    await bill(debtor);
    await sign(place, again);
    await db().sepaMandate.updateMany({ where: { payerId: again.payer.id }, data: { recurrent: false } });
    await bill(again);
    await atBank(place);
    const sequences = async (who: Debtor) => {
      const mandates = await db().sepaMandate.findMany({ where: { payerId: who.payer.id }, select: { id: true } });
      const items = await db().debitItem.findMany({
        where: { mandateId: { in: mandates.map((mandate) => mandate.id) } },
        orderBy: { id: "asc" },
      });
      return items.map((item) => item.sequence);
    };
    expect(await sequences(debtor)).toEqual(["FRST", "RCUR"]);
    expect(await sequences(again)).toEqual(["OOFF"]);
    expect(await db().sepaMandate.count({ where: { payerId: again.payer.id, state: "active" } })).toBe(0);
    await bill(debtor);
    await atBank(place, "2026-12-08");
    expect(await sequences(debtor)).toEqual(["FRST", "RCUR", "RCUR"]);
  });
});
