import { describe, expect, it } from "vitest";
import { checkRun, discardRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { invoiceOf } from "@/lib/invoice/queries";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, openCredits } from "@/lib/ledger/queries";
import { overpaymentLines } from "@/lib/ledger/rules";
import { transaction } from "@/lib/server/db";
import { contextFor } from "@/prisma/fixtures";
import { aBooking, aMark } from "@/prisma/fixtures/billing";
import { crowd } from "@/prisma/fixtures/crowd";
import { act, family, MONTH, prepare, type Town, town } from "@/prisma/fixtures/month";
import { askIssue, callOff, issueInvoices, issueNextPart } from "./commands";
import { numbersOf, progressOf } from "./queries";

async function checked(place: Town, families: number) {
  await crowd(place, families);
  const { runId } = await prepare(place);
  await act(place, (context) => checkRun(context, { runId }));
  return runId;
}

const ask = (place: Town, runId: string) => act(place, (context) => askIssue(context, { runId }));
const stop = (place: Town, runId: string) => act(place, (context) => callOff(context, { runId }));
const runRow = (place: Town, runId: string) => place.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } });

describe("a month issued in the worker", () => {
  it("gets its numbers part by part in a row, by the name of who asked, and ends with its last draft", async () => {
    const place = await town();
    const runId = await checked(place, 5);
    expect(await ask(place, runId)).toEqual({ ok: true });
    const job = await place.tx.job.findFirstOrThrow({
      where: { kind: "invoice.issue" },
      orderBy: { createdAt: "desc" },
    });
    const leased = { id: job.id, kind: "invoice.issue" as const, payload: job.payload, attempts: 1 };
    expect(await issueInvoices(place.tx, leased, 2)).not.toBeNull();
    const half = await runRow(place, runId);
    expect(half.issuedAt).toBeNull();
    const progress = await progressOf(place.tx, half, new Date((half.askedAt?.getTime() ?? 0) + 4_000));
    expect(progress).toEqual({ done: 2, total: 5, left: { unit: "second", count: 10 }, isStopped: false });
    expect(await issueInvoices(place.tx, leased, 2)).not.toBeNull();
    expect(await issueInvoices(place.tx, leased, 2)).toBeNull();
    expect(await runRow(place, runId)).toMatchObject({ issuedById: place.head.id, issuedAt: expect.any(Date) });
    expect(await numbersOf(place.tx, runId)).toEqual({ first: 1, last: 5 });
    expect(await place.tx.job.count({ where: { dedupeKey: `invoice.render:${runId}` } })).toBe(1);
    const events = await place.tx.auditEvent.findMany({ where: { type: "invoice.issued" }, select: { leaf: true } });
    const own = events.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString())).slice(-5);
    expect(own.map(({ role }) => role)).toEqual(Array(5).fill("responsable"));
  });

  it("is asked for by one of two cashiers at once", async () => {
    const place = await town();
    const runId = await checked(place, 3);
    const answers = await Promise.all([ask(place, runId), ask(place, runId)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "being-issued" });
    await Promise.all([issueNextPart(place.tx, { runId, size: 2 }), issueNextPart(place.tx, { runId, size: 2 })]);
    expect(await numbersOf(place.tx, runId)).toEqual({ first: 1, last: 3 });
    expect(await ask(place, runId)).toEqual({ ok: false, reason: "already-issued" });
  });

  it("can be called off until the first number is given, and not after", async () => {
    const place = await town();
    const runId = await checked(place, 3);
    expect(await stop(place, runId)).toEqual({ ok: false, reason: "not-asked" });
    await ask(place, runId);
    expect(await stop(place, runId)).toEqual({ ok: true });
    expect(await issueNextPart(place.tx, { runId })).toBeNull();
    expect(await place.tx.invoice.count({ where: { runId, state: "issued" } })).toBe(0);
    await ask(place, runId);
    await issueNextPart(place.tx, { runId, size: 1 });
    expect(await stop(place, runId)).toEqual({ ok: false, reason: "begun" });
    expect(await issueNextPart(place.tx, { runId })).toMatchObject({ ok: true, left: 0 });
  });

  it("keeps its drafts as they are while it waits", async () => {
    const place = await town();
    const runId = await checked(place, 2);
    await ask(place, runId);
    const being = { ok: false, reason: "being-issued" };
    const month = { month: MONTH, regieId: place.regie.id };
    expect(await act(place, (context) => prepareRun(context, month))).toEqual(being);
    expect(await act(place, (context) => discardRun(context, { runId }))).toEqual(being);
    expect(await act(place, (context) => checkRun(context, { runId }))).toEqual(being);
  });

  it("is not begun when a mark has changed since, and says so beside the drafts", async () => {
    const place = await town();
    const { child, household } = await family(place);
    const key = { childId: child.id, activityDayId: place.days[1]?.id ?? "" };
    const booking = await aBooking(place.tx, { ...key, householdId: household.id });
    const runId = await checked(place, 1);
    await ask(place, runId);
    await aMark(place.tx, { ...key, bookingId: booking.id }, "absent_justified");
    expect(await issueNextPart(place.tx, { runId })).toEqual({ ok: false, reason: "stale" });
    expect(await runRow(place, runId)).toMatchObject({ askedAt: null, issuedAt: null, findings: [{ kind: "stale" }] });
    expect(await place.tx.activityDay.count({ where: { id: key.activityDayId, attendanceLockedAt: null } })).toBe(1);
    expect(await issueNextPart(place.tx, { runId })).toBeNull();
  });
});

describe("a credit that waits", () => {
  it("pays the new invoice in the transaction that issues it, and the document says so", async () => {
    const place = await town();
    const { child, household, payer } = await family(place);
    await aBooking(place.tx, { childId: child.id, activityDayId: place.days[0]?.id ?? "", householdId: household.id });
    const credit = { creditId: newId(), householdId: household.id, payerId: payer.id };
    await transaction((tx) =>
      post(contextFor(tx, null), [
        {
          ...{ regieId: place.regie.id, kind: "payment.received", sourceId: credit.creditId, day: "2026-11-20" },
          lines: overpaymentLines(credit, "transfer", 150),
        },
      ]),
    );
    const { runId } = await prepare(place);
    await act(place, (context) => checkRun(context, { runId }));
    await ask(place, runId);
    await issueNextPart(place.tx, { runId });
    const { id } = await place.tx.invoice.findFirstOrThrow({ where: { runId } });
    expect((await dueOf(place.tx, [id])).get(id)).toBe(50);
    expect(await openCredits(place.tx, { regieId: place.regie.id, householdIds: [household.id] })).toEqual([]);
    expect((await invoiceOf(place.tx, id))?.facts).toMatchObject({ totalCents: 200, creditCents: 150 });
  });
});
