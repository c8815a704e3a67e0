import { expect, it } from "vitest";
import { issueCreditNote } from "@/lib/credit/commands";
import { Prisma } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aHousehold, aPayer, aRegie, NOW, TODAY } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { act, family, issue, town } from "@/prisma/fixtures/month";
import { proofsOf } from "./queries";
import { isSound } from "./rules";

/** Two families billed in November, one credit note with the invoice that replaces it. */
async function month() {
  const place = await town();
  const [one, two] = [await family(place), await family(place, "Tom")];
  for (const { child, household } of [one, two])
    for (const day of place.days)
      await aBooking(place.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
  const { runId } = await issue(place);
  const [invoice] = await place.tx.invoice.findMany({ where: { runId }, include: { lines: true } });
  if (!invoice?.lines[0]) throw new Error("an invoice");
  const again = { quantity: 2, unitCents: 150 };
  const picks = [{ lineId: invoice.lines[0].id, take: "all" as const, again }];
  const wish = { invoiceId: invoice.id, picks, cents: 800, reason: "Mauvais prix" };
  const note = await act(place, (context) => issueCreditNote(context, wish));
  if (!note.ok) throw new Error(note.reason);
  const proof = async () => {
    const [found] = await proofsOf(place.tx, { month: "2026-11", regieId: place.regie.id });
    if (!found) throw new Error("a proof");
    return { ...found, unsound: found.series.filter((one) => !isSound(one)) };
  };
  return { place, invoice, proof };
}

it("proves a month of invoices and credit notes, number by number and cent by cent", async () => {
  const { place, proof } = await month();
  const { series, unsound, faults, totals } = await proof();
  expect([unsound, faults]).toEqual([[], []]);
  expect(series.find((one) => one.kind === "invoice")?.month).toEqual({ first: 1, last: 3, count: 3 });
  expect(series.find((one) => one.kind === "credit_note")?.month).toEqual({ first: 1, last: 1, count: 1 });
  expect(totals).toMatchObject({ invoices: 3, issuedCents: 800 + 800 + 300, creditedCents: 800, dueCents: 1100 });
  const [december] = await proofsOf(place.tx, { month: "2026-12", regieId: place.regie.id });
  expect(december).toMatchObject({ totals: { invoices: 0 }, faults: [] });
  expect(december?.series.find((one) => one.kind === "invoice")).toMatchObject({ month: null, count: 3, last: 3 });
});

it("tells a number that was given out and never used", async () => {
  const { place, proof } = await month();
  const asked = { regieId: place.regie.id, kind: "credit_note", year: 2026, count: 1 };
  await act(place, (context) => allot(context, asked));
  expect((await proof()).unsound).toMatchObject([{ kind: "credit_note", counter: 2, holes: [] }]);
});

it("tells a receipt without its entry, and an invoice that is not its lines", async () => {
  const { place, invoice, proof } = await month();
  const { id: invoiceId, householdId, payerId, regieId } = invoice;
  const owner = { regieId, householdId, payerId };
  await place.tx.receipt.create({
    data: {
      ...{ id: newId(), ...owner, invoiceId, year: 2026, number: 2, means: "cash" as const, amountCents: 100 },
      ...{ receivedOn: toColumn(TODAY), recordedAt: NOW },
    },
  });
  const id = newId();
  const about = { ...owner, kind: "invoice" as const, month: "2026-11", recipient: {}, createdAt: NOW };
  await place.tx.invoice.create({ data: { id, ...about, state: "draft", totalCents: 500 } });
  const issued = { year: 2026, number: 5, issuedOn: toColumn(TODAY), issuedAt: NOW, dueOn: toColumn(TODAY) };
  await place.tx.invoice.update({ where: { id }, data: { state: "issued", ...issued } });
  const { faults, unsound } = await proof();
  expect(faults.map(({ code, expectedCents, foundCents }) => [code, expectedCents, foundCents])).toEqual([
    ["payments", 100, 0],
    ["lines", 500, 0],
    ["issued", 500, 0],
  ]);
  expect(unsound.map(({ kind, holes }) => [kind, holes])).toEqual([
    ["invoice", [{ first: 4, last: 4 }]],
    ["receipt", [{ first: 1, last: 1 }]],
  ]);
});

/** Rows as a month of a larger town leaves them, a statement a table. */
async function threeThousand() {
  const tx = db();
  const [regie, household, payer] = await Promise.all([aRegie(tx), aHousehold(tx), aPayer(tx)]);
  const list = Array.from({ length: 3000 }, (_, at) => ({
    i: newId(),
    l: newId(),
    e: newId(),
    a: newId(),
    b: newId(),
    n: at + 1,
  }));
  const rows = Prisma.sql`JSON_TABLE(${JSON.stringify(list)}, '$[*]' COLUMNS (i CHAR(36) PATH '$.i', l CHAR(36) PATH '$.l',
    e CHAR(36) PATH '$.e', a CHAR(36) PATH '$.a', b CHAR(36) PATH '$.b', n INT PATH '$.n')) r`;
  await tx.$executeRaw`INSERT INTO invoice (id, regie_id, kind, state, month, household_id, payer_id, recipient, total_cents, created_at)
    SELECT r.i, ${regie.id}, 'invoice', 'draft', '2026-11', ${household.id}, ${payer.id}, '{}', 500, ${NOW} FROM ${rows}`;
  await tx.$executeRaw`INSERT INTO invoice_line
      (id, invoice_id, position, product_code, label_fr, label_en, detail, quantity, unit_cents, amount_cents)
    SELECT r.l, r.i, 0, 'CANT', 'Cantine', 'Canteen', '{}', 1, 500, 500 FROM ${rows}`;
  await tx.$executeRaw`UPDATE invoice i
    JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS number FROM invoice WHERE regie_id = ${regie.id}) n ON n.id = i.id
    SET i.number = n.number, i.year = 2026, i.state = 'issued', i.issued_on = ${TODAY}, i.issued_at = ${NOW}, i.due_on = ${TODAY}`;
  await tx.$executeRaw`INSERT INTO ledger_entry (id, regie_id, kind, source_id, day, recorded_at)
    SELECT r.e, ${regie.id}, 'invoice.issued', r.i, ${TODAY}, ${NOW} FROM ${rows}`;
  await tx.$executeRaw`INSERT INTO ledger_line (id, entry_id, position, account, amount_cents, invoice_id)
    SELECT r.a, r.e, 0, 'receivable', 500, r.i FROM ${rows} UNION ALL
    SELECT r.b, r.e, 1, 'product', -500, NULL FROM ${rows}`;
  const sequence = { regieId: regie.id, kind: "invoice", year: 2026, lastNumber: 3000 };
  await tx.numberSequence.create({ data: sequence });
  return regie.id;
}

it("proves three thousand invoices in less than three seconds", { timeout: 120_000 }, async () => {
  const regieId = await threeThousand();
  const start = performance.now();
  const [proof] = await proofsOf(db(), { month: "2026-11", regieId });
  expect(performance.now() - start).toBeLessThan(3000);
  expect(proof).toMatchObject({ faults: [], totals: { invoices: 3000, dueCents: 1_500_000 } });
  expect(proof?.series[0]).toMatchObject({ count: 3000, holes: [], doubles: [], counter: null });
});
