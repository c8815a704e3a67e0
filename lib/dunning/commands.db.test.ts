import { describe, expect, it } from "vitest";
import { checkRun, discardRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { issueRun } from "@/lib/invoice/commands-issue";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf } from "@/lib/ledger/queries";
import { claimLines, paymentLines, writeOffLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { transaction } from "@/lib/server/db";
import { aStaffAccount, contextFor } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, issue, town } from "@/prisma/fixtures/month";
import { aRules, communeFile } from "@/prisma/fixtures/rules";
import { sendReminders } from "./commands";
import { lateInvoices } from "./queries";
import { letterSchema } from "./schema";

const reminders = [{ afterDays: 15 }, { afterDays: 30, feeCents: 500, label: "Deuxième rappel" }];

/** A family whose month of November was issued, under rules that know two reminders. */
async function late() {
  const place = await town();
  const file = communeFile((own) => ({ ...own, billing: { ...own.billing, reminders } }));
  await aRules(place.tx, { since: "2026-09-02", label: "Avec relances", file });
  const own = await family(place);
  for (const { id } of place.days.slice(0, 2)) {
    await aBooking(place.tx, { childId: own.child.id, activityDayId: id, householdId: own.household.id });
  }
  await issue(place);
  const invoice = await place.tx.invoice.findFirstOrThrow({ where: { regieId: place.regie.id } });
  const dueOn = invoice.dueOn?.toISOString().slice(0, 10) ?? "";
  const clerk = await aStaffAccount(place.tx, "regie");
  return { ...own, place, invoice, dueOn, clerk, first: addDays(dueOn, 15), second: addDays(dueOn, 30) };
}
type Late = Awaited<ReturnType<typeof late>>;

const on = <Value>({ clerk }: Pick<Late, "clerk">, day: CivilDate, work: (context: Context) => Promise<Value>) =>
  transaction((tx) => work(contextFor(tx, { id: clerk.id, role: "regie" }, new Date(`${day}T09:00:00.000Z`))));
const send = (given: Late, day: CivilDate, level = 1, dueCents = 400) =>
  on(given, day, (context) => sendReminders(context, { letters: [{ invoiceId: given.invoice.id, level, dueCents }] }));
const kindOn = async ({ place, invoice }: Late, today: CivilDate) =>
  (await lateInvoices(place.tx, { today })).find(({ id }) => id === invoice.id)?.reminding.kind;
const sent = ({ place, invoice }: Late) =>
  place.tx.reminder.findMany({ where: { invoiceId: invoice.id }, orderBy: { level: "asc" } });
const debtOf = ({ invoice }: Late) => ({
  ...{ invoiceId: invoice.id, householdId: invoice.householdId, payerId: invoice.payerId },
});
const enter = (
  given: Late,
  kind: "payment.received" | "claim.handed" | "debt.written-off",
  lines: Parameters<typeof post>[1][number]["lines"],
) =>
  on(given, given.dueOn, (context) =>
    post(context, [{ regieId: given.place.regie.id, kind, sourceId: newId(), day: given.dueOn, lines }]),
  );

describe("the letters of the day", () => {
  it("come on their day, neither before nor for what is paid", async () => {
    const given = await late();
    expect(await kindOn(given, given.dueOn)).toBeUndefined();
    expect(await kindOn(given, addDays(given.first, -1))).toBe("wait");
    expect(await kindOn(given, given.first)).toBe("due");
    await enter(given, "payment.received", paymentLines(debtOf(given), "cash", 399));
    expect(await kindOn(given, given.first)).toBe("due");
    await enter(given, "payment.received", paymentLines(debtOf(given), "cash", 1));
    expect(await kindOn(given, given.first)).toBeUndefined();
  });

  it("are not for a claim of the comptable nor for a debt given up", async () => {
    const claimed = await late();
    await enter(claimed, "claim.handed", claimLines(debtOf(claimed), 400));
    expect(await kindOn(claimed, claimed.first)).toBeUndefined();
    const lost = await late();
    await enter(lost, "debt.written-off", writeOffLines(debtOf(lost), 400));
    expect(await kindOn(lost, lost.first)).toBeUndefined();
  });

  it("are held while a line is contested, and come once it is answered", async () => {
    const given = await late();
    const line = await given.place.tx.invoiceLine.findFirstOrThrow({ where: { invoiceId: given.invoice.id } });
    const request = {
      id: newId(),
      reference: newId().slice(-12),
      kind: "invoice",
      householdId: given.household.id,
      state: "received" as const,
    };
    await given.place.tx.familyRequest.create({
      data: { ...request, objectKind: "invoice-line", objectId: line.id, receivedAt: new Date("2026-12-01T09:00:00Z") },
    });
    expect(await kindOn(given, given.first)).toBe("held");
    await given.place.tx.familyRequest.update({ where: { id: request.id }, data: { state: "decided" } });
    expect(await kindOn(given, given.first)).toBe("due");
  });
});

