import { beforeEach, describe, expect, it } from "vitest";
import { differencesOf } from "@/lib/correction/queries";
import { journalOf as linesOf } from "@/lib/evidence/queries";
import { renderInvoices } from "@/lib/issuance/commands-render";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, openCredits, totalsByAccount } from "@/lib/ledger/queries";
import { overpaymentLines, paymentLines } from "@/lib/ledger/rules";
import { journalOf, TODAY } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { act, family, issue, MONTH, town } from "@/prisma/fixtures/month";
import { issueCreditNote } from "./commands";
import { creditableOf } from "./queries";
import type { Pick } from "./schema";

let place: Awaited<ReturnType<typeof town>>;
let home: Awaited<ReturnType<typeof family>>;
beforeEach(async () => {
  place = await town();
  home = await family(place);
});

/** An issued invoice of four evenings at 2.00 €. */
async function billed() {
  for (const day of place.days)
    await aBooking(place.tx, { childId: home.child.id, activityDayId: day.id, householdId: home.household.id });
  const { runId } = await issue(place);
  const invoice = await place.tx.invoice.findFirstOrThrow({ where: { runId } });
  return invoice.id;
}

async function seen(invoiceId: string) {
  const found = await creditableOf(place.tx, invoiceId);
  const line = found?.lines[0];
  if (!found || !line) throw new Error("an issued invoice with a line");
  return { ...found, line };
}

const credit = (invoiceId: string, picks: Pick[], cents: number) =>
  act(place, (context) => issueCreditNote(context, { invoiceId, picks, cents, reason: "Sortie annulée par l’école" }));

