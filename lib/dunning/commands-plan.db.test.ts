import { describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import {
  claimLines,
  creditNoteLines,
  type EntryKind,
  type LedgerLine,
  paymentLines,
  writeOffLines,
} from "@/lib/ledger/rules";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import {
  aHousehold,
  anIssuedInvoice,
  aParent,
  aPayer,
  aRegie,
  aStaffAccount,
  contextFor,
  TODAY,
} from "@/prisma/fixtures";
import { agreeToPlan, changePlan, proposePlan } from "./commands-plan";
import { holdsOf } from "./queries";
import { planOf, plansOf } from "./queries-plan";
import type { NewPlan } from "./schema";

async function debtor() {
  const tx = db();
  const regie = await aRegie(tx);
  const household = await aHousehold(tx);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  const given = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const bill = (amountCents: number) =>
    anIssuedInvoice(tx, { ...given, sales: [{ productCode: "CANT", amountCents }] });
  const invoices = [await bill(6352), await bill(3648)];
  const clerk = await aStaffAccount(tx, "regie");
  return { tx, regie, household, account, payer, invoices, clerk };
}
type Debtor = Awaited<ReturnType<typeof debtor>>;

const act = <Value>({ clerk }: Debtor, work: (context: ReturnType<typeof contextFor>) => Promise<Value>) =>
  transaction((tx) => work(contextFor(tx, { id: clerk.id, role: "regie" })));
const propose = (own: Debtor, change: Partial<NewPlan> = {}) =>
  act(own, (context) =>
    proposePlan(context, {
      ...{ payerId: own.payer.id, regieId: own.regie.id, invoices: own.invoices.map(({ id }) => id) },
      ...{ count: 3, firstOn: "2026-12-05", reason: "Baisse de revenus", cents: 10_000, ...change },
    }),
  );
const made = async (own: Debtor, change: Partial<NewPlan> = {}) => {
  const outcome = await propose(own, change);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.planId;
};
const scopeOf = async ({ tx, account }: Debtor) => {
  const scope = await mintFamilyScope(tx, account.id, TODAY);
  if (!scope) throw new Error("a scope");
  return scope;
};
const agree = async (own: Debtor, planId: string, who = own) => {
  const scope = await scopeOf(who);
  return transaction((tx) => agreeToPlan(contextFor(tx, { id: who.account.id, role: "parent" }), { planId }, scope));
};

describe("a payment plan", () => {
  it("adds up to what is owed, and tells the family", async () => {
    const own = await debtor();
    await made(own);
    const [plan] = await plansOf(own.tx, await scopeOf(own));
    expect(plan).toMatchObject({
      state: "proposed",
      totalCents: 10_000,
      standing: { leftCents: 10_000, isOver: false },
    });
    expect(sum(plan?.standing.instalments.map(({ amountCents }) => amountCents) ?? [])).toBe(10_000);
    const mail = await own.tx.mailOutbox.findFirstOrThrow({ where: { toAddress: own.account.email } });
    expect(mail.text).toMatch(/- 5.décembre.2026, 33,34.€/);
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/\{\w+\}/);
    const stranger = await debtor();
    expect(await plansOf(own.tx, await scopeOf(stranger))).toEqual([]);
  });

  it("is read and agreed to by who may read each of its invoices: by no partner who came between two of them", async () => {
    const own = await debtor();
    const partner = await aParent(own.tx, own.household.id);
    const eyes = { ...own, account: partner.account };
    const who = { regieId: own.regie.id, householdId: own.household.id, payerId: own.payer.id };
    const sales = [{ productCode: "CANT", amountCents: 1000 }];
    const early = await anIssuedInvoice(own.tx, { ...who, sales, month: "2026-09" });
    const planId = await made(own, { invoices: [early, ...own.invoices].map(({ id }) => id), cents: 11_000 });
    const move = async (since: string) => {
      const where = { householdId_guardianId: { householdId: own.household.id, guardianId: partner.guardian.id } };
      await own.tx.householdMember.update({ where, data: { since: toColumn(since) } });
    };
    await move("2026-09-01");
    expect(await plansOf(own.tx, await scopeOf(eyes))).toHaveLength(1);
    await move("2026-09-02");
    expect(await plansOf(own.tx, await scopeOf(eyes))).toEqual([]);
    await expect(agree(own, planId, eyes)).rejects.toThrow(NotFound);
    expect(await plansOf(own.tx, await scopeOf(own))).toHaveLength(1);
  });

  it("holds reminders once the family agrees, until a person says that it is broken", async () => {
    const own = await debtor();
    const planId = await made(own);
    const ids = own.invoices.map(({ id }) => id);
    expect(await holdsOf(own.tx, ids)).toEqual(new Map());
    expect(await agree(own, planId)).toEqual({ ok: true });
    expect([...(await holdsOf(own.tx, ids)).values()]).toEqual([["plan"], ["plan"]]);
    expect(await agree(own, planId)).toEqual({ ok: false, reason: "past-step" });
    await act(own, (context) => changePlan(context, { planId, step: "break" }));
    expect(await holdsOf(own.tx, ids)).toEqual(new Map());
    const events = await own.tx.auditEvent.findMany({ where: { object: `plan/${planId}` }, orderBy: { id: "asc" } });
    expect(events.map(({ type }) => type)).toEqual([
      "plan.proposed",
      "plan.changed",
      "invoicing.refused",
      "plan.changed",
    ]);
  });

  it("is nobody else's to agree to", async () => {
    const [own, stranger] = [await debtor(), await debtor()];
    const planId = await made(own);
    await expect(agree(own, planId, stranger)).rejects.toBeInstanceOf(NotFound);
  });

  it("follows the books: the first instalment first, then paid in full", async () => {
    const own = await debtor();
    const planId = await made(own, { agreed: "on" });
    const pay = (index: number, cents: number) => {
      const invoice = own.invoices[index];
      if (!invoice) throw new Error("an invoice");
      const debt = { invoiceId: invoice.id, householdId: own.household.id, payerId: own.payer.id };
      const lines = paymentLines(debt, "cash", cents);
      return act(own, (context) =>
        post(context, [{ regieId: own.regie.id, kind: "payment.received", sourceId: newId(), day: TODAY, lines }]),
      );
    };
    await pay(1, 3648);
    const states = async () => (await planOf(own.tx, planId, TODAY))?.standing.instalments.map(({ state }) => state);
    expect(await states()).toEqual(["paid", "waiting", "waiting"]);
    await pay(0, 6352);
    expect(await planOf(own.tx, planId, TODAY)).toMatchObject({ state: "ended", standing: { isOver: true } });
  });

  it("says what was paid, credited, given up and handed over, each from its own entries", async () => {
    const own = await debtor();
    const planId = await made(own, { agreed: "on" });
    const [large, small] = own.invoices.map(({ id }) => {
      return { invoiceId: id, householdId: own.household.id, payerId: own.payer.id };
    });
    if (!large || !small) throw new Error("two invoices");
    const enter = (kind: EntryKind, lines: LedgerLine[]) =>
      act(own, (context) => post(context, [{ regieId: own.regie.id, kind, sourceId: newId(), day: TODAY, lines }]));
    const sales = [{ productCode: "CANT", amountCents: 700 }];
    await enter("payment.received", paymentLines(large, "cash", 2000));
    await enter("credit.issued", creditNoteLines({ debt: large, creditId: newId(), dueCents: 4352 }, sales));
    await enter("debt.written-off", writeOffLines(large, 3652));
    await enter("claim.handed", claimLines(small, 1648));
    const told = (await planOf(own.tx, planId, TODAY))?.standing;
    expect(told?.cover).toEqual({ paid: 2000, credited: 700, writtenOff: 3652, handed: 1648 });
    expect(told?.leftCents).toBe(2000);
    await enter("claim.returned", claimLines(small, 1648, "returned"));
    expect((await planOf(own.tx, planId, TODAY))?.standing).toMatchObject({ cover: { handed: 0 }, leftCents: 3648 });
    await enter("debt.written-off", writeOffLines(small, 3648));
    const over = await planOf(own.tx, planId, TODAY);
    expect(over).toMatchObject({ state: "ended", standing: { isOver: true, cover: { paid: 2000, writtenOff: 7300 } } });
    expect(over?.standing.instalments.map(({ state }) => state)).toEqual(["covered", "covered", "covered"]);
  });

  const refusals: [string, Partial<NewPlan>, string][] = [
    ["another sum", { cents: 9999 }, "changed"],
    ["an invoice that is not owed", { invoices: ["01890000-0000-7000-8000-000000000000"] }, "changed"],
    ["a first day that has passed", { firstOn: "2026-11-22" }, "past"],
    ["a first day in four months", { firstOn: "2027-03-23" }, "past"],
    ["instalments under one euro", { count: 101 }, "too-small"],
  ];
  it.each(refusals)("is refused for %s", async (_name, change, reason) => {
    expect(await propose(await debtor(), change)).toEqual({ ok: false, reason });
  });

  it.each([
    ["2026-11-22", false],
    ["2026-11-23", true],
    ["2027-02-23", true],
    ["2027-02-24", false],
  ])("may begin on %s: %s", async (firstOn, ok) => {
    expect(await propose(await debtor(), { firstOn })).toMatchObject({ ok });
  });

  it("is one for an invoice, even when two people propose at once", async () => {
    const own = await debtor();
    const outcomes = await Promise.all([propose(own), propose(own), propose(own)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.reason === "planned")).toHaveLength(2);
    expect(await own.tx.paymentPlan.count({ where: { payerId: own.payer.id } })).toBe(1);
  });
});