describe("a payment under way", () => {
  it.each([
    ["pending", "held"],
    ["suspect", "held"],
    ["refused", "due"],
    ["expired", "due"],
  ] as const)("online and %s leaves the letter %s", async (state, kind) => {
    const given = await late();
    const { id, refdet, householdId } = given.invoice;
    const attempt = { id: newId(), invoiceId: id, householdId, refdet: refdet ?? "", gateway: "service", mode: "T" };
    await given.place.tx.paymentAttempt.create({
      data: { ...attempt, numcli: "006382", amountCents: 400, state, createdAt: new Date(`${given.first}T08:00:00Z`) },
    });
    expect(await kindOn(given, given.first)).toBe(kind);
  });

  it.each([
    ["sent", "held"],
    ["rejected", "due"],
  ] as const)("by the régie's debit and %s leaves the letter %s", async (state, kind) => {
    const given = await late();
    const batch = { id: newId(), regieId: given.place.regie.id, year: 2026, number: 1, debits: 1, totalCents: 400 };
    await given.place.tx.debitBatch.create({
      data: {
        ...{ ...batch, collectOn: toColumn(given.first), version: "pain.008.001.02", sha256: "0".repeat(64) },
        ...{ bytes: new Uint8Array(), createdAt: new Date("2026-12-01T08:00:00Z") },
      },
    });
    const item = { id: newId(), batchId: batch.id, mandateId: newId(), invoiceId: given.invoice.id, sequence: "RCUR" };
    await given.place.tx.debitItem.create({
      data: { ...item, endToEndId: item.id.replaceAll("-", ""), amountCents: 400, state },
    });
    expect(await kindOn(given, given.first)).toBe(kind);
  });
});

describe("sending", () => {
  it("keeps the letter, mails the payer and leaves one event that the family reads", async () => {
    const given = await late();
    const place = { id: newId(), householdId: given.household.id, line: "3 rue Neuve", postalCode: "06650" };
    await given.place.tx.householdAddress.create({
      data: { ...place, city: "Valmontel", since: toColumn(given.dueOn) },
    });
    expect(await send(given, given.first)).toEqual({ ok: true, sent: 1, left: 0 });
    const [reminder] = await sent(given);
    expect(reminder).toMatchObject({ level: 1, dueCents: 400, feeCents: 0, sentOn: toColumn(given.first) });
    const letter = letterSchema.parse(reminder?.letter);
    expect(letter.head.address).toEqual(["3 rue Neuve", "06650 Valmontel"]);
    expect(letter.body).toContain("4,00\u00a0€");
    expect(letter.body).not.toMatch(/\{\w+\}/);
    const [mail] = await given.place.tx.mailOutbox.findMany({
      where: { toAddress: given.account.email, subject: letter.subject },
    });
    expect(mail?.text).toContain(letter.body);
    const events = await given.place.tx.auditEvent.count({ where: { object: `reminder/${reminder?.id}` } });
    expect(events).toBe(1);
    expect(await given.place.tx.charge.count({ where: { kind: "fee" } })).toBe(0);
  });

  it("sends one letter when two people send it at the same time", async () => {
    const given = await late();
    const outcomes = await Promise.all([1, 2, 3].map(() => send(given, given.first)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await sent(given)).toHaveLength(1);
  });

  it("sends nothing that the page did not show: another sum, another level, a day too early", async () => {
    const given = await late();
    const refusal = { ok: false, reason: "nothing-left" };
    expect(await send(given, given.first, 1, 399)).toEqual(refusal);
    expect(await send(given, given.first, 2)).toEqual(refusal);
    expect(await send(given, addDays(given.first, -1))).toEqual(refusal);
    expect(await sent(given)).toHaveLength(0);
  });

  it("charges the fee of a level once, on the next invoice and not before", async () => {
    const given = await late();
    await send(given, given.first);
    expect(await send(given, addDays(given.second, -1), 2)).toMatchObject({ ok: false });
    await send(given, given.second, 2);
    expect((await sent(given)).map(({ feeCents }) => feeCents)).toEqual([0, 500]);
    expect((await dueOf(given.place.tx, [given.invoice.id])).get(given.invoice.id)).toBe(400);
    const month = "2026-12";
    const [fee] = await given.place.tx.charge.findMany({ where: { kind: "fee" } });
    expect(fee).toMatchObject({ month, amountCents: 500, payerId: given.payer.id, invoiceId: null });
    // Prepared twice and thrown away, the fee waits; issued, it is billed and proposed for no correction.
    const prepare = () =>
      on(given, given.second, (context) => prepareRun(context, { month, regieId: given.place.regie.id }));
    const runs = [await prepare(), await prepare()];
    const last = runs[1];
    if (!last?.ok) throw new Error("prepared");
    expect(last.totalCents).toBe(500);
    await on(given, given.second, (context) => discardRun(context, { runId: last.runId }));
    const again = await prepare();
    if (!again.ok) throw new Error(again.reason);
    await on(given, given.second, (context) => checkRun(context, { runId: again.runId }));
    const issued = await on(given, given.second, (context) => issueRun(context, { runId: again.runId }));
    expect(issued).toMatchObject({ ok: true, totalCents: 500 });
    const next = await prepare();
    expect(next).toMatchObject({ ok: false, reason: "nothing-to-charge" });
    const line = await given.place.tx.invoiceLine.findFirstOrThrow({ where: { amountCents: 500, invoice: { month } } });
    expect(line.labelFr).toBe(`Deuxième rappel, 2026-${String(given.invoice.number).padStart(6, "0")}`);
  });
});
