import { beforeEach, describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { reachedInSql } from "@/lib/access/gate-sql";
import { consultedRequest, officeRequest } from "@/lib/casework/queries-office";
import { filtersSchema, type WorkFilters } from "@/lib/casework/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { reachedBy } from "@/lib/request/queries";
import { db } from "@/lib/server/db";
import { aHousehold, anEnrolment, aParent, aSite, aStaffAccount, NOW, TODAY } from "@/prisma/fixtures";
import { family, town } from "@/prisma/fixtures/month";
import { asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { countsOf, searchedWork } from "./queries-work";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  await db().setting.updateMany({ where: { section: "requests" }, data: { value: {} } });
  place = await town();
  camille = await family(place);
});

type Reader = { id: string; role: "agent" | "regie" };
const agent = async (sites: string[]): Promise<Reader> => ({
  id: (await aStaffAccount(db(), "agent", sites)).id,
  role: "agent",
});
const row = (id: string) => db().familyRequest.findUniqueOrThrow({ where: { id } });
const counts = (who: Reader) => asStaff(who, ({ tx }, scope) => countsOf(tx, scope, "2026-11-26"));
const list = (who: Reader, { teamIds = [], ...filters }: Partial<WorkFilters> & { teamIds?: string[] } = {}) =>
  asStaff(who, (context, scope) =>
    searchedWork(context, scope, { ...filtersSchema.parse({}), ...filters, teamIds, soonBy: "2026-11-26" }),
  );

describe("the worklist", () => {
  it("holds the requests of the scope and nothing else: neither listed, counted, found by its words nor opened", async () => {
    const [own, stranger] = [await agent([place.site.id]), await agent([(await aSite(db())).id])];
    const id = await filed(camille, { childId: camille.child.id });
    const { reference } = await row(id);
    expect((await list(own)).rows.map((one) => one.id)).toContain(id);
    const regie: Reader = { id: (await aStaffAccount(db(), "regie")).id, role: "regie" };
    for (const who of [stranger, regie]) {
      expect((await list(who)).rows.map((one) => one.id)).not.toContain(id);
      expect(await list(who, { words: reference })).toMatchObject({ total: 0, rows: [] });
      expect(await list(who, { words: "Durand" })).toMatchObject({ total: 0, rows: [] });
      expect(await asStaff(who, (context, scope) => consultedRequest(context, scope, id))).toBeNull();
    }
    await db().assignment.updateMany({ where: { accountId: own.id }, data: { until: new Date("2026-11-22") } });
    expect(await asStaff(own, ({ tx }, scope) => officeRequest(tx, scope, id))).toBeNull();
  });

  it("is filtered by subject, step, time, school and holder, and found by reference or household", async () => {
    const reader = await agent([place.site.id]);
    const id = await filed(camille, { childId: camille.child.id });
    const own = async (filters: Parameters<typeof list>[1]) => {
      const { total, rows } = await list(reader, filters);
      expect(rows).toHaveLength(total);
      return rows.some((one) => one.id === id);
    };
    expect(await own({ kind: "question", step: "received", siteId: place.site.id, holder: "nobody" })).toBe(true);
    expect(await own({ kind: "absence" })).toBe(false);
    expect(await own({ step: "in_study" })).toBe(false);
    expect(await own({ holder: "me" })).toBe(false);
    expect(await own({ due: "late" })).toBe(false);
    expect(await own({ words: (await row(id)).reference.toLowerCase() })).toBe(true);
    expect(await own({ words: camille.household.name })).toBe(true);
    await db().familyRequest.update({ where: { id }, data: { dueOn: new Date("2026-11-22") } });
    expect(await own({ due: "late" })).toBe(true);
    await db().familyRequest.update({ where: { id }, data: { dueOn: new Date("2026-11-23") } });
    expect(await own({ due: "late" })).toBe(false);
    expect(await own({ due: "soon" })).toBe(true);
    const teamId = newId();
    await db().familyRequest.update({ where: { id }, data: { teamId } });
    expect(await own({ holder: "nobody" })).toBe(false);
    expect(await own({ holder: "team" })).toBe(false);
    expect(await own({ holder: "team", teamIds: [teamId] })).toBe(true);
    await db().familyRequest.update({ where: { id }, data: { state: "decided", outcome: "answered" } });
    expect(await own({})).toBe(false);
    expect(await own({ state: "ended", kind: "question" })).toBe(true);
  });

  it("leaves a look in the journal each time", async () => {
    const own = await agent([place.site.id]);
    const before = await db().auditEvent.count();
    await list(own);
    expect(await db().auditEvent.count()).toBe(before + 1);
  });
});

