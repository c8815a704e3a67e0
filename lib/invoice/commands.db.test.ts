import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { newId } from "@/lib/kernel/ids";
import { dueOf, totalsByAccount } from "@/lib/ledger/queries";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  anActivity,
  anAddress,
  aParent,
  aRegie,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
} from "@/prisma/fixtures";
import { aBooking, aMark, aPayer, aSetting, aTariff, daysOf } from "@/prisma/fixtures-billing";
import { checkRun, discardRun, prepareRun } from "./commands-drafts";
import { allot, issueRun } from "./commands-issue";
import { renderInvoices } from "./commands-render";
import { invoicesOf, ownInvoice } from "./queries";

const MONTH = "2026-11";

async function town() {
  const tx = db();
  await aSetting(tx, "identity", { name: "Valmontel" });
  const site = await aSite(tx);
  const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
  const regie = await aRegie(tx);
  const activity = await anActivity(tx, { siteId: site.id, regieId: regie.id });
  await aTariff(tx, activity.id);
  const days = await daysOf(tx, activity.id, ["2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06"]);
  const head = await aStaffAccount(tx, "responsable");
  return { tx, site, year, regie, activity, days, head };
}
type Town = Awaited<ReturnType<typeof town>>;

async function family({ tx, site, year }: Town, firstName = "Léa") {
  const household = await aHousehold(tx);
  await anAddress(tx, household.id);
  const { guardian, account } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { householdId: household.id, guardianId: guardian.id });
  const school = { siteId: site.id, schoolYearId: year.id };
  const child = await aChild(tx, { firstName, homes: [{ householdId: household.id }], school });
  return { household, payer, child, guardian, account };
}

const act = <Value>({ head }: Town, work: (context: Context) => Promise<Value>) =>
  transaction((tx) => work(contextFor(tx, { id: head.id, role: "responsable" })));

async function prepare(place: Town) {
  const outcome = await act(place, (context) => prepareRun(context, { month: MONTH, regieId: place.regie.id }));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

async function issue(place: Town) {
  const { runId } = await prepare(place);
  await act(place, (context) => checkRun(context, { runId }));
  const outcome = await act(place, (context) => issueRun(context, { runId }));
  if (!outcome.ok) throw new Error(outcome.reason);
  return { runId, ...outcome };
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
    const place = await town();
    const { child, household } = await family(place);
    await place.tx.householdPayer.updateMany({ where: { householdId: household.id }, data: { sharePercent: 50 } });
    await aPayer(place.tx, { householdId: household.id, sharePercent: 50, name: "CCAS de Valmontel" });
    await place.tx.tariffVersion.updateMany({
      where: { activityId: place.activity.id },
      data: { rule: { kind: "fixed", cents: 281 } },
    });
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

  it("carries a bill under one euro to the next month", async () => {
    const place = await town();
    const { child, household } = await family(place);
    await place.tx.tariffVersion.updateMany({
      where: { activityId: place.activity.id },
      data: { rule: { kind: "fixed", cents: 60 } },
    });
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

describe("the files of a run", () => {
  it("are made once, hashed in the journal, and announced to the payer", async () => {
    const place = await town();
    const one = await family(place);
    const two = await family(place, "Tom");
    for (const { child, household } of [one, two])
      await aBooking(place.tx, {
        childId: child.id,
        activityDayId: place.days[0]?.id ?? "",
        householdId: household.id,
      });
    const { runId } = await issue(place);
    const job = await place.tx.job.findFirstOrThrow({ where: { dedupeKey: `invoice.render:${runId}` } });
    const leased = { id: job.id, kind: "invoice.render" as const, payload: job.payload, attempts: 1 };
    expect(await renderInvoices(place.tx, leased)).toBeNull();
    const files = await place.tx.invoicePdf.findMany({ where: { invoice: { runId } } });
    expect(files).toHaveLength(2);
    for (const file of files) expect(createHash("sha256").update(file.bytes).digest("hex")).toBe(file.sha256);
    expect(await renderInvoices(place.tx, leased)).toBeNull();
    expect(await place.tx.auditEvent.count({ where: { type: "invoice.rendered" } })).toBe(2);
    const mails = await place.tx.mailOutbox.findMany({ where: { householdId: one.household.id } });
    expect(mails.map((mail) => [mail.toAddress, mail.subject])).toEqual([
      [one.account.email, "Votre facture de novembre\u00a02026\u00a0: 2,00\u00a0€"],
    ]);
    expect(await place.tx.job.findUniqueOrThrow({ where: { id: job.id } })).toMatchObject({
      progressDone: 2,
      progressTotal: 2,
    });
  });
});

describe("who reads an invoice", () => {
  it("is the payer and the payer's household, not the other parent who pays another part", async () => {
    const place = await town();
    const camille = await family(place);
    const sacha = await family(place, "Noé");
    await place.tx.householdPayer.updateMany({
      where: { householdId: camille.household.id },
      data: { sharePercent: 50 },
    });
    const share = { householdId: camille.household.id, payerId: sacha.payer.id, sharePercent: 50 };
    await place.tx.householdPayer.create({ data: { id: newId(), ...share, since: new Date("2026-09-01") } });
    await aBooking(place.tx, {
      childId: camille.child.id,
      activityDayId: place.days[0]?.id ?? "",
      householdId: camille.household.id,
    });
    await issue(place);
    const read = async (accountId: string) => {
      const scope = await mintFamilyScope(place.tx, accountId, "2026-11-23");
      if (!scope) throw new Error("a parent has a scope");
      const own = await invoicesOf(place.tx, scope);
      const rows = await place.tx.invoice.findMany({ where: { id: { in: own.map((row) => row.id) } } });
      const others = await place.tx.invoice.findMany({
        where: { id: { notIn: own.map((row) => row.id) }, regieId: place.regie.id },
      });
      for (const other of others) expect(await ownInvoice(place.tx, scope, other.id)).toBeNull();
      return rows.map((row) => [row.payerId, row.totalCents]);
    };
    expect(await read(camille.account.id)).toEqual([[camille.payer.id, 100]]);
    expect(await read(sacha.account.id)).toEqual([[sacha.payer.id, 100]]);
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
