/** An invoice shared by two parents who live apart: each pays their own half, and neither sees what the other paid (domain rules 13, 52). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anIssuedInvoice, aParent, aPayer, aRegie, contextFor, TODAY } from "@/prisma/fixtures";
import { attempt, open, start, startTreasury } from "@/prisma/testing/payments";
import { ownAttempt, ownOperation, payableOf, refusalFor } from "./queries";
import { mailsOf } from "./queries-mail";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());

/** Both halves are invoices of the household where the child eats; the second parent lives in another one. */
async function shared() {
  const tx = db();
  const [regie, household, elsewhere] = [await aRegie(tx), await aHousehold(tx), await aHousehold(tx)];
  const half = async (home: string) => {
    const { account, guardian } = await aParent(tx, home);
    const payer = await aPayer(tx, { guardianId: guardian.id });
    const sales = [{ productCode: "CANT", amountCents: 4741 }];
    const place = { regieId: regie.id, householdId: household.id, payerId: payer.id };
    const invoice = await anIssuedInvoice(tx, { ...place, sales });
    const scope = (await mintFamilyScope(tx, account.id, TODAY)) as FamilyScope;
    return { regie, household, account, payer, invoice, scope };
  };
  return { here: await half(household.id), away: await half(elsewhere.id) };
}

it("each pays their own half, the parent who lives elsewhere too", async () => {
  const { here, away } = await shared();
  for (const { account, invoice, scope } of [here, away]) {
    expect(await refusalFor(db(), invoice.id, scope)).toMatchObject({ reason: null, invoice: { dueCents: 4741 } });
    expect(await start({ account, invoice })).toMatchObject({ ok: true });
  }
});

it("the other's half is as absent as one that does not exist, to see and to pay", async () => {
  const { here, away } = await shared();
  for (const [one, other] of [
    [here, away],
    [away, here],
  ] as const) {
    expect(await refusalFor(db(), other.invoice.id, one.scope)).toBeNull();
    await expect(start({ account: one.account, invoice: other.invoice })).rejects.toThrow(NotFound);
  }
  expect(await db().paymentAttempt.count({ where: { invoiceId: { in: [here.invoice.id, away.invoice.id] } } })).toBe(0);
});

it("a try to pay is shown to whoever may read its invoice, and to nobody else", async () => {
  const { here, away } = await shared();
  const { id } = await open(away);
  const idop = (await attempt(id)).idop ?? "";
  expect(await ownAttempt(db(), id, away.scope)).toMatchObject({ attempt: { id } });
  expect(await ownOperation(db(), idop, away.scope)).toBe(id);
  expect(await ownAttempt(db(), id, here.scope)).toBeNull();
  expect(await ownOperation(db(), idop, here.scope)).toBeNull();
});

it("money that no account paid is told to the payer of that half alone", async () => {
  const { here, away } = await shared();
  for (const { account, invoice: own } of [here, away]) {
    const invoice = await payableOf(db(), own.id, null);
    if (!invoice) throw new Error("an invoice expected");
    const news = { name: "paymentReceived", invoice, accountId: null, amountCents: 4741 } as const;
    const receipt = { year: 2026, number: 1, means: "cheque", day: TODAY } as const;
    const mails = await transaction((tx) => mailsOf(contextFor(tx, null), { ...news, receipt }));
    expect(mails.map(({ to }) => to)).toEqual([account.email]);
  }
});