it("the counts are those of the reader's scope", async () => {
  const [own, stranger] = [await agent([place.site.id]), await agent([])];
  const before = await counts(own);
  const id = await filed(camille, { childId: camille.child.id });
  await db().familyRequest.update({ where: { id }, data: { dueOn: new Date("2026-11-22") } });
  const after = await counts(own);
  expect(after).toMatchObject({ open: before.open + 1, late: before.late + 1, nobody: before.nobody + 1 });
  expect((await list(own)).counts).toEqual(after);
  expect(await counts(stranger)).toEqual({ open: 0, late: 0, soon: 0, family: 0, mine: 0, nobody: 0 });
});

/** The two ways of saying whom an agent reaches, as ids of requests. */
async function reached({ id: accountId, role }: Reader): Promise<{ gate: string[]; sql: string[] }> {
  const scope = await mintOfficeScope(db(), { accountId, role }, TODAY);
  const gate = await db().familyRequest.findMany({ where: await reachedBy(db(), scope), select: { id: true } });
  const sql = await db().$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT r.id FROM family_request r WHERE ${reachedInSql(scope)}`,
  );
  return { gate: gate.map(({ id }) => id).sort(), sql: sql.map(({ id }) => id).sort() };
}

/** A second home of the same child, at no school of its own. */
async function otherHome(): Promise<Person> {
  const household = await aHousehold(db(), { name: "Martin" });
  const home = { childId: camille.child.id, householdId: household.id };
  await db().childHousehold.create({ data: { id: newId(), ...home, since: toColumn(TODAY) } });
  return { ...camille, household, ...(await aParent(db(), household.id, { firstName: "Sacha" })) };
}

it("reaches in SQL what the gate reaches: by school, by service, by a name confided, and after each has ended", async () => {
  const there = await otherHome();
  const ofChild = await filed(camille, { childId: camille.child.id });
  const theirs = await filed(there, { childId: camille.child.id });
  const ofHome = await filed(camille);
  const empty = await aSite(db());
  const [school, elsewhere] = [await agent([place.site.id]), await agent([empty.id])];
  const same = async (who: Reader) => {
    const { gate, sql } = await reached(who);
    expect(sql).toEqual(gate);
    return [ofChild, theirs, ofHome].filter((id) => sql.includes(id));
  };
  expect(await same(school)).toEqual([ofChild, theirs, ofHome]);
  expect(await same(elsewhere)).toEqual([]);
  const { id: activityId } = place.activity;
  await anEnrolment(db(), {
    ...{ activityId, childId: camille.child.id, householdId: camille.household.id },
    schoolYearId: place.year.id,
  });
  const service = {
    id: newId(),
    createdAt: NOW,
    accountId: elsewhere.id,
    siteId: empty.id,
    activityId,
    since: toColumn(TODAY),
  };
  await db().assignment.create({ data: service });
  expect(await same(elsewhere)).toEqual([ofChild, theirs, ofHome]);
  await db().assignment.update({ where: { id: service.id }, data: { until: toColumn("2026-11-22") } });
  expect(await same(elsewhere)).toEqual([]);
  const named = { accountId: elsewhere.id, householdId: camille.household.id, reason: "Suivi", createdAt: NOW };
  await db().caseAssignment.create({ data: { id: newId(), ...named, since: toColumn(TODAY) } });
  expect(await same(elsewhere)).toEqual([ofChild, ofHome]);
  await db().childHousehold.updateMany({
    where: { householdId: named.householdId },
    data: { until: toColumn("2026-11-22") },
  });
  await same(elsewhere);
  await db().schooling.updateMany({ where: { childId: camille.child.id }, data: { until: toColumn("2026-11-22") } });
  await db().enrolment.updateMany({ where: { childId: camille.child.id }, data: { until: toColumn("2026-11-22") } });
  expect(await same(school)).toEqual([]);
});

it("pages of fifty follow one another without a gap or a repetition, the earliest last day first", async () => {
  const own = await agent([place.site.id]);
  const rows = Array.from({ length: 120 }, (_, index) => ({
    ...{ id: newId(), reference: `DEM-P${newId().slice(-6)}`, kind: "question", householdId: camille.household.id },
    ...{ childId: camille.child.id, state: "in_study" as const, receivedAt: NOW },
    dueOn: toColumn(`2026-12-${String((index % 20) + 1).padStart(2, "0")}`),
  }));
  await db().familyRequest.createMany({ data: rows });
  const pages = [await list(own), await list(own, { page: 2 }), await list(own, { page: 3 })];
  expect(pages.map(({ total }) => total)).toEqual([120, 120, 120]);
  const seen = pages.flatMap((page) => page.rows);
  expect(seen.map(({ dueOn }) => dueOn)).toEqual([...rows.map(({ dueOn }) => dueOn.toISOString().slice(0, 10))].sort());
  expect(new Set(seen.map(({ id }) => id)).size).toBe(120);
  expect((await list(own, { page: 4 })).rows).toEqual([]);
});