async function issued(invoiceId: string, picks: Pick[], cents: number) {
  const outcome = await credit(invoiceId, picks, cents);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

function pay(invoiceId: string, amount: number) {
  const lines = paymentLines({ invoiceId, householdId: home.household.id, payerId: home.payer.id }, "card", amount);
  const entry = { regieId: place.regie.id, kind: "payment.received" as const, sourceId: newId(), day: TODAY, lines };
  return act(place, (context) => post(context, [entry]));
}

const dueOn = async (id: string) => (await dueOf(place.tx, [id])).get(id);
const credits = async () =>
  (await openCredits(place.tx, { regieId: place.regie.id, householdIds: [home.household.id] })).map(
    (one) => one.leftCents,
  );

describe("a credit note", () => {
  it("takes back a day of a line under its own number, linked to line and booking, and lowers what is owed", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const day = line.days[1];
    if (!day) throw new Error("a line by days");
    const note = await issued(invoiceId, [{ lineId: line.id, take: [day.chargeId], again: null }], 200);
    expect(note.number).toBe(1);
    const row = await place.tx.invoice.findUniqueOrThrow({
      where: { id: note.creditNoteId },
      include: { lines: true },
    });
    expect(row).toMatchObject({
      kind: "credit_note",
      state: "issued",
      totalCents: 200,
      correctsId: invoiceId,
      refdet: null,
    });
    expect(row.lines).toMatchObject([{ correctsLineId: line.id, quantity: 1, unitCents: 200, amountCents: 200 }]);
    expect(await dueOn(invoiceId)).toBe(600);
    expect(await credits()).toEqual([]);
    const told = (await journalOf(place.tx)).filter(({ type }) => type === "invoice.credited");
    expect(told).toEqual([{ type: "invoice.credited", object: `invoice/${invoiceId}` }]);
    expect((await seen(invoiceId)).line).toMatchObject({
      creditedCents: 200,
      days: [{}, { creditedCents: 200 }, {}, {}],
    });
  });

  it("of a paid invoice becomes a credit of the payer, and leaves nothing earned", async () => {
    const invoiceId = await billed();
    await pay(invoiceId, 800);
    const { line } = await seen(invoiceId);
    await issued(invoiceId, [{ lineId: line.id, take: 300, again: null }], 300);
    expect([await dueOn(invoiceId), await credits()]).toEqual([0, [300]]);
    await issued(invoiceId, [{ lineId: line.id, take: "all", again: null }], 500);
    expect(await credits()).toEqual([300, 500]);
    expect((await totalsByAccount(place.tx, place.regie.id)).product).toBe(0);
  });

  it("can be followed by a new invoice with its own number, which the money already paid settles", async () => {
    const invoiceId = await billed();
    await pay(invoiceId, 800);
    const { line } = await seen(invoiceId);
    const again = { quantity: 3, unitCents: 150 };
    const note = await issued(invoiceId, [{ lineId: line.id, take: "all", again }], 800);
    if (!note.againId) throw new Error("a new invoice");
    const row = await place.tx.invoice.findUniqueOrThrow({ where: { id: note.againId }, include: { lines: true } });
    expect(row).toMatchObject({ kind: "invoice", number: 2, totalCents: 450, correctsId: note.creditNoteId });
    expect(row.refdet).toMatch(/000002$/);
    expect(row.lines).toMatchObject([{ quantity: 3, unitCents: 150, amountCents: 450, correctsLineId: null }]);
    expect([await dueOn(note.againId), await credits()]).toEqual([0, [350]]);
    expect((await seen(note.againId)).line.days).toHaveLength(3);
  });

  it("names each of its lines and charges in the journal, as the invoice after it does", async () => {
    const { line } = await seen(await billed());
    const again = { quantity: 3, unitCents: 150 };
    const note = await issued(line.row.invoiceId, [{ lineId: line.id, take: "all", again }], 800);
    const owners = [{ kind: "household" as const, id: home.household.id }];
    const types = ["invoice.credited", "invoice.issued"] as const;
    const { lines } = await linesOf(place.tx, { owners, accountId: "" }, { types, skip: 0, take: 20 });
    const told = JSON.stringify(lines.map(({ body }) => body));
    for (const invoiceId of [note.creditNoteId, note.againId ?? ""]) {
      const where = { where: { invoiceId }, select: { id: true } };
      const rows = [...(await place.tx.invoiceLine.findMany(where)), ...(await place.tx.charge.findMany(where))];
      expect(rows.length).toBeGreaterThan(3);
      for (const { id } of rows) expect(told).toContain(id);
    }
  });

  it("is refused beyond what earlier credit notes left, for nothing, and when another sum was shown", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const some = (take: Pick["take"]): Pick[] => [{ lineId: line.id, take, again: null }];
    await issued(invoiceId, some(799), 799);
    expect(await credit(invoiceId, some(2), 2)).toMatchObject({ ok: false, reason: "too-much" });
    expect(await credit(invoiceId, some(1), 2)).toMatchObject({ ok: false, reason: "changed" });
    await issued(invoiceId, some("all"), 1);
    expect(await credit(invoiceId, some("all"), 0)).toMatchObject({ ok: false, reason: "nothing" });
    expect(await place.tx.invoice.count({ where: { correctsId: invoiceId } })).toBe(2);
    const { lastNumber } = await place.tx.numberSequence.findFirstOrThrow({
      where: { regieId: place.regie.id, kind: "credit_note" },
    });
    expect(lastNumber).toBe(2);
  });

  it("is issued once when two agents take back one line at the same moment", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const picks: Pick[] = [{ lineId: line.id, take: 500, again: null }];
    const outcomes = await Promise.all([1, 2, 3].map(() => credit(invoiceId, picks, 500)));
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.reason === "too-much")).toHaveLength(2);
    expect(await dueOn(invoiceId)).toBe(300);
  });

  it("changes nothing of the invoice, and nothing of it can be changed", async () => {
    const invoiceId = await billed();
    const before = await place.tx.invoice.findUniqueOrThrow({ where: { id: invoiceId }, include: { lines: true } });
    const { line } = await seen(invoiceId);
    const note = await issued(invoiceId, [{ lineId: line.id, take: "all", again: null }], 800);
    expect(await place.tx.invoice.findUniqueOrThrow({ where: { id: invoiceId }, include: { lines: true } })).toEqual(
      before,
    );
    const where = { id: note.creditNoteId };
    await expect(place.tx.invoice.update({ where, data: { totalCents: 1 } })).rejects.toThrow();
    await expect(place.tx.invoice.delete({ where })).rejects.toThrow();
  });

  it("is not billed again nor given back twice by the corrections of the month", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const [first] = line.days;
    await issued(invoiceId, [{ lineId: line.id, take: [first?.chargeId ?? ""], again: null }], 200);
    const asked = { regieId: place.regie.id, month: MONTH, today: TODAY };
    expect(await differencesOf(place.tx, asked)).toEqual([]);
    await place.tx.booking.updateMany({
      where: { activityDayId: { in: place.days.slice(0, 2).map(({ id }) => id) } },
      data: { state: "cancelled" },
    });
    expect(await differencesOf(place.tx, asked)).toMatchObject([{ billedCents: 200, cents: 0, day: "2026-11-03" }]);
  });

  it("pays an older debt of the same payer with what earlier money left", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const creditId = newId();
    const lines = overpaymentLines({ creditId, householdId: home.household.id, payerId: home.payer.id }, "card", 250);
    const entry = { regieId: place.regie.id, kind: "payment.received" as const, sourceId: creditId, day: TODAY, lines };
    await act(place, (context) => post(context, [entry]));
    await issued(invoiceId, [{ lineId: line.id, take: 100, again: null }], 100);
    expect([await dueOn(invoiceId), await credits()]).toEqual([450, []]);
  });

  it("has its file, its line in the journal and its mail to the payer, as the new invoice has", async () => {
    const invoiceId = await billed();
    const { line } = await seen(invoiceId);
    const again = { quantity: 4, unitCents: 100 };
    const note = await issued(invoiceId, [{ lineId: line.id, take: "all", again }], 800);
    const job = await place.tx.job.findFirstOrThrow({ where: { dedupeKey: `invoice.render:${note.creditNoteId}` } });
    const leased = { id: job.id, kind: "invoice.render" as const, payload: job.payload, attempts: 1 };
    expect(await renderInvoices(place.tx, leased)).toBeNull();
    const ids = [note.creditNoteId, note.againId ?? ""];
    expect(await place.tx.invoicePdf.count({ where: { invoiceId: { in: ids } } })).toBe(2);
    const mails = await place.tx.mailOutbox.findMany({ where: { householdId: home.household.id } });
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      "Votre avoir\u00a0: 8,00\u00a0€",
      "Votre facture de novembre\u00a02026\u00a0: 4,00\u00a0€",
    ]);
  });
});
