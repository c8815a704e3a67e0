/** An instalment of a payment plan, against the real double over HTTP: its exact amount, over the plan's invoices in order, once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { changePlan, proposePlan } from "@/lib/dunning/commands-plan";
import { planOf } from "@/lib/dunning/queries-plan";
import { addDays, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, openCredits, totalsByAccount } from "@/lib/ledger/queries";
import { overpaymentLines } from "@/lib/ledger/rules";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anIssuedInvoice, aParent, aPayer, aRegie, aStaffAccount, contextFor } from "@/prisma/fixtures";
import { attempt, later, started, startTreasury } from "@/prisma/testing/payments";
import { followUp, lockAttempt, move } from "./commands";
import { startInstalment } from "./commands-instalment";
import { settle } from "./commands-settle";
import { openPayment } from "./commands-start";

let treasury: Awaited<ReturnType<typeof startTreasury>>;
beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

/** 20 €, 30 € and 50 € in three instalments, agreed to at the desk. */
async function aPlan() {
  const tx = db();
  const regie = await aRegie(tx);
  const household = await aHousehold(tx);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  const given = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const bill = async (amountCents: number) =>
    (await anIssuedInvoice(tx, { ...given, sales: [{ productCode: "CANT", amountCents }] })).id;
  const invoices = [await bill(2000), await bill(3000), await bill(5000)];
  const clerk = await aStaffAccount(tx, "regie");
  const wish = { payerId: payer.id, regieId: regie.id, invoices, count: 3, reason: "Baisse de revenus" };
  const firstOn = addDays(parisOf(started).day, 3);
  const made = await transaction((now) =>
    proposePlan(contextFor(now, clerk, started), { ...wish, firstOn, agreed: "on", cents: 10_000 }),
  );
  if (!made.ok) throw new Error(made.reason);
  return { regie, household, account, clerk, invoices, planId: made.planId };
}
type Plan = Awaited<ReturnType<typeof aPlan>>;

const press = ({ account, planId }: Plan, who: Plan["account"] = account) =>
  transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, who.id, parisOf(started).day);
    if (!scope) throw new Error("no scope");
    return startInstalment(contextFor(tx, who, started), { planId }, scope);
  });

async function opened(plan: Plan): Promise<{ id: string; idop: string }> {
  const begun = await press(plan);
  if (!begun.ok) throw new Error(begun.reason);
  const page = await openPayment(begun.attemptId, started);
  if (!page.ok) throw new Error(page.reason);
  return { id: begun.attemptId, idop: (await attempt(begun.attemptId)).idop ?? "" };
}

async function paid(plan: Plan): Promise<string> {
  const { id, idop } = await opened(plan);
  await treasury.press(idop, "P");
  await settle(id, later(2));
  return id;
}

const duesOf = async ({ invoices }: Plan) => {
  const due = await dueOf(db(), invoices);
  return invoices.map((id) => due.get(id) ?? 0);
};

