/** The redirect form: its result comes by the payer's browser, unsigned. It may close a try, but never settles an invoice. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { parisOf } from "@/lib/kernel/civil-date";
import { openCases } from "@/lib/payment/queries-case";
import { db } from "@/lib/server/db";
import { aDebt, attempt, due, later, open, receipts, startTreasury, told } from "@/prisma/testing/payments";
import { settle, takeReturn } from "./commands-settle";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1", PAYFIP_INTERFACE: "form" });
});
afterAll(() => treasury.close());

/** What PayFiP makes the browser post, from the address that the portal sent it to. */
function resultOf(url: string, change: Record<string, string> = {}): string {
  const { urlcl: _, ...echoed } = Object.fromEntries(new URL(url).searchParams);
  const result = { resultrans: "P", numauto: "112233-form", dattrans: "23112026", heurtrans: "1630" };
  return new URLSearchParams({ ...echoed, ...result, ...change }).toString();
}

it("sets aside once, for the régisseur to verify, a payment that comes back as it left, however often it is posted", async () => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  const body = resultOf(url);
  const takes = await Promise.all([takeReturn(body, later(2)), takeReturn(body, later(2)), takeReturn(body, later(3))]);
  expect(takes).toEqual(Array(3).fill({ ok: true, attemptId: id }));
  expect(await attempt(id)).toMatchObject({ state: "suspect", means: "card", answeredCents: 9482 });
  expect((await told(id)).filter((type) => type === "payment.suspected")).toHaveLength(1);
  expect(await receipts(debt)).toHaveLength(0);
  expect(await due(debt)).toBe(9482);
});

it("keeps the day that the browser posts as it came, and counts the payment on the day of the attempt", async () => {
  const { id, url } = await open(await aDebt());
  await takeReturn(resultOf(url, { dattrans: "31122025" }), later(2));
  const { paidAt, paidAtRaw, createdAt } = await attempt(id);
  expect(paidAtRaw).toBe("2025-12-31T16:30");
  expect(paidAt && parisOf(paidAt).day).toBe(parisOf(createdAt).day);
});

it("closes a try that the bank refused", async () => {
  const { id, url } = await open(await aDebt());
  await takeReturn(resultOf(url, { resultrans: "R" }), later(2));
  expect((await attempt(id)).state).toBe("refused");
});

it.each([
  ["amount", { montant: "100" }, "amount_differs"],
  ["client number", { numcli: "999999" }, "suspect"],
  ["mode", { saisie: "A" }, "suspect"],
] as const)("sets aside a result with another %s", async (_, change, state) => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  await takeReturn(resultOf(url, change), later(2));
  expect((await attempt(id)).state).toBe(state);
  expect(await due(debt)).toBe(9482);
});

it("does nothing for a reference nobody left with, or for no result at all", async () => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  expect(await takeReturn(resultOf(url, { refdet: "PER2026999999" }), later(2))).toMatchObject({ ok: false });
  expect(await takeReturn("", later(2))).toMatchObject({ ok: false });
  expect((await attempt(id)).state).toBe("pending");
});

it("expires after 20 minutes, and is set aside all the same by a late return", async () => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  expect(await settle(id, later(19))).toBe("pending");
  expect(await settle(id, later(20))).toBe("expired");
  await takeReturn(resultOf(url), later(25));
  expect((await attempt(id)).state).toBe("suspect");
  expect(await due(debt)).toBe(9482);
});

it("keeps two payments of one invoice apart, whichever comes back first, and each becomes a case", async () => {
  const debt = await aDebt();
  const [one, two] = [await open(debt), await open(debt, later(1))];
  await takeReturn(resultOf(one.url, { numauto: "1111-form" }), later(2));
  expect((await attempt(one.id)).state).toBe("suspect");
  expect((await attempt(two.id)).state).toBe("pending");
  await takeReturn(resultOf(two.url, { numauto: "2222-form" }), later(3));
  expect(await attempt(two.id)).toMatchObject({ state: "suspect", numauto: "2222-form" });
  const cases = await openCases(db(), { regieId: debt.regie.id });
  expect(cases.map(({ kind, attempt: about }) => [kind, about?.id])).toEqual([
    ["suspect", one.id],
    ["suspect", two.id],
  ]);
});

it.each(["", "Facture", "FACTURE AAAAAAAAAAAA"])(
  "does nothing for a result whose subject is « %s »: no case, no mail, no answer kept",
  async (objet) => {
    const debt = await aDebt();
    const { id, url } = await open(debt);
    expect(await takeReturn(resultOf(url, { objet }), later(2))).toEqual({ ok: false, reason: "unusable" });
    expect((await attempt(id)).state).toBe("pending");
    expect(await openCases(db(), { regieId: debt.regie.id })).toEqual([]);
    expect(await db().paymentAnswer.count({ where: { attemptId: id, operation: "retour" } })).toBe(0);
  },
);

it("writes the same body down once, however often it is posted", async () => {
  const { id, url } = await open(await aDebt());
  const body = resultOf(url);
  for (let time = 0; time < 5; time++) await takeReturn(body, later(2 + time));
  expect(await db().paymentAnswer.count({ where: { attemptId: id, operation: "retour" } })).toBe(1);
});

it("is asked no more once it has expired: nobody can be asked about the form", async () => {
  const { id } = await open(await aDebt());
  await settle(id, later(20));
  expect(await attempt(id)).toMatchObject({ state: "expired", nextPollAt: null });
});
