/** The control of a day against a real database: written once, a case a difference, closed by itself, told by mail. */
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { closeCase } from "@/lib/payment/commands-case";
import { recordReceipt } from "@/lib/payment/commands-receipt";
import { classifyPayment } from "@/lib/payment/commands-unknown";
import { payableOf } from "@/lib/payment/queries";
import { db, transaction } from "@/lib/server/db";
import { importStatement } from "@/lib/statement/commands";
import { matchLine, openLineCase, setLineAside } from "@/lib/statement/commands-match";
import { aStaffAccount, contextFor, journalOf, NOW } from "@/prisma/fixtures";
import { aDebt, type Debt } from "@/prisma/testing/payments";
import { aList, type Paid } from "@/prisma/testing/statements";
import { runControl, runDailyControls } from "./commands";
import { controlView } from "./queries";

const TODAY = "2026-11-23";
const run = (regieId: string) => transaction((tx) => runControl(contextFor(tx, null), { regieId }));
const bring = (regieId: string, paid: readonly Paid[]) =>
  transaction((tx) => importStatement(contextFor(tx, null), { regieId, fileName: "l", bytes: aList(paid) }));
const cases = (regieId: string) => db().moneyCase.findMany({ where: { regieId }, orderBy: { openedAt: "asc" } });

/** Paid by card on the 17th, and booked. */
async function aPayment({ invoice, household }: Debt, day = "2026-11-17") {
  const id = newId();
  await db().paymentAttempt.create({
    data: {
      ...{ id, invoiceId: invoice.id, householdId: household.id, gateway: "service", numcli: "006382", mode: "W" },
      ...{ refdet: invoice.refdet ?? "", amountCents: 9482, answeredCents: 9482, idop: newId(), state: "paid_card" },
      ...{
        means: "card",
        createdAt: new Date(`${day}T08:00:00Z`),
        paidAt: new Date(`${day}T08:05:00Z`),
        paidAtRaw: `${day}T09:05`,
      },
    },
  });
  await transaction(async (tx) => {
    const payable = await payableOf(tx, invoice.id, null);
    if (!payable) throw new Error("an invoice expected");
    const payment = { invoice: payable, means: "card" as const, amountCents: 9482, receivedOn: day, attemptId: id };
    await recordReceipt(contextFor(tx, null), payment);
  });
}

const dayOf = async ({ regie }: Debt, day = "2026-11-17") =>
  (await controlView(db(), regie.id, TODAY)).days.find((one) => one.day === day);

const listed = ({ invoice }: Debt, given: Partial<Paid> = {}): Paid => ({
  ...{ day: "2026-11-17", refdet: invoice.refdet ?? "", cents: 9482 },
  ...given,
});

