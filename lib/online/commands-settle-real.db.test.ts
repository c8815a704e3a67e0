/** Outside the demonstration a test payment settles no invoice, even where the contract itself is still set to test. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { aDebt, due, later, open, receipts, startTreasury } from "@/prisma/testing/payments";
import { settle } from "./commands-settle";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "0" });
});
afterAll(() => treasury.close());

it("sets a paid test aside for a person", async () => {
  const debt = await aDebt();
  const { id, idop } = await open(debt);
  await treasury.press(idop, "P");
  expect(await settle(id, later(2))).toBe("suspect");
  expect(await due(debt)).toBe(9482);
  expect(await receipts(debt)).toEqual([]);
});
