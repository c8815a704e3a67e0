/** What the preview says is what is done, row by row; what proves stays where it was, and is still read. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { householdsOf } from "@/lib/household/queries";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import type { Family } from "@/prisma/testing/bookings";
import { book, byTable, changedRows, rowsNow, twoFiles } from "@/prisma/testing/files";
import { mergeHouseholds } from "./commands";
import { undoMerge } from "./commands-undo";
import { childPlan, digestOf, duplicatePair, mergePlan } from "./queries";
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

  describe("where a place that was over begins again", () => {
    const custody = { kind: "alternate-weeks", parity: "odd" };
    const place = () => ({ childId: from.childIds[1] ?? "", householdId: into.householdId });
    const lives = (until: string) =>
      db().childHousehold.create({
        data: { id: newId(), ...place(), since: toColumn("2025-09-01"), until: toColumn(until) },
      });
    beforeEach(() => db().childHousehold.updateMany({ where: { childId: from.childIds[1] ?? "" }, data: { custody } }));

    it("takes the calendar of the other file, and begins today", async () => {
      await lives("2026-11-22");
      expect(await merge(digestOf(await planOf()))).toMatchObject({ ok: true });
      const home = await db().childHousehold.findFirstOrThrow({ where: place() });
      expect(home).toMatchObject({ custody, since: toColumn(TODAY), until: null });
    });

    it("lets its adult read nothing of the time away", async () => {
      const { guardianId } = from.scope;
      const member = { id: newId(), householdId: into.householdId, guardianId };
      const away = { since: toColumn("2025-01-01"), until: toColumn("2025-12-31") };
      await db().householdMember.create({ data: { ...member, ...away } });
      expect(await merge(digestOf(await planOf()))).toMatchObject({ ok: true });
      const row = await db().householdMember.findUniqueOrThrow({ where: { id: member.id } });
      expect(row).toMatchObject({ since: toColumn(TODAY), until: null });
    });
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

  it("settles the questions about the two files and about each child entered twice, and undoing asks them again", async () => {
    const [keptId = "", goneId = ""] = [into.childIds[0], from.childIds[0]];
    const asked = { reason: "name", createdAt: NOW, state: "open" as const };
    const pairs = [
      { kind: "household", firstId: from.householdId, secondId: into.householdId },
      { kind: "child", firstId: goneId, secondId: keptId },
      { kind: "child", firstId: keptId, secondId: from.childIds[1] ?? "" },
    ].map((pair) => ({ id: newId(), ...pair, ...asked }));
    await db().possibleDuplicate.createMany({ data: pairs });
    const states = async () => {
      const rows = await db().possibleDuplicate.findMany({ where: { id: { in: pairs.map(({ id }) => id) } } });
      return pairs.map(({ id }) => rows.find((row) => row.id === id)?.state);
    };
    await merge(digestOf(await planOf()));
    expect(await states()).toEqual(["same", "same", "open"]);
    const { id: mergerId } = await db().fileMerger.findFirstOrThrow({ where: { fromId: from.householdId } });
    const events = await rowsNow(["audit_event"]);
    expect(await transaction((tx) => undoMerge(contextFor(tx, head), { mergerId }))).toMatchObject({ ok: true });
    expect(await states()).toEqual(["open", "open", "open"]);
    // One for each file, and one for the record that goes on.
    const told = changedRows(events, await rowsNow(["audit_event"]));
    expect(told).toEqual([{ table: "audit_event", changed: [], fresh: 3 }]);
  });

  it("lists nobody twice for the same child, and loses nobody", async () => {
    const [keptId = "", goneId = ""] = [into.childIds[0], from.childIds[0]];
    const line = (childId: string, householdId: string, name: string) => {
      return { id: newId(), childId, householdId, name, phone: "0601020304", relation: "Tante", rank: 1 };
    };
    const [here, there] = [into.householdId, from.householdId];
    const rows = [line(keptId, here, "Odile"), line(goneId, there, "Odile"), line(goneId, there, "Paul")];
    await db().emergencyContact.createMany({ data: rows });
    await merge(digestOf(await planOf()));
    const listed = await db().emergencyContact.findMany({
      where: { childId: keptId, householdId: here },
      orderBy: { name: "asc" },
    });
    expect(listed.map(({ name }) => name)).toEqual(["Odile", "Paul"]);
  });

  it("waits where either record of a child has left", async () => {
    const [intoId = "", fromId = ""] = [into.childIds[0], from.childIds[0]];
    expect((await childPlan(db(), { intoId, fromId }, TODAY)).refusal).toBeNull();
    await db().child.update({ where: { id: intoId }, data: { leftOn: toColumn(TODAY) } });
    expect((await childPlan(db(), { intoId, fromId }, TODAY)).refusal).toBe("closed");
    expect((await childPlan(db(), { intoId: fromId, fromId: intoId }, TODAY)).refusal).toBe("closed");
  });
});