describe("the daily control", () => {
  it("is equal when portal, PayFiP and its list are", async () => {
    const debt = await aDebt();
    await aPayment(debt);
    await bring(debt.regie.id, [listed(debt)]);
    expect(await run(debt.regie.id)).toEqual({ ok: true, equal: true, differences: 0 });
    const { days } = await controlView(db(), debt.regie.id, TODAY);
    expect(days.find(({ day }) => day === "2026-11-17")).toMatchObject({
      ...{ booksCents: 9482, receiptsCents: 9482, payfipCents: 9482, treasuryCents: 9482, state: "equal" },
    });
    expect(await cases(debt.regie.id)).toEqual([]);
    const written = await db().dailyControl.findMany({ where: { regieId: debt.regie.id } });
    // The list tells of the 17th, of yesterday it does not.
    expect(written).toMatchObject([{ equal: false, mailedAt: null, report: { state: "unchecked" } }]);
  });

  it("opens a case for a difference, tells the régie once a day, and closes it by itself when it is gone", async () => {
    const debt = await aDebt();
    const clerk = await aStaffAccount(db(), "regie");
    await bring(debt.regie.id, [listed(debt, { refdet: "NOBODY00001", cents: 1234 })]);
    expect(await run(debt.regie.id)).toMatchObject({ equal: false, differences: 1 });
    expect(await run(debt.regie.id)).toMatchObject({ equal: false, differences: 1 });
    const [opened, ...others] = await cases(debt.regie.id);
    expect(others).toEqual([]);
    expect(opened).toMatchObject({ kind: "control-difference", state: "open", amountCents: 1234 });
    expect(opened?.assignedToId).not.toBeNull();
    const mails = await db().mailOutbox.findMany({ where: { toAddress: clerk.email } });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("12,34\u00a0€, NOBODY00001, PayFiP l’a reçu, le portail ne le connaît pas");
    expect(`${mails[0]?.subject}${mails[0]?.text}`).not.toMatch(/\{\w+\}/);
    await transaction((tx) =>
      setLineAside(contextFor(tx, null), { lineId: opened?.lineId ?? "", reason: "autre service" }),
    );
    expect(await run(debt.regie.id)).toMatchObject({ equal: false, differences: 0 });
    expect(await dayOf(debt)).toMatchObject({
      ...{ booksCents: 0, treasuryCents: 1234, state: "explained" },
      explained: [{ kind: "set-aside", cents: 1234, name: "NOBODY00001", reason: "autre service" }],
    });
    expect(await cases(debt.regie.id)).toMatchObject([{ state: "closed", resolution: "corrected", closedById: null }]);
    expect((await journalOf(db())).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["case.opened", "control.ran", "case.closed"]),
    );
  });

  it("does not ask again about what a person explained", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, [listed(debt, { refdet: "NOBODY00001", cents: 1234 })]);
    await run(debt.regie.id);
    const [opened] = await cases(debt.regie.id);
    const reason = "facture de la piscine";
    await transaction((tx) =>
      closeCase(contextFor(tx, null), { caseId: opened?.id ?? "", resolution: "explained", reason }),
    );
    expect(await run(debt.regie.id)).toMatchObject({ equal: false, differences: 0 });
    expect(await cases(debt.regie.id)).toMatchObject([{ state: "closed", resolution: "explained" }]);
    expect(await dayOf(debt)).toMatchObject({ state: "explained", explained: [{ kind: "told", cents: 1234, reason }] });
  });

  it("says that money of nobody known is in a case, until it is an invoice's", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, [listed(debt, { refdet: "TYPEDBYHAND1" })]);
    const line = await db().statementLine.findFirstOrThrow({ where: { regieId: debt.regie.id } });
    const means = "card" as const;
    await transaction((tx) => openLineCase(contextFor(tx, null), { lineId: line.id, as: "unknown", means }));
    expect(await dayOf(debt)).toMatchObject({
      ...{ booksCents: 9482, receiptsCents: 9482, payfipCents: 9482, treasuryCents: 9482, state: "explained" },
      explained: [{ kind: "unknown", cents: 9482, name: "TYPEDBYHAND1", reason: "" }],
    });
    const [known] = await cases(debt.regie.id);
    const to = { invoiceId: debt.invoice.id };
    const wish = { caseId: known?.id ?? "", to, reason: "référence mal saisie" };
    expect(await transaction((tx) => classifyPayment(contextFor(tx, null), wish))).toMatchObject({ ok: true });
    expect(await dayOf(debt)).toMatchObject({ booksCents: 9482, receiptsCents: 9482, state: "equal", explained: [] });
  });

  it("never calls equal a day of which a line is only followed in a case", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, [listed(debt, { refdet: "NOBODY00001", cents: 1234 })]);
    const line = await db().statementLine.findFirstOrThrow({ where: { regieId: debt.regie.id } });
    const wish = { lineId: line.id, as: "follow" as const, means: undefined };
    await transaction((tx) => openLineCase(contextFor(tx, null), wish));
    expect(await run(debt.regie.id)).toMatchObject({ equal: false, differences: 0 });
    expect(await dayOf(debt)).toMatchObject({ state: "explained", explained: [{ kind: "case", cents: 1234 }] });
  });

  it.each([59, 60, 61])("keeps the case of a difference of %d days ago while the difference is there", async (age) => {
    const debt = await aDebt();
    const day = addDays(TODAY, -60);
    await aPayment(debt, day);
    await bring(debt.regie.id, [listed(debt, { day, refdet: "NOBODY00001", cents: 1234 })]);
    await run(debt.regie.id);
    const before = await cases(debt.regie.id);
    expect(before).toHaveLength(2);
    const at = new Date(NOW.getTime() + (age - 60) * 24 * 3_600_000);
    const again = await transaction((tx) => runControl(contextFor(tx, null, at), { regieId: debt.regie.id }));
    expect(again).toMatchObject({ equal: false, differences: 2 });
    expect(await cases(debt.regie.id)).toEqual(before);
  });

  it("finds a line of the list again that a person gave to an invoice", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, [listed(debt, { refdet: "TYPEDBYHAND1" })]);
    const line = await db().statementLine.findFirstOrThrow({ where: { regieId: debt.regie.id } });
    const wish = { lineId: line.id, target: null, invoice: debt.invoice.refdet ?? "", means: "card" as const };
    expect(await transaction((tx) => matchLine(contextFor(tx, null), wish))).toMatchObject({ ok: true });
    const { differences, waiting } = await controlView(db(), debt.regie.id, TODAY);
    expect([differences, waiting]).toEqual([[], []]);
  });

  it("tells a receipt that the list has passed by, and one that the list may still bring", async () => {
    const [old, fresh] = [await aDebt(), await aDebt()];
    await aPayment(old, "2026-11-13");
    await bring(old.regie.id, [listed(old, { day: "2026-11-12", refdet: "OTHERDAY001", cents: 1 })]);
    expect((await controlView(db(), old.regie.id, TODAY)).differences.map(({ code }) => code)).toContain("not-in-list");
    await aPayment(fresh, "2026-11-20");
    await bring(fresh.regie.id, [listed(fresh, { day: "2026-11-19", refdet: "OTHERDAY001", cents: 1 })]);
    const view = await controlView(db(), fresh.regie.id, TODAY);
    expect(view.waiting.map(({ code }) => code)).toEqual(["not-in-list-yet"]);
  });

  it("finds a payment that PayFiP confirmed and that was never booked", async () => {
    const debt = await aDebt();
    await aPayment(debt);
    const other = await aDebt();
    await db().paymentAttempt.create({
      data: {
        ...{ id: newId(), invoiceId: other.invoice.id, householdId: other.household.id, gateway: "service" },
        ...{ numcli: "006382", mode: "W", refdet: other.invoice.refdet ?? "", amountCents: 9482, answeredCents: 9482 },
        ...{ state: "paid_card", means: "card", createdAt: NOW, paidAt: new Date("2026-11-18T22:59:00Z") },
      },
    });
    const view = await controlView(db(), other.regie.id, TODAY);
    expect(view.differences).toMatchObject([{ code: "answer-differs", day: "2026-11-18", cents: 9482 }]);
  });
});

