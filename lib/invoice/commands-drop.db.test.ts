/** Amounts too small for an invoice, against a real database: dropped with the issue of their month, once, and never billed later. */
import { expect, it } from "vitest";
import { journalOf } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { act, family, issue, MONTH, prepare, type Town, town } from "@/prisma/fixtures/month";
import { aRules, communeFile } from "@/prisma/fixtures/rules";
import { prepareRun } from "./commands-drafts";
import { findingsOf } from "./queries-runs";

/** 2 € a day; below 5 € nothing is invoiced. */
async function place(below: "carry" | "drop"): Promise<Town> {
  const own = await town();
  const file = communeFile((rules) => ({ ...rules, billing: { ...rules.billing, smallest: { cents: 500, below } } }));
  await aRules(own.tx, { file, since: "2026-10-01" });
  return own;
}

async function booked(own: Town, days: number) {
  const { child, household } = await family(own);
  for (const day of own.days.slice(0, days))
    await aBooking(own.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
  return household.id;
}

const chargesOf = (own: Town, householdId: string) =>
  own.tx.charge.findMany({ where: { householdId }, select: { amountCents: true, invoiceId: true, droppedOn: true } });
const december = (own: Town) => {
  return act(own, (context) =>
    prepareRun({ ...context, today: "2026-12-31" }, { month: "2026-12", regieId: own.regie.id }),
  );
};

it("two days of four euros in all are dropped when the month is issued, and no later month finds them", async () => {
  const own = await place("drop");
  const [small, large] = [await booked(own, 2), await booked(own, 4)];
  const { runId } = await prepare(own);
  expect((await chargesOf(own, small)).map(({ droppedOn }) => droppedOn)).toEqual([null, null]);
  const run = await own.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } });
  expect(findingsOf(run.findings)).toMatchObject([{ kind: "too-small", householdId: small, isDropped: true }]);
  expect(await issue(own)).toMatchObject({ invoices: 1, totalCents: 800 });
  for (const charge of await chargesOf(own, small))
    expect(charge).toMatchObject({ invoiceId: null, droppedOn: expect.any(Date) });
  for (const charge of await chargesOf(own, large)) expect(charge).toMatchObject({ droppedOn: null });
  expect((await journalOf(own.tx)).filter(({ type }) => type === "charge.dropped")).toHaveLength(1);
  const again = await act(own, (context) => prepareRun(context, { month: MONTH, regieId: own.regie.id }));
  expect(again).toEqual({ ok: false, reason: "nothing-to-charge" });
  expect(await december(own)).toEqual({ ok: false, reason: "nothing-to-charge" });
  expect(await chargesOf(own, small)).toHaveLength(2);
});

it("the same is carried to the next month where the rules carry", async () => {
  const own = await place("carry");
  const small = await booked(own, 2);
  await booked(own, 4);
  await issue(own);
  expect((await chargesOf(own, small)).map(({ droppedOn }) => droppedOn)).toEqual([null, null]);
  const next = await december(own);
  expect(next.ok).toBe(true);
  const run = await own.tx.invoiceRun.findFirstOrThrow({ where: { regieId: own.regie.id, month: "2026-12" } });
  expect(findingsOf(run.findings)).toMatchObject([{ kind: "too-small", householdId: small, cents: 400 }]);
});
