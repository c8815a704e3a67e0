/** What the preview says is what is done, row by row; what proves stays where it was, and is still read. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { householdsOf } from "@/lib/household/queries";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import type { Family } from "@/prisma/testing/bookings";
import { book, byTable, changedRows, rowsNow, twoFiles } from "@/prisma/testing/files";
import { mergeHouseholds } from "./commands";
import { digestOf, duplicatePair, mergePlan } from "./queries";
import type { MergePlan, Rows } from "./rules";

let { head, into, from, dayIds, invoiceId } = {} as Awaited<ReturnType<typeof twoFiles>>;

beforeEach(async () => {
  ({ head, into, from, dayIds, invoiceId } = await twoFiles());
});

const MOVED = ["booking", "enrolment", "household_member", "child_household", "household_payer", "emergency_contact"];
const TABLES = [
  ...MOVED,
  "schooling",
  "family_request",
  "document",
  "consent",
  "bus_ride",
  "child_badge",
  "attendance",
];
const FROZEN = ["invoice", "invoice_line", "ledger_entry", "ledger_line", "receipt", "booking_order"];

const planOf = async () => {
  const { plan, refusal } = await mergePlan(db(), { intoId: into.householdId, fromId: from.householdId }, TODAY);
  if (!plan) throw new Error(refusal ?? "");
  return plan;
};

const merge = (digest: string) =>
  transaction((tx) =>
    mergeHouseholds(contextFor(tx, head), {
      ...{ intoId: into.householdId, fromId: from.householdId, duplicateId: undefined, digest },
    }),
  );

const expected = (plan: MergePlan) => {
  const listed = new Map<string, string[]>();
  for (const { table, ids } of [...plan.moves, ...plan.ends] as Rows)
    listed.set(table, [...(listed.get(table) ?? []), ...ids].sort());
  const fresh: Record<string, number> = {
    household_member: plan.newMembers.length,
    child_household: plan.newChildren.length,
  };
  return [...listed].map(([table, changed]) => ({ table, changed, fresh: fresh[table] ?? 0 }));
};

describe("joining two files", () => {
  it("does exactly what the preview said, and touches no proof", async () => {
    const plan = await planOf();
    expect(plan.twins).toHaveLength(1);
    expect(plan.newChildren).toEqual([from.childIds[1]]);
    const [before, proofs, events] = [await rowsNow(TABLES), await rowsNow(FROZEN), await rowsNow(["audit_event"])];
    expect(await merge(digestOf(plan))).toMatchObject({ ok: true });
    expect(byTable(changedRows(before, await rowsNow(TABLES)))).toEqual(byTable(expected(plan)));
    expect(changedRows(proofs, await rowsNow(FROZEN))).toEqual([]);
    const told = changedRows(events, await rowsNow(["audit_event"]));
    expect(told).toEqual([{ table: "audit_event", changed: [], fresh: 4 }]);
  });

  it("loses nothing: both adults read children, bills and both journals, in one household", async () => {
    await merge(digestOf(await planOf()));
    for (const { accountId } of [into.scope, from.scope]) {
      const scope = await mintFamilyScope(db(), accountId, TODAY);
      if (!scope) throw new Error("no scope");
      expect(scope.householdIds).toEqual([into.householdId, from.householdId]);
      const files = await householdsOf(db(), scope, TODAY);
      expect(files.map(({ id }) => id)).toEqual([into.householdId]);
      expect(files[0]?.children.map(({ firstName }) => firstName).sort()).toEqual(["Zoé", "Émile"]);
      expect((await invoicesOf(db(), scope)).map(({ id, dueCents }) => [id, dueCents])).toEqual([[invoiceId, 2840]]);
      const { entries } = await familyEntries(db(), { scope, today: TODAY, locale: "fr" }, { group: "all", take: 50 });
      expect(entries.some(({ did }) => did.includes("réuni deux dossiers"))).toBe(true);
      expect(entries.some(({ did }) => did.includes("coordonnées"))).toBe(true);
    }
    const kept = into.childIds[0] ?? "";
    expect(await db().booking.count({ where: { childId: kept, householdId: into.householdId, state: "booked" } })).toBe(
      1,
    );
  });

  it("is refused when anything changed since the preview", async () => {
    const digest = digestOf(await planOf());
    await book(from, [{ childId: from.childIds[1] ?? "", activityDayId: dayIds[3] ?? "" }]);
    expect(await merge(digest)).toMatchObject({ ok: false, reason: "changed" });
    expect((await db().household.findUniqueOrThrow({ where: { id: from.householdId } })).closedAt).toBeNull();
  });

  it("is done once by two at the same time, and never again", async () => {
    const digest = digestOf(await planOf());
    const both = await Promise.all([merge(digest), merge(digest)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await merge(digest)).toMatchObject({ reason: "closed" });
  });

  it("waits for billing that is being prepared", async () => {
    await db().invoice.create({
      data: {
        ...{ id: newId(), regieId: newId(), kind: "invoice", state: "draft", month: "2026-11", totalCents: 0 },
        ...{ householdId: from.householdId, payerId: newId(), recipient: {}, createdAt: NOW },
      },
    });
    const found = await mergePlan(db(), { intoId: into.householdId, fromId: from.householdId }, TODAY);
    expect(found.refusal).toBe("billing-open");
  });

  it("is refused where the same child is enrolled twice", async () => {
    const enrolment = await db().enrolment.findFirstOrThrow({ where: { childId: from.childIds[0] ?? "" } });
    const twin = { ...enrolment, id: newId(), childId: into.childIds[0] ?? "", householdId: into.householdId };
    const { live: _, ...row } = twin;
    await db().enrolment.create({ data: row });
    const found = await mergePlan(db(), { intoId: into.householdId, fromId: from.householdId }, TODAY);
    expect(found.refusal).toBe("twice-enrolled");
    expect((await mergePlan(db(), { intoId: into.householdId, fromId: into.householdId }, TODAY)).refusal).toBe("same");
  });

  it("keeps a person barred whom either record of the child bars", async () => {
    const [keptId = "", goneId = ""] = [into.childIds[0], from.childIds[0]];
    const one = { guardianId: into.scope.guardianId, childId: keptId };
    const rights = [one, { ...one, childId: goneId, isBarred: true }];
    await db().guardianship.createMany({ data: rights.map((right) => ({ authority: "joint" as const, ...right })) });
    expect(await merge(digestOf(await planOf()))).toMatchObject({ ok: true });
    const kept = await db().guardianship.findMany({ where: one });
    expect(kept.map(({ isBarred }) => isBarred)).toEqual([true]);
  });

  it("is refused in words where the same child waits twice for one day", async () => {
    const row = { activityDayId: dayIds[0] ?? "", state: "waiting" as const, createdAt: NOW };
    const ofHome = ({ householdId, childIds }: Family) => ({ id: newId(), householdId, childId: childIds[0] ?? "" });
    await db().waitingEntry.createMany({ data: [into, from].map((family) => ({ ...row, ...ofHome(family) })) });
    const found = await mergePlan(db(), { intoId: into.householdId, fromId: from.householdId }, TODAY);
    expect(found.refusal).toBe("twice-waiting");
  });

  it("settles the possible duplicate it came from", async () => {
    const id = newId();
    const pair = { kind: "household", firstId: into.householdId, secondId: from.householdId, reason: "name" };
    await db().possibleDuplicate.create({ data: { id, ...pair, state: "open", createdAt: NOW } });
    expect(await duplicatePair(db(), id)).toMatchObject({
      kind: "household",
      intoId: into.householdId,
      fromId: from.householdId,
    });
    const digest = digestOf(await planOf());
    const wish = { intoId: into.householdId, fromId: from.householdId, duplicateId: id, digest };
    await transaction((tx) => mergeHouseholds(contextFor(tx, head), wish));
    expect(await duplicatePair(db(), id)).toBeNull();
  });
});
