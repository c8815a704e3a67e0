/** Bookings suspended for what is unpaid (domain rule 34): refused with the way out, while cancelling stays possible. */
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { db } from "@/lib/server/db";
import { anIssuedInvoice, aPayer } from "@/prisma/fixtures";
import { aFamily, anActivity, asParent, aTown, type Family } from "@/prisma/testing/bookings";
import { bookDays } from "./commands";
import type { BookDays } from "./schema";

const days = ["2026-12-17", "2026-12-18", "2027-01-04", "2027-01-05"];
/** The invoice is to be paid by 30 November; the rules suspend fifteen days later. */
const at = (day: string) => new Date(`${day}T08:00:00.000Z`);

async function indebted(suspension: NonNullable<CommuneFileInput["billing"]>["suspension"]) {
  const town = await aTown();
  const { id, dayIds } = await anActivity(town, { days, capacity: 5 });
  const family = await aFamily(town, [id]);
  const last = await db().rulesVersion.findFirstOrThrow({ orderBy: [{ since: "desc" }, { loadedAt: "desc" }] });
  const file = last.document as unknown as CommuneFileInput;
  const document = communeFileSchema.parse({ ...file, billing: { ...file.billing, suspension } });
  // Nobody has read this version yet.
  await db().rulesVersion.update({ where: { id: last.id }, data: { document } });
  const payer = await aPayer(db(), { guardianId: family.guardianId });
  const invoice = await anIssuedInvoice(db(), {
    ...{ regieId: town.regieId, householdId: family.householdId, payerId: payer.id },
    sales: [{ productCode: "CANT", amountCents: 5000 }],
  });
  return { town, family, dayIds, payer, invoice };
}

const ask = (family: Family, now: string, wish: Partial<BookDays>) =>
  asParent(
    family,
    (context) => bookDays(context, family.scope, { wish: { add: [], remove: [], keep: [], same: null, ...wish } }),
    at(now),
  );
const cell = (family: Family, activityDayId = "") => ({ childId: family.childIds[0] ?? "", activityDayId });

async function reasonsOf(outcome: Awaited<ReturnType<typeof ask>>): Promise<string[]> {
  if (!outcome.ok) return [outcome.reason];
  const order = await db().bookingOrder.findUniqueOrThrow({ where: { reference: outcome.reference } });
  return ((order.refused ?? []) as { reason: string }[]).map(({ reason }) => reason);
}

describe("a family that has not paid", () => {
  it.each([
    ["2026-12-14", []],
    ["2026-12-15", ["unpaid"]],
    ["2026-12-16", ["unpaid"]],
  ])("on %s, fourteen to sixteen days after the due day, is refused: %o", async (today, reasons) => {
    const { family, dayIds } = await indebted({ unpaidCents: 5000, daysLate: 15 });
    expect(await reasonsOf(await ask(family, today, { add: [cell(family, dayIds[2])] }))).toEqual(reasons);
  });

  it.each([
    [5000, ["unpaid"]],
    [5001, []],
  ])("is refused from %i cents unpaid on: %o", async (unpaidCents, reasons) => {
    const { family, dayIds } = await indebted({ unpaidCents });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[2])] }))).toEqual(reasons);
  });

  it("may cancel what it has booked", async () => {
    const { family, dayIds } = await indebted({ unpaidInvoices: 1, daysLate: 15 });
    await ask(family, "2026-12-10", { add: [cell(family, dayIds[2])] });
    expect(await ask(family, "2026-12-15", { remove: [cell(family, dayIds[2])] })).toMatchObject({
      ...{ ok: true, removed: 1, refused: 0 },
    });
  });

  it("books again once an agreed plan spreads the debt, and no more once the plan is broken", async () => {
    const { town, family, dayIds, payer, invoice } = await indebted({ unpaidInvoices: 1 });
    const plan = { id: newId(), regieId: town.regieId, householdId: family.householdId, payerId: payer.id };
    await db().paymentPlan.create({
      data: { ...plan, state: "agreed", reason: "Baisse de revenus", createdAt: at("2026-12-10") },
    });
    await db().planInvoice.create({ data: { planId: plan.id, invoiceId: invoice.id } });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[2])] }))).toEqual([]);
    await db().paymentPlan.update({ where: { id: plan.id }, data: { state: "broken" } });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[3])] }))).toEqual(["unpaid"]);
  });

  it("is not held for the part of a parent who lives elsewhere, nor for a body's", async () => {
    const { family, dayIds, payer } = await indebted({ unpaidInvoices: 1 });
    await db().payer.update({ where: { id: payer.id }, data: { guardianId: null, kind: "organisation" } });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[2])] }))).toEqual([]);
  });

  it("is not held while it contests the invoice", async () => {
    const { family, dayIds, invoice } = await indebted({ unpaidInvoices: 1 });
    const request = {
      id: newId(),
      reference: newId().slice(-12),
      kind: "invoice",
      householdId: family.householdId,
      state: "received" as const,
    };
    await db().familyRequest.create({
      data: { ...request, objectKind: "invoice", objectId: invoice.id, receivedAt: at("2026-12-10") },
    });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[2])] }))).toEqual([]);
  });

  it("is not held when the rules exempt it", async () => {
    const exempt = { deux_parents_actifs: false };
    const { family, dayIds } = await indebted({ unpaidInvoices: 1, exempt });
    expect(await reasonsOf(await ask(family, "2026-12-15", { add: [cell(family, dayIds[2])] }))).toEqual([]);
  });
});