describe("an instalment paid online", () => {
  it("pays the other invoices with its own money before an older credit", async () => {
    const plan = await aPlan();
    const { payerId } = await db().invoice.findFirstOrThrow({ where: { id: plan.invoices[0] ?? "" } });
    const credit = { creditId: newId(), householdId: plan.household.id, payerId };
    const lines = overpaymentLines(credit, "cash", 10_000);
    const entry = { regieId: plan.regie.id, kind: "payment.received", day: "2026-11-01", lines } as const;
    await transaction((tx) => post(contextFor(tx, plan.clerk), [{ ...entry, sourceId: credit.creditId }]));
    await paid(plan);
    expect(await duesOf(plan)).toEqual([0, 0, 0]);
    // Of its 33,34 € nothing is left; the older credit gave the other 66,66 €.
    const left = await openCredits(db(), { regieId: plan.regie.id, householdIds: [plan.household.id] });
    expect(left.map(({ creditId, leftCents }) => [creditId, leftCents])).toEqual([[credit.creditId, 3334]]);
  });

  it("is its exact amount, and pays the plan's invoices one after the other until none is left", async () => {
    const plan = await aPlan();
    const first = await paid(plan);
    expect(await attempt(first)).toMatchObject({ state: "paid_card", amountCents: 3334, planId: plan.planId });
    expect(await duesOf(plan)).toEqual([0, 1666, 5000]);
    await paid(plan);
    expect(await duesOf(plan)).toEqual([0, 0, 3333]);
    await paid(plan);
    expect(await duesOf(plan)).toEqual([0, 0, 0]);
    expect((await planOf(db(), plan.planId, parisOf(started).day))?.state).toBe("ended");
    expect(await totalsByAccount(db(), plan.regie.id)).toMatchObject({ card: 10_000, credit: 0, receivable: 0 });
    const receipts = await db().receipt.findMany({ where: { regieId: plan.regie.id }, orderBy: { number: "asc" } });
    expect(receipts.map(({ amountCents }) => amountCents)).toEqual([3334, 3333, 3333]);
    expect(await db().moneyCase.count({ where: { regieId: plan.regie.id } })).toBe(0);
    expect(await press(plan)).toMatchObject({ ok: false, reason: "plan-over" });
  });

  it("is settled once, however many answers come at the same moment", async () => {
    const plan = await aPlan();
    const { id, idop } = await opened(plan);
    await treasury.press(idop, "P");
    await Promise.all([1, 2, 3, 4].map(() => settle(id, later(2))));
    expect(await duesOf(plan)).toEqual([0, 1666, 5000]);
    expect(await db().receipt.count({ where: { regieId: plan.regie.id } })).toBe(1);
  });

  it("is refused once the plan is broken; one that had begun before still pays what is owed", async () => {
    const plan = await aPlan();
    const { id, idop } = await opened(plan);
    await transaction((tx) => changePlan(contextFor(tx, plan.clerk), { planId: plan.planId, step: "break" }));
    expect(await press(plan)).toMatchObject({ ok: false, reason: "plan-over" });
    await treasury.press(idop, "P");
    await settle(id, later(2));
    expect(await duesOf(plan)).toEqual([0, 1666, 5000]);
  });

  it("that the bank takes back is owed again by each of its invoices, for its own part", async () => {
    const plan = await aPlan();
    const id = await paid(plan);
    await transaction(async (tx) => {
      const context = contextFor(tx, plan.clerk, later(3));
      const before = await lockAttempt(context, id);
      if (!before) throw new Error("an attempt expected");
      await followUp(context, before, await move(context, before, { event: "payment.rejected-later", why: "rejet" }));
    });
    expect(await duesOf(plan)).toEqual([2000, 3000, 5000]);
    expect(await totalsByAccount(db(), plan.regie.id)).toMatchObject({ card: 0, credit: 0, receivable: 10_000 });
  });

  it("pays the following ones when it is paid again, and becomes a credit with a case beyond what is owed", async () => {
    const plan = await aPlan();
    const [one, two, three, four] = [await opened(plan), await opened(plan), await opened(plan), await opened(plan)];
    for (const { id, idop } of [one, two, three, four]) {
      await treasury.press(idop, "P");
      await settle(id, later(2));
    }
    // Four times 33,34 € for 100 €.
    expect(await duesOf(plan)).toEqual([0, 0, 0]);
    expect((await attempt(four.id)).state).toBe("paid_twice");
    expect(await db().moneyCase.findMany({ where: { regieId: plan.regie.id } })).toMatchObject([
      { kind: "paid-twice", amountCents: 2 },
      { kind: "paid-twice", amountCents: 3334 },
    ]);
    expect(await totalsByAccount(db(), plan.regie.id)).toMatchObject({ card: 13_336, credit: -3336, receivable: 0 });
  });

  it("of another family's plan is not found", async () => {
    const [plan, other] = [await aPlan(), await aPlan()];
    await expect(press(plan, other.account)).rejects.toThrow();
  });
});
