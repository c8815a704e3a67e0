import { describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { checkRun, discardRun } from "@/lib/invoice/commands-drafts";
import { issueRun } from "@/lib/invoice/commands-issue";
import { invoicesOf, ownInvoice } from "@/lib/invoice/queries";
import { invoiceDocument } from "@/lib/invoice/rules-document";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { aChild, NOW, TODAY } from "@/prisma/fixtures";
import { aBooking, aMark, daysOf } from "@/prisma/fixtures/billing";
import { act, family, issue, MONTH, prepare, type Town, town } from "@/prisma/fixtures/month";
import { acceptCorrections } from "./commands";
import { differencesOf, proposalsOf } from "./queries";
import { lineOf } from "./rules";

/** A canteen month issued at 2,81 € a meal, three of Léa and one of Tom, before the quotient that makes them 1,50 € came. */
async function lateQuotient() {
  const place = await town({ ruleCode: "cantine" });
  const own = await family(place);
  const key = { childId: own.child.id, householdId: own.household.id, priceCents: 281 };
  for (const day of place.days.slice(0, 3)) await aBooking(place.tx, { ...key, activityDayId: day.id });
  const school = { siteId: place.site.id, schoolYearId: place.year.id };
  const tom = await aChild(place.tx, { firstName: "Tom", homes: [{ householdId: own.household.id }], school });
  await aBooking(place.tx, { ...key, childId: tom.id, activityDayId: place.days[3]?.id ?? "" });
  const { totalCents } = await issue(place);
  await place.tx.quotientFamilial.create({
    data: {
      ...{ id: newId(), householdId: own.household.id, valueCents: 30_000, source: "caf" },
      ...{ since: toColumn("2026-09-01"), recordedAt: NOW },
    },
  });
  return { ...own, place, key, tom, totalCents };
}

const read = ({ tx, regie }: Town) => differencesOf(tx, { regieId: regie.id, month: MONTH, today: TODAY });
const accept = (place: Town, given: { cents: number; line?: string; householdId?: string }) =>
  act(place, (context) => acceptCorrections(context, { regieId: place.regie.id, month: MONTH, ...given }));
const corrections = ({ tx, regie }: Town) =>
  tx.charge.findMany({ where: { regieId: regie.id, kind: "correction" }, orderBy: { sourceKey: "asc" } });

describe("a quotient that came late", () => {
  it("proposes line by line what it changes, and charges nothing", async () => {
    const { place, household, totalCents } = await lateQuotient();
    const before = await place.tx.charge.count({ where: { regieId: place.regie.id } });
    const found = await act(place, (context) =>
      proposalsOf(context, { regieId: place.regie.id, month: MONTH, page: 1 }),
    );
    expect(totalCents).toBe(1124);
    expect(found).toMatchObject({ lines: 2, cents: -524, total: 1 });
    expect(found.families[0]?.lines.map((one) => [one.child, one.days, one.billedCents, one.cents])).toEqual([
      ["Léa Durand", ["2026-11-02", "2026-11-03", "2026-11-05"], 843, 450],
      ["Tom Durand", ["2026-11-06"], 281, 150],
    ]);
    expect(found.families[0]?.householdId).toBe(household.id);
    expect(await place.tx.charge.count({ where: { regieId: place.regie.id } })).toBe(before);
  });

  it("is billed by the next run where the office accepted it, and proposed elsewhere", async () => {
    const { place, household, account, key, tom } = await lateQuotient();
    const line = await lineFor(place, tom.id);
    expect(await accept(place, { cents: -131, line: lineOf(line) })).toMatchObject({ ok: true, lines: 1 });
    const [made] = await corrections(place);
    expect(made).toMatchObject({ amountCents: -131, month: MONTH, day: toColumn("2026-11-06"), invoiceId: null });
    expect(made?.sourceKey).toBe(`fix:1:${line.sourceKey}`);
    const events = await place.tx.auditEvent.findMany({
      where: { type: "charge.corrected", object: { contains: made?.id ?? "none" } },
    });
    expect(events).toHaveLength(1);
    expect(await read(place)).toHaveLength(3);

    for (const day of await daysOf(place.tx, place.activity.id, ["2026-11-09", "2026-11-10"]))
      await aBooking(place.tx, { ...key, activityDayId: day.id });
    await act(place, async (context) => discardRun(context, { runId: (await prepare(place)).runId }));
    expect(await corrections(place)).toHaveLength(1);
    const { runId, totalCents } = await prepare(place);
    expect(totalCents).toBe(150 + 150 - 131);
    await act(place, (context) => checkRun(context, { runId }));
    expect(await act(place, (context) => issueRun(context, { runId }))).toMatchObject({ ok: true, totalCents: 169 });
    expect(await read(place)).toHaveLength(3);

    const scope = await mintFamilyScope(place.tx, account.id, TODAY);
    const [latest] = scope ? await invoicesOf(place.tx, scope) : [];
    const invoice = scope && (await ownInvoice(place.tx, scope, latest?.id ?? ""));
    const rows = invoice ? invoiceDocument(invoice.facts, "fr").groups.flatMap((group) => group.rows) : [];
    expect(invoice?.householdId).toBe(household.id);
    expect(rows.map((row) => [row.label, row.amount])).toEqual([
      ["Garderie du soir", "3,00\u00a0€"],
      ["Garderie du soir\u00a0: correction", "−1,31\u00a0€"],
    ]);
    expect(rows[1]?.steps.slice(0, 2)).toEqual([
      "Déjà facturé\u00a0: 2,81\u00a0€.",
      "Montant juste\u00a0: 1,50\u00a0€.",
    ]);
  });

  it("is accepted once when two accept the same line at the same time", async () => {
    const { place, child } = await lateQuotient();
    const line = await lineFor(place, child.id);
    const once = () => accept(place, { cents: -393, line: lineOf(line) });
    const outcomes = await Promise.all([once(), once(), once()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([
      { ok: false, reason: "nothing-left" },
      { ok: false, reason: "nothing-left" },
    ]);
    expect((await corrections(place)).map(({ amountCents }) => amountCents)).toEqual([-131, -131, -131]);
  });

  it("is accepted for a household, or for all, only at the sum that was shown", async () => {
    const { place, household } = await lateQuotient();
    expect(await accept(place, { cents: -393, householdId: household.id })).toEqual({ ok: false, reason: "changed" });
    expect(await corrections(place)).toHaveLength(0);
    expect(await accept(place, { cents: -524, householdId: household.id })).toMatchObject({ ok: true, lines: 2 });
    expect(await read(place)).toEqual([]);
    expect(await accept(place, { cents: 0 })).toEqual({ ok: false, reason: "nothing-left" });
  });
});

describe("an absence excused after issuing", () => {
  it("is given back whole, with what was billed as its only reason", async () => {
    const place = await town();
    const { child, household } = await family(place);
    const mark = { childId: child.id, activityDayId: place.days[0]?.id ?? "" };
    const booking = await aBooking(place.tx, { ...mark, householdId: household.id });
    await issue(place);
    await aMark(place.tx, { ...mark, bookingId: booking.id }, "absent_justified");
    expect(await read(place)).toMatchObject([{ billedCents: 200, cents: 0, why: null }]);
    expect(await accept(place, { cents: -200 })).toMatchObject({ ok: true, lines: 1 });
    const [made] = await corrections(place);
    expect(made?.why).toMatchObject({ corrects: { billedCents: 200, cents: 0 }, reasons: [] });
    expect(await read(place)).toEqual([]);
  });
});

async function lineFor(place: Town, childId: string) {
  const found = (await read(place)).find((one) => one.childId === childId);
  if (!found) throw new Error("A difference is proposed");
  return found;
}
