/** Outside the demonstration a test payment settles no invoice, even where the contract itself is still set to test. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "@/lib/server/db";
import { decidePayment } from "@/lib/treasury/commands-decide";
import { anAccount, contextFor } from "@/prisma/fixtures";
import { aDebt, due, later, open, receipts, startTreasury } from "@/prisma/testing/payments";
import { settle } from "./commands-settle";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "0" });
});
afterAll(() => treasury.close());

it("sets a paid test aside for a person, who cannot make it money either", async () => {
  const debt = await aDebt();
  const { id, idop } = await open(debt);
  await treasury.press(idop, "P");
  expect(await settle(id, later(2))).toBe("suspect");
  expect(await due(debt)).toBe(9482);
  expect(await receipts(debt)).toEqual([]);
  const wish = { attemptId: id, amount: 9482, reason: "Vu sur le relevé" };
  const decide = (decision: "card" | "none") =>
    transaction(async (tx) => {
      const desk = await anAccount(tx, { role: "regie" });
      return decidePayment(contextFor(tx, desk, later(5)), { ...wish, decision });
    });
  expect(await decide("card")).toEqual({ ok: false, reason: "test" });
  expect(await decide("none")).toMatchObject({ ok: true });
  expect(await due(debt)).toBe(9482);
});
