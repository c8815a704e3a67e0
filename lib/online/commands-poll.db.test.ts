/** Asking about every open attempt: one that fails is told as failed, and the others are asked about all the same. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aDebt, due, later, open, receipts, startTreasury, told } from "@/prisma/testing/payments";
import { pollOpen } from "./commands-settle";

let treasury: Awaited<ReturnType<typeof startTreasury>>;
beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

it("one attempt that throws stops none of the others, and is asked about again the next time", async () => {
  const [first, broken, last] = [await aDebt(), await aDebt(), await aDebt()];
  const paid = [await open(first), await open(broken), await open(last)] as const;
  for (const { idop } of paid) await treasury.press(idop, "P");
  // Its invoice cannot be found: the answer is there, and booking it throws.
  await db().paymentAttempt.update({ where: { id: paid[1].id }, data: { invoiceId: newId() } });
  const polled = new Map((await pollOpen(later(2))).map((one) => [one.id, one]));
  expect(polled.get(paid[0].id)).toMatchObject({ before: "pending", after: "paid_card" });
  expect(polled.get(paid[1].id)).toEqual({ id: paid[1].id, before: "pending", after: "pending", failed: true });
  expect(polled.get(paid[2].id)).toMatchObject({ before: "pending", after: "paid_card" });
  expect([await due(first), await due(broken), await due(last)]).toEqual([0, 9482, 0]);
  expect(await told(paid[1].id)).not.toContain("payment.confirmed");
  await db().paymentAttempt.update({ where: { id: paid[1].id }, data: { invoiceId: broken.invoice.id } });
  expect((await pollOpen(later(3))).find(({ id }) => id === paid[1].id)).toMatchObject({ after: "paid_card" });
  expect(await receipts(broken)).toHaveLength(1);
}, 120_000);
