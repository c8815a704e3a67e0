/** What the preview says is what is done, row by row; what proves stays where it was, and is still read. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { bookDays } from "@/lib/booking/commands";
import { record } from "@/lib/evidence/record";
import { householdsOf } from "@/lib/household/queries";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { anIssuedInvoice, aPayer, aStaffAccount, contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { aFamily, anActivity, asParent, aTown, type Family } from "@/prisma/testing/bookings";
import { mergeHouseholds } from "./commands";
import { splitHousehold } from "./commands-split";
import { digestOf, duplicatePair, mergePlan } from "./queries";
import { splitPlan } from "./queries-split";
import type { MergePlan, Rows, Staying } from "./rules";

let head: { id: string; role: "responsable" };
let into: Family;
let from: Family;
let invoiceId: string;
const DAYS = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"];

async function book(family: Family, cells: { childId: string; activityDayId: string }[]) {
  const wish = { add: cells, remove: [], keep: [], same: null };
  const booked = await asParent(family, (context) => bookDays(context, family.scope, { wish }));
  if (!booked.ok || booked.added !== cells.length) throw new Error(JSON.stringify(booked));
}

let dayIds: string[];
let activityId: string;

beforeEach(async () => {
  const account = await aStaffAccount(db(), "responsable");
  head = { id: account.id, role: "responsable" };
  const town = await aTown();
  ({ dayIds, id: activityId } = await anActivity(town, { days: DAYS, capacity: 20 }));
  [into, from] = [await aFamily(town, []), await aFamily(town, [activityId], 2)];
  const [twin = "", other = ""] = from.childIds;
  await db().child.update({ where: { id: into.childIds[0] ?? "" }, data: { firstName: "Émile", lastName: "Roy" } });
  await db().child.update({ where: { id: twin }, data: { firstName: "Emile", lastName: "ROY" } });
  await db().child.update({ where: { id: other }, data: { firstName: "Zoé", lastName: "Roy" } });
  await db().guardian.update({ where: { id: from.scope.guardianId }, data: { firstName: "Sam" } });
  const at = (childId: string, day = 0) => ({ childId, activityDayId: dayIds[day] ?? "" });
  await book(from, [at(twin, 1), at(other, 1), at(other, 2)]);
  const payer = await aPayer(db(), { name: "Sam Roy", guardianId: from.scope.guardianId });
  await db().householdPayer.create({
    data: { id: newId(), householdId: from.householdId, payerId: payer.id, since: toColumn("2026-09-01") },
  });
  const sales = [{ productCode: "CA", amountCents: 2840 }];
  const bill = { regieId: town.regieId, householdId: from.householdId, payerId: payer.id, sales };
  invoiceId = (await anIssuedInvoice(db(), bill)).id;
  await transaction((tx) =>
    record(contextFor(tx, { id: from.scope.accountId, role: "parent" }), {
      type: "household.contact-changed",
      subject: { kind: "household", id: from.householdId },
      object: { kind: "guardian", id: from.scope.guardianId },
      body: { before: { phone: "1" }, after: { phone: "2" } },
    }),
  );
});

const TABLES = ["booking", "enrolment", "household_member", "child_household", "household_payer", "emergency_contact"];
const FROZEN = ["invoice", "invoice_line", "ledger_entry", "ledger_line", "receipt", "audit_event", "booking_order"];

async function snapshot(tables: readonly string[]) {
  const shot = new Map<string, Map<string, string>>();
  for (const table of tables) {
    const rows = await db().$queryRawUnsafe<{ id: string }[]>(`SELECT * FROM \`${table}\``);
    shot.set(
      table,
      new Map(rows.map((row) => [row.id, JSON.stringify(row, (_, v) => (typeof v === "bigint" ? `${v}` : v))])),
    );
  }
  return shot;
}

type Shot = Awaited<ReturnType<typeof snapshot>>;

/** Ids of rows that changed, and how many are new. */
function changes(before: Shot, after: Shot) {
  return [...after].flatMap(([table, rows]) => {
    const old = before.get(table) ?? new Map<string, string>();
    const changed = [...rows].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id);
    const fresh = [...rows.keys()].filter((id) => !old.has(id)).length;
    return changed.length + fresh > 0 ? [{ table, changed: changed.sort(), fresh }] : [];
  });
}

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

const byTable = <Row extends { table: string }>(rows: Row[]) => [...rows].sort((a, b) => (a.table < b.table ? -1 : 1));

describe("joining two files", () => {
  it("does exactly what the preview said, and touches no proof", async () => {
    const plan = await planOf();
    expect(plan.twins).toHaveLength(1);
    expect(plan.newChildren).toEqual([from.childIds[1]]);
    const [before, proofs] = [
      await snapshot(TABLES),
      await snapshot(FROZEN.filter((table) => table !== "audit_event")),
    ];
    const events = await snapshot(["audit_event"]);
    expect(await merge(digestOf(plan))).toMatchObject({ ok: true });
    expect(byTable(changes(before, await snapshot(TABLES)))).toEqual(byTable(expected(plan)));
    expect(changes(proofs, await snapshot(FROZEN.filter((table) => table !== "audit_event")))).toEqual([]);
    expect(changes(events, await snapshot(["audit_event"]))).toEqual([{ table: "audit_event", changed: [], fresh: 2 }]);
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
    expect(await duplicatePair(db(), id)).toMatchObject({ intoId: into.householdId, fromId: from.householdId });
    const digest = digestOf(await planOf());
    const wish = { intoId: into.householdId, fromId: from.householdId, duplicateId: id, digest };
    await transaction((tx) => mergeHouseholds(contextFor(tx, head), wish));
    expect(await duplicatePair(db(), id)).toBeNull();
  });
});

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
    const before = await snapshot(["booking", "enrolment"]);
    const { plan, outcome } = await split(alex.guardianId, ["goes", "even"]);
    if (!outcome.ok || !plan) throw new Error("refused");
    const after = changes(before, await snapshot(["booking", "enrolment"]));
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
