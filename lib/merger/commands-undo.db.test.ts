/** Two records of one child become one, with everything each of them says; and whatever was joined is put back as it was. */
import { beforeEach, describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { changedRows, rowsNow, twoFiles } from "@/prisma/testing/files";
import { mergeChildren, mergeHouseholds } from "./commands";
import { undoMerge } from "./commands-undo";
import { childPlan, digestOf, mergePlan } from "./queries";
import { recentMergers } from "./queries-snapshot";
import { FATES } from "./rules-tables";

let world: Awaited<ReturnType<typeof twoFiles>>;
let [keptId, goneId] = ["", ""];

/** Something of every kind that a second record may hold. */
beforeEach(async () => {
  world = await twoFiles();
  [keptId = "", goneId = ""] = [world.into.childIds[0], world.from.childIds[0]];
  const { from, into, town, head } = world;
  const ofGone = { childId: goneId, householdId: from.householdId };
  const ended = toColumn("2026-10-16");
  await db().schooling.updateMany({ where: { childId: keptId }, data: { until: ended } });
  await db().consent.createMany({
    data: [
      { id: newId(), childId: keptId, kind: "image", isGranted: true, givenAt: new Date(NOW.getTime() - 2000) },
      { id: newId(), childId: goneId, kind: "image", isGranted: false, givenAt: new Date(NOW.getTime() - 1000) },
      { id: newId(), childId: keptId, kind: "outing", isGranted: true, givenAt: new Date(NOW.getTime() - 1000) },
      { id: newId(), childId: goneId, kind: "outing", isGranted: false, givenAt: new Date(NOW.getTime() - 2000) },
    ],
  });
  const badge = { issuedAt: NOW, issuedById: head.id };
  await db().childBadge.create({ data: { id: newId(), childId: goneId, code: newId().slice(-16), ...badge } });
  const nobody = { id: newId(), childId: goneId, householdId: null, name: "Jean Écarté" };
  await db().pickupPerson.create({ data: { ...nobody, kind: "forbidden" } });
  await db().childHealth.create({ data: { childId: goneId, allergies: "arachide", updatedAt: NOW } });
  await db().custodyException.create({ data: { ...ofGone, day: toColumn("2026-12-24"), createdAt: NOW } });
  await db().declaredFact.create({
    data: { id: newId(), childId: goneId, fact: "ulis", value: true, since: toColumn("2026-09-01"), recordedAt: NOW },
  });
  const asked = { reference: newId().slice(-12), kind: "question", state: "received" as const, receivedAt: NOW };
  await db().familyRequest.create({ data: { id: newId(), ...ofGone, ...asked, accountId: from.scope.accountId } });
  await db().guardianship.create({
    data: { childId: goneId, guardianId: into.scope.guardianId, authority: "none", isBarred: true },
  });
  const stop = { id: newId(), activityId: world.activityId, direction: "outward" as const, name: "Mairie" };
  await db().busStop.create({ data: { ...stop, time: "08:00", position: 1 } });
  const ride = { childId: goneId, activityId: stop.activityId, direction: stop.direction, stopId: stop.id };
  await db().busRide.create({
    data: {
      id: newId(),
      ...ride,
      weekdays: [1],
      since: toColumn("2026-09-01"),
      recordedAt: NOW,
      recordedById: head.id,
    },
  });
  expect(town.yearId).not.toBe("");
});

const as = <Value>(run: (context: ReturnType<typeof contextFor>) => Promise<Value>, now = NOW) =>
  transaction((tx) => run(contextFor(tx, world.head, now)));

async function joinChild() {
  const pair = { intoId: keptId, fromId: goneId };
  const { plan, refusal } = await childPlan(db(), pair, TODAY);
  if (!plan) throw new Error(refusal);
  return as((context) => mergeChildren(context, { ...pair, duplicateId: undefined, digest: digestOf(plan) }));
}

const mine = () => ({ fromId: { in: [goneId, world.from.householdId] } });
const offered = async () => {
  const own = await db().fileMerger.findMany({ where: mine(), select: { id: true } });
  return (await recentMergers(db(), TODAY)).filter((merger) => own.some(({ id }) => id === merger.id));
};

const undo = (now = NOW) =>
  as(async (context) => {
    const merger = await context.tx.fileMerger.findFirst({ where: mine() });
    return undoMerge(context, { mergerId: merger?.id ?? "" });
  }, now);

/** Tables whose rows a joining may change, and may put back to the letter. */
const EXACT = Object.entries(FATES)
  .filter(
    ([table, { file, twin }]) => [file, twin].some((one) => one === "moves" || one === "ends") && table !== "household",
  )
  .map(([table]) => table)
  .filter((table) => !["child_household", "household_member"].includes(table));

describe("joining two records of one child", () => {
  it("leaves the kept record with all that each of them said", async () => {
    expect(await joinChild()).toMatchObject({ ok: true });
    const of = { childId: keptId };
    expect(await db().booking.count({ where: { ...of, state: "booked" } })).toBe(1);
    expect(await db().schooling.count({ where: { ...of, until: null } })).toBe(1);
    expect(await db().childBadge.count({ where: { ...of, revokedAt: null } })).toBe(1);
    expect(await db().pickupPerson.count({ where: { ...of, kind: "forbidden" } })).toBe(1);
    expect(await db().childHealth.findUnique({ where: of })).toMatchObject({ allergies: "arachide" });
    expect(await db().custodyException.count({ where: of })).toBe(1);
    expect(await db().declaredFact.count({ where: of })).toBe(1);
    expect(await db().familyRequest.count({ where: of })).toBe(1);
    expect(await db().busRide.count({ where: of })).toBe(1);
    expect(await db().guardianship.findMany({ where: { ...of, isBarred: true } })).toHaveLength(1);
    const homes = await db().childHousehold.findMany({ where: { ...of, until: null } });
    expect(homes.map(({ householdId }) => householdId).sort()).toEqual(
      [world.into.householdId, world.from.householdId].sort(),
    );
    const answers = await db().consent.findMany({ where: of, orderBy: { givenAt: "asc" } });
    expect(new Map(answers.map(({ kind, isGranted }) => [kind, isGranted]))).toEqual(
      new Map([
        ["image", false],
        ["outing", true],
      ]),
    );
    expect(await db().child.findUnique({ where: { id: goneId } })).toMatchObject({ leftOn: toColumn(TODAY) });
  });

  it("waits for a document that nobody has read", async () => {
    const kind = { code: newId().slice(-12), nameFr: "Pièce", nameEn: "Paper", helpFr: "", helpEn: "", position: 1 };
    const [kindId, householdId] = [newId(), world.from.householdId];
    await db().documentKind.create({ data: { id: kindId, ...kind, subject: "child", validity: { kind: "always" } } });
    const paper = { kindId, householdId, childId: goneId, depositedById: world.head.id, createdAt: NOW };
    await db().document.create({ data: { id: newId(), ...paper, state: "waiting" } });
    const pair = { intoId: keptId, fromId: goneId };
    expect((await childPlan(db(), pair, TODAY)).refusal).toBe("document-waiting");
    await db().document.updateMany({ data: { state: "validated" } });
    expect(await joinChild()).toMatchObject({ ok: true });
    expect(await db().document.count({ where: { childId: keptId } })).toBe(1);
  });
});

/** After the joining, by a minute. */
const later = new Date(NOW.getTime() + 60_000);

describe("undoing", () => {
  async function joinFiles() {
    const pair = { intoId: world.into.householdId, fromId: world.from.householdId };
    const { plan, refusal } = await mergePlan(db(), pair, TODAY);
    if (!plan) throw new Error(refusal);
    return as((context) => mergeHouseholds(context, { ...pair, duplicateId: undefined, digest: digestOf(plan) }));
  }

  it.each([
    ["two records of a child", joinChild],
    ["two files", joinFiles],
  ])("puts back every row of %s, and is offered no more", async (_, join) => {
    const before = await rowsNow(EXACT);
    const homes = () => db().childHousehold.findMany({ where: { until: null }, orderBy: { id: "asc" } });
    const members = () => db().householdMember.findMany({ where: { until: null }, orderBy: { id: "asc" } });
    const lived = [await homes(), await members()];
    expect(await join()).toMatchObject({ ok: true });
    expect(changedRows(before, await rowsNow(EXACT))).not.toEqual([]);
    const { changes } = await db().fileMerger.findFirstOrThrow({ where: mine() });
    expect((await offered()).map(({ rows }) => rows)).toEqual([(changes as unknown[]).length]);
    expect(await undo()).toMatchObject({ ok: true });
    expect(changedRows(before, await rowsNow(EXACT))).toEqual([]);
    expect([await homes(), await members()]).toEqual(lived);
    const files = { id: { in: [world.into.householdId, world.from.householdId] } };
    expect(await db().household.count({ where: { ...files, closedAt: null, mergedIntoId: null } })).toBe(2);
    expect(await db().child.count({ where: { id: { in: [keptId, goneId] }, leftOn: null } })).toBe(2);
    const image = { childId: keptId, kind: "image" };
    const last = await db().consent.findFirst({ where: image, orderBy: [{ givenAt: "desc" }, { id: "desc" }] });
    expect(last?.isGranted).toBe(true);
    expect(await db().guardianship.count({ where: { childId: keptId, isBarred: true } })).toBe(0);
    expect(await db().guardianship.count({ where: { childId: goneId, isBarred: true } })).toBe(1);
    expect(await offered()).toEqual([]);
    expect(await undo()).toMatchObject({ reason: "undone" });
  });

  it("leaves each record with the answers it had, and joining again says all of it again", async () => {
    const { guardianId } = world.from.scope;
    const right = { childId: goneId, guardianId, authority: "joint" as const, isBarred: false };
    await db().guardianship.upsert({
      where: { childId_guardianId: { childId: goneId, guardianId } },
      ...{ create: right, update: right },
    });
    const answer = { childId: goneId, kind: "report", isGranted: true, givenAt: new Date(NOW.getTime() - 500) };
    await db().consent.create({ data: { id: newId(), ...answer } });
    const rights = () => db().guardianship.findMany({ where: { childId: keptId }, orderBy: { guardianId: "asc" } });
    const answers = (childId: string) =>
      db().consent.findMany({ where: { childId }, orderBy: [{ givenAt: "asc" }, { id: "asc" }], omit: { id: true } });
    const own = [await answers(keptId), await answers(goneId)];
    await joinChild();
    const [said, allowed] = [await answers(keptId), await rights()];
    expect(allowed).toContainEqual({ ...right, childId: keptId });
    expect(said).toContainEqual(expect.objectContaining({ kind: "report", isGranted: true }));
    expect(await undo(later)).toMatchObject({ ok: true });
    expect(await answers(keptId)).toEqual(own[0]);
    const told = (rows: Awaited<ReturnType<typeof answers>>) => new Set(rows.map((row) => JSON.stringify(row)));
    expect(told(await answers(goneId))).toEqual(told(own[1] ?? []));
    expect((await rights()).filter(({ authority }) => authority !== "none")).toEqual(
      allowed.filter((row) => row.guardianId !== guardianId && row.authority !== "none"),
    );
    expect(await joinChild()).toMatchObject({ ok: true });
    expect([await answers(keptId), await rights()]).toEqual([said, allowed]);
  });

  it("is refused over what somebody changed since, and nothing moves", async () => {
    await joinChild();
    await db().childHealth.update({ where: { childId: keptId }, data: { allergies: "arachide, œuf" } });
    const before = await rowsNow(EXACT);
    expect(await undo()).toMatchObject({ reason: "changed" });
    expect(changedRows(before, await rowsNow(EXACT))).toEqual([]);
  });

  const sum = { unitCents: 280, amountCents: 280, why: {}, day: toColumn("2026-11-27"), month: "2026-11" };
  const charge = (of: { householdId: string; childId: string | null }, createdAt = later) => {
    const ids = { id: newId(), sourceKey: newId(), payerId: newId(), regieId: world.town.regieId };
    return db().charge.create({ data: { ...ids, ...of, ...sum, kind: "booked", createdAt } });
  };

  it.each([
    ["two records of a child", joinChild],
    ["two files", joinFiles],
  ])("of %s is refused over a bill of several days for either of the two", async (_, join) => {
    await charge({ householdId: world.into.householdId, childId: keptId }, new Date(NOW.getTime() - 1));
    await join();
    await charge({ householdId: newId(), childId: keptId });
    expect(await undo(later)).toMatchObject({ reason: "billed" });
  });

  it("of two files is refused over a bill of the household itself", async () => {
    await joinFiles();
    await charge({ householdId: world.into.householdId, childId: null });
    expect(await undo(later)).toMatchObject({ reason: "billed" });
  });

  const paper = { kindId: "", depositedById: "", state: "waiting" as const };
  const asked = { kind: "question", state: "received" as const };
  const written: Record<string, (of: { householdId: string; childId: string }) => Promise<unknown>> = {
    booking: async (of) => {
      const { live: _, ...row } = await db().booking.findFirstOrThrow();
      const day = { activityDayId: world.dayIds[3] ?? "", state: "cancelled" as const };
      await db().booking.create({ data: { ...row, ...of, ...day, id: newId(), bookedAt: later } });
    },
    enrolment: async (of) => {
      const { live: _, ...row } = await db().enrolment.findFirstOrThrow();
      await db().enrolment.create({ data: { ...row, ...of, id: newId(), state: "refused", requestedAt: later } });
    },
    "waiting entry": (of) =>
      db().waitingEntry.create({
        data: { id: newId(), ...of, activityDayId: world.dayIds[3] ?? "", state: "left", createdAt: later },
      }),
    request: (of) =>
      db().familyRequest.create({
        data: { id: newId(), ...of, ...asked, reference: newId().slice(-12), receivedAt: later },
      }),
    "letter that came before": async (of) => {
      const [id, receivedAt] = [newId(), new Date(NOW.getTime() - 60_000)];
      await db().familyRequest.create({
        data: { id, ...of, ...asked, reference: newId().slice(-12), receivedAt },
      });
      await db().familyRequestEntry.create({
        data: { id: newId(), requestId: id, kind: "filed", side: "family", at: later },
      });
    },
    document: async (of) => {
      const kind = { code: newId().slice(-12), nameFr: "Pièce", nameEn: "Paper", helpFr: "", helpEn: "", position: 1 };
      const kindId = newId();
      const rule = { subject: "child" as const, validity: { kind: "always" } };
      await db().documentKind.create({ data: { id: kindId, ...kind, ...rule } });
      const by = { ...paper, kindId, depositedById: world.head.id };
      await db().document.create({ data: { id: newId(), ...of, ...by, createdAt: later } });
    },
  };

  it.each(Object.keys(written))("is refused over a %s written since, and nothing moves", async (what) => {
    await joinFiles();
    await written[what]?.({ householdId: world.into.householdId, childId: world.into.childIds[0] ?? "" });
    const before = await rowsNow(EXACT);
    expect(await undo(later)).toMatchObject({ reason: "changed" });
    expect(changedRows(before, await rowsNow(EXACT))).toEqual([]);
  });

  it("of two records is refused over a day booked for the kept one since", async () => {
    await joinChild();
    await written.booking?.({ householdId: world.into.householdId, childId: keptId });
    expect(await undo(later)).toMatchObject({ reason: "changed" });
  });

  it("is refused once a day that changed hands is billed, and after a month", async () => {
    await joinChild();
    const month = 24 * 3600 * 1000 * 31;
    expect(await undo(new Date(NOW.getTime() + month))).toMatchObject({ reason: "too-late" });
    const {
      id: bookingId,
      householdId,
      activityDayId,
    } = await db().booking.findFirstOrThrow({ where: { childId: keptId } });
    const ids = { id: newId(), sourceKey: newId(), payerId: newId(), regieId: world.town.regieId };
    const at = { kind: "booked" as const, householdId, bookingId, activityDayId, childId: keptId, createdAt: later };
    await db().charge.create({ data: { ...ids, ...at, ...sum } });
    expect(await undo()).toMatchObject({ reason: "billed" });
  });
});
