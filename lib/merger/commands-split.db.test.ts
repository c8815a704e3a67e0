/** One adult leaves with a file of their own: what the preview said is what is done, and each home is sealed from the other. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { householdsOf } from "@/lib/household/queries";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { byTable, changedRows, rowsNow, twoFiles } from "@/prisma/testing/files";
import { splitHousehold } from "./commands-split";
import { digestOf } from "./queries";
import { splitPlan } from "./queries-split";
import type { Staying } from "./rules";

let { head, from, dayIds, invoiceId } = {} as Awaited<ReturnType<typeof twoFiles>>;
beforeEach(async () => {
  ({ head, from, dayIds, invoiceId } = await twoFiles());
});

const TABLES = [
  ...["booking", "enrolment", "waiting_entry", "emergency_contact", "pickup_person", "draw_wish", "delegation"],
  ...["family_request", "change_request", "shared_change", "document", "consent", "bus_ride", "schooling"],
];

describe("splitting a household", () => {
  async function aCouple() {
    const account = await db().account.create({
      data: {
        ...{ id: newId(), email: `${newId()}@example.org`, role: "parent", firstName: "Alex", lastName: "Roy" },
        ...{ createdAt: NOW, activatedAt: NOW },
      },
    });
    const guardian = await db().guardian.create({
      data: { id: newId(), accountId: account.id, firstName: "Alex", lastName: "Roy", createdAt: NOW },
    });
    const row = { id: newId(), householdId: from.householdId, guardianId: guardian.id, since: toColumn("2026-09-01") };
    await db().householdMember.create({ data: row });
    return { accountId: account.id, guardianId: guardian.id };
  }

  async function split(guardianId: string, stayings: readonly Staying[], since = TODAY) {
    const children = from.childIds.map((childId, index) => ({ childId, staying: stayings[index] ?? "stays" }));
    const wish = { householdId: from.householdId, guardianId, since, children };
    const { plan, refusal } = await splitPlan(db(), wish, TODAY);
    if (!plan) return { plan, outcome: { ok: false as const, reason: refusal } };
    const place = { name: "Roy (Alex)", line: "9 rue Secrète", more: null, postalCode: "06650", city: "Ailleurs" };
    const outcome = await transaction((tx) =>
      splitHousehold(contextFor(tx, head), { ...wish, ...place, isProtected: false, digest: digestOf(plan) }),
    );
    return { plan, outcome };
  }

  it("moves exactly the coming days the preview named, and seals each home from the other", async () => {
    const alex = await aCouple();
    const before = await rowsNow(TABLES);
    const { plan, outcome } = await split(alex.guardianId, ["goes", "even"]);
    if (!outcome.ok || !plan) throw new Error("refused");
    const after = changedRows(before, await rowsNow(TABLES));
    expect(byTable(after)).toEqual(byTable(plan.moves.map(({ table, ids }) => ({ table, changed: ids, fresh: 0 }))));
    const scope = await mintFamilyScope(db(), alex.accountId, TODAY);
    if (!scope) throw new Error("no scope");
    expect(scope.householdIds).toEqual([outcome.newHouseholdId]);
    expect((await householdsOf(db(), scope, TODAY))[0]?.children).toHaveLength(2);
    expect(await invoicesOf(db(), scope)).toEqual([]);
    const stayed = await mintFamilyScope(db(), from.scope.accountId, TODAY);
    if (!stayed) throw new Error("no scope");
    const reader = { scope: stayed, today: TODAY, locale: "fr" as const };
    const seen = JSON.stringify([
      await householdsOf(db(), stayed, TODAY),
      await familyEntries(db(), reader, { group: "all", take: 50 }),
    ]);
    expect(seen).not.toContain("Secrète");
    expect(seen).not.toContain(outcome.newHouseholdId);
    expect((await invoicesOf(db(), stayed)).map(({ id }) => id)).toEqual([invoiceId]);
    // Monday 30 November opens an odd week: no longer here.
    const odd = await db().booking.findFirstOrThrow({
      where: { childId: from.childIds[1] ?? "", activityDayId: dayIds[2] ?? "" },
    });
    expect(odd.householdId).toBe(outcome.newHouseholdId);
  });

  it("takes along what the one who leaves asked and the lists of a child who leaves, and ends what no longer holds", async () => {
    const alex = await aCouple();
    const [goesId = "", staysId = ""] = from.childIds;
    const home = { householdId: from.householdId };
    const asked = { kind: "question", state: "received" as const, receivedAt: NOW, ...home };
    const [mine, theirs] = [newId(), newId()];
    await db().familyRequest.createMany({
      data: [
        { ...asked, id: mine, reference: mine.slice(-12), accountId: alex.accountId, closedAt: NOW, isPrivate: true },
        { ...asked, id: theirs, reference: theirs.slice(-12), accountId: from.scope.accountId },
      ],
    });
    const line = { phone: "0601020304", relation: "Tante", rank: 1, name: "Odile", ...home };
    const lists = from.childIds.map((childId) => ({ ...line, id: newId(), childId }));
    await db().emergencyContact.createMany({ data: lists });
    const until = toColumn("2027-06-30");
    const right = { name: "Mamie", email: "mamie@example.org", canSee: true, canBook: true, canCollect: true };
    const since = { since: toColumn(TODAY), until, createdAt: NOW, ...home, ...right };
    const grants = [
      { ...since, id: newId(), childId: goesId, grantedById: alex.guardianId },
      { ...since, id: newId(), childId: staysId, grantedById: alex.guardianId },
      { ...since, id: newId(), childId: goesId, grantedById: from.scope.guardianId },
    ];
    await db().delegation.createMany({ data: grants });
    await db().custodyException.create({
      data: { ...home, childId: goesId, day: toColumn("2026-12-24"), createdAt: NOW },
    });
    const { outcome } = await split(alex.guardianId, ["goes", "stays"]);
    if (!outcome.ok) throw new Error("refused");
    const there = { householdId: outcome.newHouseholdId };
    expect((await db().familyRequest.findMany({ where: there })).map(({ id }) => id)).toEqual([mine]);
    expect((await db().emergencyContact.findMany({ where: there })).map(({ childId }) => childId)).toEqual([goesId]);
    const ours = { id: { in: grants.map(({ id }) => id) } };
    const live = await db().delegation.findMany({ where: { ...ours, until: { gte: toColumn(TODAY) } } });
    // Nobody took them back: they end on the eve.
    const ended = await db().delegation.findMany({
      where: { ...ours, until: toColumn("2026-11-22"), revokedAt: null },
    });
    expect(ended).toHaveLength(2);
    expect(live.map(({ id, householdId }) => [id, householdId])).toEqual([[grants[0]?.id, outcome.newHouseholdId]]);
    expect(await db().custodyException.count({ where: { childId: goesId } })).toBe(0);
  });

  const line = () => {
    const [childId = ""] = from.childIds;
    const who = { phone: "0601020304", relation: "Tante", rank: 1, name: "Odile" };
    return { id: newId(), householdId: from.householdId, childId, ...who };
  };

  it.each([
    [TODAY, true],
    ["2026-11-24", false],
  ])("of %s, with a list that has no days: %s", async (since, isDone) => {
    const alex = await aCouple();
    await db().emergencyContact.create({ data: line() });
    const { outcome } = await split(alex.guardianId, ["goes", "stays"], since);
    expect(outcome).toMatchObject(isDone ? { ok: true } : { ok: false, reason: "at-once" });
    const home = { householdId: from.householdId, name: "Odile" };
    expect(await db().emergencyContact.count({ where: home })).toBe(isDone ? 0 : 1);
  });

  it("of a later day ends what was entrusted on its eve, and not before", async () => {
    const alex = await aCouple();
    const right = { name: "Mamie", email: "mamie@example.org", canSee: true, canBook: true, canCollect: true };
    const days = { since: toColumn(TODAY), until: toColumn("2027-06-30"), createdAt: NOW };
    const [childId = ""] = from.childIds;
    const by = { householdId: from.householdId, childId, grantedById: from.scope.guardianId };
    const { id } = await db().delegation.create({ data: { id: newId(), ...right, ...days, ...by } });
    expect((await split(alex.guardianId, ["goes", "stays"], "2026-12-01")).outcome).toMatchObject({ ok: true });
    expect(await db().delegation.findUnique({ where: { id } })).toMatchObject({
      until: toColumn("2026-11-30"),
      revokedAt: null,
    });
  });

  it("leaves somebody who pays on each side, for the whole", async () => {
    const alex = await aCouple();
    const { outcome } = await split(alex.guardianId, ["goes", "stays"]);
    if (!outcome.ok) throw new Error("refused");
    for (const householdId of [from.householdId, outcome.newHouseholdId]) {
      const shares = await db().householdPayer.findMany({
        where: { householdId, OR: [{ until: null }, { until: { gte: toColumn(TODAY) } }] },
      });
      expect(shares.reduce((total, { sharePercent }) => total + sharePercent, 0)).toBe(100);
    }
  });

  it.each([
    [["stays", "stays"], TODAY, "no-child"],
    [["goes", "stays"], "2026-11-22", "past"],
  ] as const)("%o from %s: %s", async (stayings, since, reason) => {
    const alex = await aCouple();
    expect((await split(alex.guardianId, stayings, since)).outcome).toMatchObject({ ok: false, reason });
  });

  it("needs somebody who stays", async () => {
    expect((await split(from.scope.guardianId, ["goes", "stays"])).outcome).toMatchObject({ reason: "last-adult" });
  });
});
