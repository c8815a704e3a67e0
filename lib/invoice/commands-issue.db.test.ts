import { describe, expect, it } from "vitest";
import { dueOf, totalsByAccount } from "@/lib/ledger/queries";
import { db, transaction } from "@/lib/server/db";
import { aRegie, contextFor } from "@/prisma/fixtures";
import { aBooking, aMark, aPayer, daysOf } from "@/prisma/fixtures/billing";
import { act, family, issue, MONTH, prepare, town } from "@/prisma/fixtures/month";
import { checkRun, discardRun, prepareRun } from "./commands-drafts";
import { allot, issueRun } from "./commands-issue";

async function linesOf(place: Awaited<ReturnType<typeof town>>) {
  const { runId } = await prepare(place);
  const invoice = await place.tx.invoice.findFirstOrThrow({
    where: { runId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  return invoice.lines.map((line) => [line.labelFr, line.amountCents, line.quantity]);
}

describe("a month of a régie", () => {
  it("charges what was booked, what was not, and not the excused absence", async () => {
    const place = await town();
    const { child, household } = await family(place);
    const [monday, tuesday, thursday, friday] = place.days;
    for (const day of [monday, tuesday, thursday]) {
      const booking = await aBooking(place.tx, {
        childId: child.id,
        activityDayId: day?.id ?? "",
        householdId: household.id,
      });
      if (day === tuesday)
        await aMark(place.tx, { childId: child.id, activityDayId: day?.id ?? "", bookingId: booking.id }, "absent");
      if (day === thursday)
        await aMark(
          place.tx,
          { childId: child.id, activityDayId: day?.id ?? "", bookingId: booking.id },
          "absent_justified",
        );
    }
    await aMark(place.tx, { childId: child.id, activityDayId: friday?.id ?? "" }, "unbooked_present");
    const { runId, totalCents, invoices } = await prepare(place);
    expect([invoices, totalCents]).toEqual([1, 200 + 200 + 300]);
    const [invoice] = await place.tx.invoice.findMany({
      where: { runId },
      include: { lines: { orderBy: { position: "asc" } } },
    });
    expect(invoice?.lines.map((line) => [line.labelFr, line.quantity, line.unitCents, line.amountCents])).toEqual([
      ["Garderie du soir", 1, 200, 200],
      ["Garderie du soir", 1, 200, 200],
      ["Garderie du soir", 1, 300, 300],
    ]);
  });

  it("charges nothing twice when run twice, before and after issuing", async () => {
    const place = await town();
    const { child, household } = await family(place);
    for (const day of place.days)
      await aBooking(place.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
    await prepare(place);
    const again = await issue(place);
    expect([again.invoices, again.totalCents]).toEqual([1, 800]);
    expect(await place.tx.charge.count({ where: { regieId: place.regie.id } })).toBe(4);
    const third = await act(place, (context) => prepareRun(context, { month: MONTH, regieId: place.regie.id }));
    expect(third).toEqual({ ok: false, reason: "nothing-to-charge" });
    expect(await place.tx.charge.count({ where: { regieId: place.regie.id } })).toBe(4);
  });

  it("makes totals, lines and books agree, and numbers from one", async () => {
    const place = await town();
    for (let rank = 0; rank < 5; rank += 1) {
      const { child, household } = await family(place);
      for (const day of place.days.slice(0, rank + 1))
        await aBooking(place.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
    }
    const { runId, first, last } = await issue(place);
    expect([first, last]).toEqual([1, 5]);
    const rows = await place.tx.invoice.findMany({ where: { runId }, include: { lines: true } });
    const due = await dueOf(
      place.tx,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      expect(row.lines.reduce((total, line) => total + line.amountCents, 0)).toBe(row.totalCents);
      expect(due.get(row.id)).toBe(row.totalCents);
      expect(row.refdet).toMatch(/^R\d+2026\d{6}$/);
    }
    const total = rows.reduce((sum, row) => sum + row.totalCents, 0);
    expect(await totalsByAccount(place.tx, place.regie.id)).toEqual({ receivable: total, product: -total });
  });

  it("refuses to issue unchecked drafts, and drafts that a later mark has made untrue", async () => {
    const place = await town();
    const { child, household } = await family(place);
    const [day] = place.days;
    const booking = await aBooking(place.tx, {
      childId: child.id,
      activityDayId: day?.id ?? "",
      householdId: household.id,
    });
    const { runId } = await prepare(place);
    expect(await act(place, (context) => issueRun(context, { runId }))).toEqual({ ok: false, reason: "not-checked" });
    await act(place, (context) => checkRun(context, { runId }));
    await aMark(
      place.tx,
      { childId: child.id, activityDayId: day?.id ?? "", bookingId: booking.id },
      "absent_justified",
    );
    expect(await act(place, (context) => issueRun(context, { runId }))).toEqual({ ok: false, reason: "stale" });
    expect(await place.tx.invoice.count({ where: { runId, state: "issued" } })).toBe(0);
    await act(place, (context) => discardRun(context, { runId }));
    expect(await place.tx.charge.count({ where: { regieId: place.regie.id } })).toBe(0);
  });

  it("freezes what was issued and locks its sheets", async () => {
    const place = await town();
    const { child, household } = await family(place);
    for (const day of place.days)
      await aBooking(place.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
    const { runId } = await issue(place);
    const invoice = await place.tx.invoice.findFirstOrThrow({ where: { runId }, include: { lines: true } });
    await expect(place.tx.invoice.update({ where: { id: invoice.id }, data: { totalCents: 1 } })).rejects.toThrow();
    await expect(
      place.tx.invoiceLine.update({ where: { id: invoice.lines[0]?.id ?? "" }, data: { quantity: 9 } }),
    ).rejects.toThrow();
    await expect(place.tx.invoice.delete({ where: { id: invoice.id } })).rejects.toThrow();
    const locked = await place.tx.activityDay.count({
      where: { activityId: place.activity.id, attendanceLockedAt: { not: null } },
    });
    expect(locked).toBe(place.days.length);
    expect(await act(place, (context) => issueRun(context, { runId }))).toEqual({
      ok: false,
      reason: "already-issued",
    });
  });

  it("shares a bill between two payers to the cent", async () => {
    const place = await town({ ruleCode: "partage" });
    const { child, household } = await family(place);
    await place.tx.householdPayer.updateMany({ where: { householdId: household.id }, data: { sharePercent: 50 } });
    await aPayer(place.tx, { householdId: household.id, sharePercent: 50, name: "CCAS de Valmontel" });
    for (const day of place.days)
      await aBooking(place.tx, {
        childId: child.id,
        activityDayId: day.id,
        householdId: household.id,
        priceCents: 281,
      });
    const { runId } = await prepare(place);
    const totals = await place.tx.invoice.findMany({
      where: { runId },
      select: { totalCents: true },
      orderBy: { totalCents: "asc" },
    });
    expect(totals.map((row) => row.totalCents)).toEqual([560, 564]);
  });

  it("says what cannot be charged instead of guessing", async () => {
    const place = await town();
    const { child, household } = await family(place);
    await place.tx.householdPayer.updateMany({
      where: { householdId: household.id },
      data: { until: new Date("2026-10-31") },
    });
    const [day] = place.days;
    await aBooking(place.tx, { childId: child.id, activityDayId: day?.id ?? "", householdId: household.id });
    const { runId, invoices } = await prepare(place);
    expect(invoices).toBe(0);
    const run = await place.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run.findings).toEqual([
      { kind: "no-payer", childId: child.id, householdId: household.id, day: "2026-11-02" },
    ]);
  });

  it("bills a flat month once, even when a day is added after it was issued", async () => {
    const place = await town({ ruleCode: "forfait" });
    const { child, household } = await family(place);
    const [first, second, third] = place.days;
    const key = { childId: child.id, householdId: household.id };
    for (const day of [first, second]) await aBooking(place.tx, { ...key, activityDayId: day?.id ?? "" });
    expect((await issue(place)).totalCents).toBe(4000);
    await aBooking(place.tx, { ...key, activityDayId: third?.id ?? "" });
    const again = await act(place, (context) => prepareRun(context, { month: MONTH, regieId: place.regie.id }));
    expect(again).toEqual({ ok: false, reason: "nothing-to-charge" });
    expect(await place.tx.charge.count({ where: { regieId: place.regie.id } })).toBe(1);
  });

  it("bills a late pick-up from the hour of departure, and a cap as a line that takes off", async () => {
    const late = await town();
    const one = await family(late);
    const [evening] = late.days;
    const mark = { childId: one.child.id, activityDayId: evening?.id ?? "" };
    const booking = await aBooking(late.tx, { ...mark, householdId: one.household.id });
    await aMark(late.tx, { ...mark, bookingId: booking.id, departedAt: "18:40" }, "present");
    expect(await linesOf(late)).toEqual([
      ["Garderie du soir", 200, 1],
      ["Garderie du soir\u00a0: Retard du soir", 500, 1],
    ]);
    const capped = await town({ ruleCode: "plafond" });
    const { child, household } = await family(capped);
    for (const day of capped.days)
      await aBooking(capped.tx, { childId: child.id, activityDayId: day.id, householdId: household.id });
    expect(await linesOf(capped)).toEqual([
      ["Garderie du soir", 800, 4],
      ["Garderie du soir\u00a0: Plafond du mois", -300, 1],
    ]);
  });

  it("carries a bill under one euro to the next month", async () => {
    const place = await town({ ruleCode: "petit" });
    const { child, household } = await family(place);
    const [october] = await daysOf(place.tx, place.activity.id, ["2026-10-12"]);
    const key = { childId: child.id, householdId: household.id, priceCents: 60 };
    await aBooking(place.tx, { ...key, activityDayId: october?.id ?? "" });
    const first = await act(place, (context) => prepareRun(context, { month: "2026-10", regieId: place.regie.id }));
    expect(first).toMatchObject({ ok: true, invoices: 0 });
    await aBooking(place.tx, { ...key, activityDayId: place.days[0]?.id ?? "" });
    const { totalCents, runId } = await issue(place);
    expect(totalCents).toBe(120);
    expect(await place.tx.charge.count({ where: { invoiceId: { not: null }, regieId: place.regie.id } })).toBe(2);
    expect(runId).toBeTruthy();
  });
});

describe("numbers", () => {
  it("have no hole when eight issuers race and one of them fails", async () => {
    const regie = await aRegie(db());
    const take = (count: number, fails = false) =>
      transaction(async (tx) => {
        const context = contextFor(tx, null);
        const first = await allot(context, { regieId: regie.id, kind: "invoice", year: 2026, count });
        if (fails) throw new Error("the transaction failed");
        return Array.from({ length: count }, (_, index) => first + index);
      });
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => take(index + 1, index === 3)));
    const taken = results
      .flatMap((result) => (result.status === "fulfilled" ? result.value : []))
      .sort((a, b) => a - b);
    expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
    expect(taken).toEqual(Array.from({ length: 36 - 4 }, (_, index) => index + 1));
  });
});
