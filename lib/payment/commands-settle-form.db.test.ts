/** The redirect form: its result comes by the payer's browser, unsigned, and is believed only when every value is the stored one. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { aDebt, attempt, due, later, open, receipts, startTreasury } from "@/prisma/testing/payments";
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

it("settles once what comes back as it left, however often it is posted", async () => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  const body = resultOf(url);
  const takes = await Promise.all([takeReturn(body, later(2)), takeReturn(body, later(2)), takeReturn(body, later(3))]);
  expect(takes).toEqual(Array(3).fill({ ok: true, attemptId: id }));
  expect((await attempt(id)).state).toBe("paid_card");
  expect(await receipts(debt)).toHaveLength(1);
  expect(await due(debt)).toBe(0);
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

it("expires after 20 minutes, and is paid all the same by a late return", async () => {
  const debt = await aDebt();
  const { id, url } = await open(debt);
  expect(await settle(id, later(19))).toBe("pending");
  expect(await settle(id, later(20))).toBe("expired");
  await takeReturn(resultOf(url), later(25));
  expect((await attempt(id)).state).toBe("paid_card");
  expect(await due(debt)).toBe(0);
});