describe("the worker's round", () => {
  it("writes each day that no morning wrote, and none before the first", async () => {
    const debt = await aDebt();
    const written = async () => {
      const rows = await db().dailyControl.findMany({ where: { regieId: debt.regie.id }, orderBy: { day: "asc" } });
      return rows.map(({ day }) => day.toISOString().slice(0, 10));
    };
    await run(debt.regie.id);
    expect(await written()).toEqual(["2026-11-22"]);
    await db().dailyControl.updateMany({ where: { regieId: debt.regie.id }, data: { day: new Date("2026-11-19") } });
    await run(debt.regie.id);
    expect(await written()).toEqual(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"]);
  });

  it("controls each régie once a day, from six o'clock, whichever worker comes first", async () => {
    const debt = await aDebt();
    const at = (time: string) => new Date(`2026-12-01T${time}:00+01:00`);
    expect(await runDailyControls(db(), at("05:59"))).toBe(0);
    const [one, two] = await Promise.all([runDailyControls(db(), at("06:00")), runDailyControls(db(), at("06:00"))]);
    const regies = await db().regie.count();
    expect(one + two).toBe(regies);
    expect(await runDailyControls(db(), at("07:00"))).toBe(0);
    expect(await db().dailyControl.count({ where: { regieId: debt.regie.id } })).toBe(1);
  });
});
