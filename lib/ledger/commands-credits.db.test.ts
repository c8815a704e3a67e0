import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anIssuedInvoice, aPayer, aRegie, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { post } from "./commands";
import { spendCredits } from "./commands-credits";
import { claimsDueOf, dueOf, openCredits, totalsByAccount } from "./queries";
import { claimLines, overpaymentLines } from "./rules";

let ground: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  ground = await arrange();
});

async function arrange() {
  const [regie, household, payer] = await Promise.all([aRegie(db()), aHousehold(db()), aPayer(db())]);
  return { regieId: regie.id, householdId: household.id, payerId: payer.id };
}

const act = <Value>(work: (context: Context) => Promise<Value>, minutes = 0) =>
  transaction((tx) => work(contextFor(tx, null, new Date(NOW.getTime() + minutes * 60_000))));

type Owner = { regieId: string; householdId: string; payerId: string };

/** A credit opened `minutes` after the fixture's now: somebody paid too much. */
async function aCredit({ regieId, householdId, payerId }: Owner, cents: number, minutes = 0) {
  const creditId = newId();
  const lines = overpaymentLines({ creditId, householdId, payerId }, "card", cents);
  await act(
    (context) => post(context, [{ regieId, kind: "payment.received", sourceId: creditId, day: TODAY, lines }]),
    minutes,
  );
  return creditId;
}

async function aDebt(owner: Owner, dueCents: number) {
  const invoice = await anIssuedInvoice(db(), { ...owner, sales: [{ productCode: "CANT", amountCents: dueCents }] });
  const { householdId, payerId } = owner;
  return { invoiceId: invoice.id, householdId, payerId, dueCents };
}

const leftOf = async ({ regieId, householdId }: Owner) =>
  (await openCredits(db(), { regieId, householdIds: [householdId] }))
    .sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime())
    .map((credit) => credit.leftCents);

describe("credits of a family", () => {
  it("pay its invoices, the oldest first and in part, with one event an invoice", async () => {
    await aCredit(ground, 200, 2);
    await aCredit(ground, 300, 1);
    const debts = [await aDebt(ground, 350), await aDebt(ground, 100), await aDebt(ground, 900)];
    const used = await act((context) => spendCredits(context, { regieId: ground.regieId, debts }), 10);
    expect(debts.map((debt) => used.get(debt.invoiceId))).toEqual([350, 100, 50]);
    const ids = debts.map((debt) => debt.invoiceId);
    const due = await dueOf(db(), ids);
    expect(ids.map((id) => due.get(id))).toEqual([0, 0, 850]);
    expect(await leftOf(ground)).toEqual([]);
    const told = (await journalOf(db())).filter(({ type }) => type === "credit.used").map(({ object }) => object);
    expect(told).toEqual(expect.arrayContaining(ids.map((id) => `invoice/${id}`)));
    expect(await totalsByAccount(db(), ground.regieId)).toMatchObject({ credit: 0, card: 500, receivable: 850 });
  });

  it("are taken in part, and what is left serves the next invoice", async () => {
    await aCredit(ground, 500);
    const [one, two] = [await aDebt(ground, 200), await aDebt(ground, 400)];
    await act((context) => spendCredits(context, { regieId: ground.regieId, debts: [one] }));
    expect(await leftOf(ground)).toEqual([300]);
    await act((context) => spendCredits(context, { regieId: ground.regieId, debts: [two] }));
    expect(await leftOf(ground)).toEqual([]);
    expect((await dueOf(db(), [two.invoiceId])).get(two.invoiceId)).toBe(100);
  });

  it("never pay another family, another payer of the same family, or another régie", async () => {
    await aCredit(ground, 500);
    const [neighbour, other, elsewhere] = [await aHousehold(db()), await aPayer(db()), await aRegie(db())];
    const strangers = [
      await aDebt({ ...ground, householdId: neighbour.id }, 100),
      await aDebt({ ...ground, payerId: other.id }, 100),
    ];
    const used = await act((context) => spendCredits(context, { regieId: ground.regieId, debts: strangers }));
    const far = await aDebt({ ...ground, regieId: elsewhere.id }, 100);
    const there = await act((context) => spendCredits(context, { regieId: elsewhere.id, debts: [far] }));
    expect([used.size, there.size]).toEqual([0, 0]);
    expect(await leftOf(ground)).toEqual([500]);
  });

  it("do nothing, and write nothing, where nothing is owed or nothing is left", async () => {
    const before = await db().ledgerEntry.count();
    const debt = await aDebt(ground, 100);
    expect((await act((context) => spendCredits(context, { regieId: ground.regieId, debts: [debt] }))).size).toBe(0);
    await aCredit(ground, 500);
    const settled = { ...debt, dueCents: 0 };
    expect((await act((context) => spendCredits(context, { regieId: ground.regieId, debts: [settled] }))).size).toBe(0);
    expect(await db().ledgerEntry.count()).toBe(before + 2);
  });

  it("are used once when several transactions want them at the same moment", async () => {
    await aCredit(ground, 300);
    await aCredit(ground, 250, 1);
    const debts = await Promise.all([1, 2, 3, 4].map(() => aDebt(ground, 200)));
    const used = await Promise.all(
      debts.map((debt) => act((context) => spendCredits(context, { regieId: ground.regieId, debts: [debt] }), 5)),
    );
    const taken = debts.map((debt, index) => used[index]?.get(debt.invoiceId) ?? 0).sort((a, b) => b - a);
    expect(taken).toEqual([200, 200, 150, 0]);
    expect((await totalsByAccount(db(), ground.regieId)).credit).toBe(0);
  });
});

it("what the comptable has still to collect comes from the books, invoice by invoice", async () => {
  const [one, two] = [await aDebt(ground, 700), await aDebt(ground, 300)];
  const { regieId } = ground;
  const lines = claimLines(one, 700);
  await act((context) => post(context, [{ regieId, kind: "claim.handed", sourceId: newId(), day: TODAY, lines }]));
  expect([...(await claimsDueOf(db(), [one.invoiceId, two.invoiceId]))]).toEqual([[one.invoiceId, 700]]);
});
