import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { issueCreditNote } from "@/lib/credit/commands";
import { creditableOf } from "@/lib/credit/queries";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { balanceOf, openCredits } from "@/lib/ledger/queries";
import { overpaymentLines, paymentLines } from "@/lib/ledger/rules";
import { TODAY } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { act, family, issue, town } from "@/prisma/fixtures/month";
import { makeCertificate } from "./commands";
import { certificateOf, payersOfFamily, yearsOf } from "./queries";
import { accountOfFamily, accountOfPayer, findPayers } from "./queries-statement";
import { statementPaper } from "./rules-paper";

let place: Awaited<ReturnType<typeof town>>;
let home: Awaited<ReturnType<typeof family>>;
let invoiceId: string;

/** An issued invoice of four evenings of care at 2,00 €, for a child of five. */
beforeEach(async () => {
  place = await town();
  home = await family(place);
  await place.tx.child.update({ where: { id: home.child.id }, data: { birthDate: toColumn("2021-05-04") } });
  for (const day of place.days)
    await aBooking(place.tx, { childId: home.child.id, activityDayId: day.id, householdId: home.household.id });
  const { runId } = await issue(place);
  invoiceId = (await place.tx.invoice.findFirstOrThrow({ where: { runId } })).id;
});

const own = () => ({ householdId: home.household.id, payerId: home.payer.id });
function enter(day: CivilDate, lines: Parameters<typeof post>[1][number]["lines"]) {
  const entry = { regieId: place.regie.id, kind: "payment.received" as const, sourceId: newId(), day, lines };
  return act(place, (context) => post(context, [entry]));
}
const pay = (day: CivilDate, cents: number) => enter(day, paymentLines({ invoiceId, ...own() }, "card", cents));
const paidIn = async (year: number) => (await certificateOf(place.tx, { payerId: home.payer.id, year }))?.totalCents;
async function credit(days: number) {
  const found = await creditableOf(place.tx, invoiceId);
  const line = found?.lines[0];
  if (!line) throw new Error("a line");
  const picks = [{ lineId: line.id, take: line.days.slice(0, days).map(({ chargeId }) => chargeId), again: null }];
  const outcome = await act(place, (context) =>
    issueCreditNote(context, { invoiceId, picks, cents: days * 200, reason: "Annulée" }),
  );
  if (!outcome.ok) throw new Error(outcome.reason);
}
async function scope() {
  const minted = await mintFamilyScope(place.tx, home.account.id, TODAY);
  if (!minted) throw new Error("a scope");
  return minted;
}

describe("a tax certificate", () => {
  it("counts what was paid in the year, by the day of the payment", async () => {
    await pay("2026-12-31", 500);
    await pay("2027-01-01", 300);
    expect([await paidIn(2025), await paidIn(2026), await paidIn(2027)]).toEqual([0, 500, 300]);
    expect(await yearsOf(place.tx, home.payer.id)).toEqual([2027, 2026]);
  });

  it("is for children under six on the first of January", async () => {
    await pay("2027-02-01", 800);
    const born = (day: CivilDate) =>
      place.tx.child.update({ where: { id: home.child.id }, data: { birthDate: toColumn(day) } });
    await born("2021-01-01");
    expect(await paidIn(2027)).toBe(0);
    await born("2021-01-02");
    expect(await paidIn(2027)).toBe(800);
  });

  it("loses the line that was credited after it was paid", async () => {
    await pay(TODAY, 800);
    await credit(1);
    expect(await paidIn(2026)).toBe(600);
  });

  it("leaves out what is owed, and money that pays nothing yet", async () => {
    await enter(TODAY, overpaymentLines({ creditId: newId(), ...own() }, "cash", 5000));
    expect(await paidIn(2026)).toBe(0);
  });

  it("says the same each time, and leaves an event that the family reads", async () => {
    await pay(TODAY, 800);
    const make = () => act(place, (context) => makeCertificate(context, { payerId: home.payer.id, year: 2026 }));
    const [first, again] = [await make(), await make()];
    expect(first).toMatchObject({ totalCents: 800, payer: "Camille Durand" });
    expect(again).toEqual(first);
    expect(await place.tx.auditEvent.count({ where: { type: "certificate.made" } })).toBeGreaterThanOrEqual(2);
    expect(await act(place, (context) => makeCertificate(context, { payerId: home.payer.id, year: 2025 }))).toBeNull();
  });

  it("is for the payers whose invoices the family may read, and for nobody else", async () => {
    expect(await payersOfFamily(place.tx, await scope())).toEqual([{ id: home.payer.id, name: "Camille Durand" }]);
    const stranger = await family(place, "Zoé");
    const other = await mintFamilyScope(place.tx, stranger.account.id, TODAY);
    expect(other && (await payersOfFamily(place.tx, other))).toEqual([]);
  });
});

describe("an account statement", () => {
  const year = { since: "2026-01-01", until: "2026-12-31" };
  const closing = async (period = year) => {
    const account = await accountOfFamily(place.tx, await scope(), period);
    return account?.statement.closingCents;
  };
  /** What the family owes less what the régie holds for it, from the books by another way. */
  const balance = async () => {
    const held = await openCredits(place.tx, { regieId: place.regie.id, householdIds: [home.household.id] });
    return (await balanceOf(place.tx, [home.household.id])) - held.reduce((sum, { leftCents }) => sum + leftCents, 0);
  };

  it("ends with the balance of the books, after a payment, a credit note and too much money", async () => {
    expect(await closing()).toBe(800);
    await pay("2026-11-24", 800);
    await credit(2);
    await enter("2026-11-25", overpaymentLines({ creditId: newId(), ...own() }, "cash", 150));
    expect(await closing()).toBe(-550);
    expect(await closing()).toBe(await balance());
    const account = await accountOfFamily(place.tx, await scope(), year);
    expect(account?.statement.lines.map(({ kind, balanceCents }) => [kind, balanceCents])).toEqual([
      ["invoice.issued", 800],
      ["credit.issued", 400],
      ["payment.received", -400],
      ["payment.received", -550],
    ]);
    const words = account && statementPaper(account, "fr", TODAY);
    expect(words?.rows.flat().join(" ")).not.toMatch(/\{\w+\}/);
  });

  it("begins where the one before ended, each day in one of them", async () => {
    await pay("2026-11-30", 500);
    await pay("2026-12-01", 100);
    const november = { since: "2026-11-01", until: "2026-11-30" };
    const december = { since: "2026-12-01", until: "2026-12-31" };
    expect([await closing(november), await closing(december)]).toEqual([300, 200]);
    const next = await accountOfFamily(place.tx, await scope(), december);
    expect(next?.statement).toMatchObject({ openingCents: 300, closingCents: 200 });
    expect(next?.statement.lines).toHaveLength(1);
  });

  it("is the same to the office, whose look leaves a trace", async () => {
    await pay(TODAY, 300);
    const seen = await act(place, (context) => accountOfPayer(context, home.payer.id, year));
    expect(seen?.statement).toEqual((await accountOfFamily(place.tx, await scope(), year))?.statement);
    expect(
      await place.tx.auditEvent.count({ where: { type: "invoice.consulted", object: `invoice/${invoiceId}` } }),
    ).toBe(1);
    const found = await act(place, (context) => findPayers(context, "amille"));
    expect(found.some(({ id }) => id === home.payer.id)).toBe(true);
  });

  it("shows nothing of another family's account", async () => {
    const stranger = await family(place, "Zoé");
    const other = await mintFamilyScope(place.tx, stranger.account.id, TODAY);
    expect(other && (await accountOfFamily(place.tx, other, year))).toBeNull();
  });
});
