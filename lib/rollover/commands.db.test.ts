import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aChild, aHousehold, anAccount, aParent, aSchoolYear, aSite, contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { changeChild, prepareRollover, publishRollover, undoRollover } from "./commands";
import { confirmRecord } from "./commands-confirm";
import { publishSchools, publishSome } from "./commands-publish";
import { classOf, liveRollover, previewOf, yearsAround } from "./queries";
import { confirmationsOf } from "./queries-confirm";

const tx = db();

/** One living rollover a year to come: the one that an earlier test left is put away. */
beforeEach(async () => {
  await tx.rollover.updateMany({ where: { live: 1 }, data: { state: "undone" } });
});

async function town() {
  const from = (await tx.schoolYear.findUnique({ where: { label: "2026-2027" } })) ?? (await aSchoolYear(tx));
  const to =
    (await tx.schoolYear.findUnique({ where: { label: "2027-2028" } })) ?? (await aSchoolYear(tx, "2027-2028"));
  const site = await aSite(tx);
  const grades = ["GS", "CP", "CE1", "CM2"];
  await tx.site.update({ where: { id: site.id }, data: { grades } });
  const household = await aHousehold(tx);
  const kid = (firstName: string, grade: string) =>
    aChild(tx, {
      firstName,
      homes: [{ householdId: household.id }],
      school: { siteId: site.id, schoolYearId: from.id, grade },
    });
  const [gs, cm2, ulis] = [await kid("Gus", "GS"), await kid("Max", "CM2"), await kid("Ulla", "ULIS")];
  const head = await anAccount(tx, { role: "responsable" });
  return { from, to, site, household, gs, cm2, ulis, head };
}
type Town = Awaited<ReturnType<typeof town>>;

const act = <Value>(place: Town, work: (context: ReturnType<typeof contextFor>) => Promise<Value>) =>
  transaction((inside) => work(contextFor(inside, place.head)));

const prepare = (place: Town) => act(place, prepareRollover);
const publish = (place: Town, rolloverId: string) => act(place, (context) => publishRollover(context, { rolloverId }));
const live = async (place: Town) => {
  const rollover = await liveRollover(tx, place.to.id);
  if (!rollover) throw new Error("no rollover");
  return rollover;
};
const planOf = (rolloverId: string, childId: string) =>
  tx.rolloverChild.findUniqueOrThrow({ where: { rolloverId_childId: { rolloverId, childId } } });
const nextSchool = (place: Town, childId: string) =>
  tx.schooling.findMany({ where: { childId, schoolYearId: place.to.id }, select: { grade: true, siteId: true } });

/** Whatever other tests of this file left at school is decided, so that a publication is not held up. */
async function decideAll(place: Town, rolloverId: string) {
  const rows = await tx.rolloverChild.findMany({ where: { rolloverId, outcome: "undecided" } });
  for (const { childId } of rows)
    await act(place, (context) => changeChild(context, { rolloverId, childId, place: "leaves" }));
}

describe("the draft of a new school year", () => {
  it("proposes the next class, the leaving and what is to decide, and changes nothing for anybody", async () => {
    const place = await town();
    expect(await prepare(place)).toMatchObject({ ok: true });
    const { id } = await live(place);
    expect(await planOf(id, place.gs.id)).toMatchObject({ outcome: "moves", toGrade: "CP", toSiteId: place.site.id });
    expect(await planOf(id, place.cm2.id)).toMatchObject({ outcome: "leaves", toGrade: null });
    expect(await planOf(id, place.ulis.id)).toMatchObject({ outcome: "undecided" });
    expect(await nextSchool(place, place.gs.id)).toEqual([]);
    const years = await yearsAround(tx, TODAY);
    if (!years) throw new Error("two years");
    const preview = await previewOf(tx, { ...years, today: TODAY }, await live(place));
    expect(preview.counts.undecided).toBeGreaterThanOrEqual(1);
    expect(preview.hasRules).toBe(false);
  });

  it("tells which documents end: of children who stay, and not renewed already", async () => {
    const place = await town();
    await prepare(place);
    const years = await yearsAround(tx, TODAY);
    if (!years) throw new Error("two years");
    const { id: kindId } = await aDocumentKind();
    const paper = (childId: string, validUntil: string) => ({
      ...{ id: newId(), kindId, childId, householdId: place.household.id, state: "validated" as const },
      ...{ validUntil: toColumn(validUntil), depositedById: place.head.id, createdAt: NOW },
    });
    const count = async () =>
      (await previewOf(tx, { ...years, today: TODAY }, await live(place))).documents.find(({ id }) => id === kindId)
        ?.count ?? 0;
    await tx.document.create({ data: paper(place.cm2.id, "2027-08-31") });
    expect(await count()).toBe(0);
    await tx.document.create({ data: paper(place.gs.id, "2027-09-01") });
    expect(await count()).toBe(0);
    await tx.document.create({ data: paper(place.ulis.id, "2027-08-31") });
    expect(await count()).toBe(1);
    await tx.document.create({ data: paper(place.ulis.id, "2028-08-31") });
    expect(await count()).toBe(0);
  });

  it("of two heads who prepare at the same instant, one makes the draft and the other is told", async () => {
    const place = await town();
    const answers = await Promise.all([prepare(place), prepare(place), prepare(place)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "already")).toHaveLength(2);
    expect(await tx.rollover.count({ where: { toYearId: place.to.id, live: 1 } })).toBe(1);
  });

  it("takes another class of a school that has it, and no other", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    const change = (grade: string) =>
      act(place, (context) =>
        changeChild(context, { rolloverId: id, childId: place.gs.id, place: `${place.site.id} ${grade}` }),
      );
    expect(await change("GS")).toMatchObject({ ok: true });
    expect(await planOf(id, place.gs.id)).toMatchObject({ outcome: "stays", toGrade: "GS" });
    expect(await change("CM1")).toEqual({ ok: false, reason: "no-class" });
    const foreign = { rolloverId: id, childId: newId(), place: "leaves" };
    await expect(act(place, (context) => changeChild(context, foreign))).rejects.toThrow(NotFound);
  });

  it("is undone until it is published, and may be prepared afresh", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    expect(await act(place, (context) => undoRollover(context, { rolloverId: id }))).toMatchObject({ ok: true });
    expect(await publish(place, id)).toEqual({ ok: false, reason: "not-draft" });
    expect(await prepare(place)).toMatchObject({ ok: true });
    expect((await live(place)).id).not.toBe(id);
  });
});

describe("publication", () => {
  it("waits until everybody is decided, and happens once, whoever presses", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    expect(await publish(place, id)).toEqual({ ok: false, reason: "undecided" });
    await decideAll(place, id);
    const answers = await Promise.all([publish(place, id), publish(place, id)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await tx.job.count({ where: { kind: "rollover.publish", dedupeKey: id } })).toBe(1);
    expect(await act(place, (context) => undoRollover(context, { rolloverId: id }))).toEqual({
      ok: false,
      reason: "not-draft",
    });
    await work(id);
    expect(await nextSchool(place, place.gs.id)).toEqual([{ grade: "CP", siteId: place.site.id }]);
    expect(await nextSchool(place, place.cm2.id)).toEqual([]);
    const old = await tx.schooling.findFirst({ where: { childId: place.gs.id, schoolYearId: place.from.id } });
    expect(old?.until).toEqual(toColumn("2027-08-31"));
    expect(await moves(place.gs.id)).toBe(1);
    await work(id);
    expect(await nextSchool(place, place.gs.id)).toHaveLength(1);
    expect(await moves(place.gs.id)).toBe(1);
  });

  it("leaves alone a school that was given meanwhile", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    await decideAll(place, id);
    const given = { childId: place.gs.id, schoolYearId: place.to.id, siteId: place.site.id, grade: "CE1" };
    await tx.schooling.create({ data: { id: newId(), ...given, since: place.to.startsOn } });
    await publish(place, id);
    await work(id);
    expect((await nextSchool(place, place.gs.id)).map((row) => row.grade)).toEqual(["CE1"]);
  });

  it("writes nothing for a child who left or changed class since the draft, and shows how many are outside it", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    await decideAll(place, id);
    const years = await yearsAround(tx, TODAY);
    if (!years) throw new Error("two years");
    const outside = async () => (await previewOf(tx, { ...years, today: TODAY }, await live(place))).outside;
    const before = await outside();
    const drafted = await previewOf(tx, { ...years, today: TODAY }, await live(place));
    const gs = { from: { siteId: place.site.id, grade: "GS" }, year: years.from, today: TODAY };
    expect(await classOf(tx, await live(place), gs)).toMatchObject([{ id: place.gs.id, isCurrent: true }]);
    const where = { schoolYearId: place.from.id };
    await tx.schooling.updateMany({ where: { ...where, childId: place.ulis.id }, data: { grade: "CE1" } });
    await tx.child.update({ where: { id: place.gs.id }, data: { leftOn: toColumn(TODAY) } });
    expect(await outside()).toBe(before + 1);
    const counted = await previewOf(tx, { ...years, today: TODAY }, await live(place));
    expect([counted.total, counted.drafted]).toEqual([drafted.total - 2, drafted.drafted]);
    expect(counted.families).toBe(drafted.families - 1);
    expect(await classOf(tx, await live(place), gs)).toMatchObject([{ id: place.gs.id, isCurrent: false }]);
    await publish(place, id);
    await work(id);
    for (const child of [place.gs, place.ulis]) {
      expect(await nextSchool(place, child.id)).toEqual([]);
      expect(await moves(child.id)).toBe(0);
      const old = await tx.schooling.findFirst({ where: { ...where, childId: child.id } });
      expect(old?.until).toBeNull();
    }
    expect(await moves(place.cm2.id)).toBe(1);
    expect(await outside()).toBe(before + 1);
  });

  it("is not held up by a child to decide who has left since the draft", async () => {
    const place = await town();
    await prepare(place);
    const { id } = await live(place);
    const others = { rolloverId: id, outcome: "undecided" as const, childId: { not: place.ulis.id } };
    await tx.rolloverChild.updateMany({ where: others, data: { outcome: "leaves" } });
    expect(await publish(place, id)).toMatchObject({ reason: "undecided" });
    // Also in September, when the next summer is the one that comes.
    await tx.schoolYear
      .findUnique({ where: { label: "2028-2029" } })
      .then((year) => year ?? aSchoolYear(tx, "2028-2029"));
    const september = new Date("2027-09-10T08:00:00.000Z");
    const late = transaction((inside) =>
      publishRollover(contextFor(inside, place.head, september), { rolloverId: id }),
    );
    expect(await late).toMatchObject({ reason: "undecided" });
    await tx.child.update({ where: { id: place.ulis.id }, data: { leftOn: toColumn(TODAY) } });
    expect(await publish(place, id)).toMatchObject({ ok: true });
  });

  it("of 3,000 children goes on where a killed worker stopped, each child once", async () => {
    const place = await town();
    const childIds = await crowd(place, 3000);
    await prepare(place);
    const { id } = await live(place);
    await decideAll(place, id);
    await publish(place, id);
    const left = await transaction((inside) => publishSome(systemContext(inside, NOW), id));
    expect(left).toBeGreaterThan(2000);
    const start = performance.now();
    await work(id);
    expect(performance.now() - start).toBeLessThan(120_000);
    const where = { childId: { in: childIds }, schoolYearId: place.to.id };
    expect(await tx.schooling.count({ where })).toBe(3000);
    expect(await tx.rollover.findUnique({ where: { id } })).toMatchObject({ state: "published" });
  }, 240_000);
});

async function work(rolloverId: string) {
  const id = newId();
  const now = { state: "running" as const, runAt: NOW, createdAt: NOW };
  await tx.job.create({ data: { id, kind: "rollover.publish", payload: { rolloverId }, progressTotal: 0, ...now } });
  await publishSchools(tx, { id, kind: "rollover.publish", payload: { rolloverId }, attempts: 1 });
}

const moves = (childId: string) =>
  tx.auditEvent.count({ where: { type: "child.moved-up", object: `child/${childId}` } });

async function crowd(place: Town, size: number): Promise<string[]> {
  const ids = Array.from({ length: size }, () => newId());
  const person = { lastName: "Martin", birthDate: toColumn("2020-05-04"), createdAt: NOW };
  await tx.child.createMany({ data: ids.map((id, index) => ({ id, firstName: `Enfant ${index}`, ...person })) });
  const school = { schoolYearId: place.from.id, siteId: place.site.id, grade: "CP", since: place.from.startsOn };
  await tx.schooling.createMany({ data: ids.map((childId) => ({ id: newId(), childId, ...school })) });
  return ids;
}

describe("a family's word that its file is right", () => {
  it("is asked for once the new year is published, dated, and counts for its own household only", async () => {
    const place = await town();
    const { account } = await aParent(tx, place.household.id);
    const other = await aHousehold(tx);
    const scope = await mintFamilyScope(tx, account.id, TODAY);
    if (!scope) throw new Error("a parent");
    const before = await confirmationsOf(tx, scope);
    expect(before.map((one) => one.confirmedOn)).toEqual([null]);
    await prepare(place);
    const { id } = await live(place);
    await tx.rollover.update({ where: { id }, data: { state: "published", publishedAt: NOW } });
    expect(await confirmationsOf(tx, scope)).toMatchObject([{ yearLabel: "2027-2028", isAsked: true }]);
    const confirm = (householdId: string) =>
      transaction((inside) => confirmRecord(contextFor(inside, account), { householdId }, scope));
    await expect(confirm(other.id)).rejects.toThrow(NotFound);
    expect(await confirm(place.household.id)).toMatchObject({ ok: true });
    expect(await confirmationsOf(tx, scope)).toMatchObject([{ isAsked: false, confirmedOn: TODAY }]);
    expect(await tx.recordConfirmation.count({ where: { householdId: place.household.id } })).toBe(1);
    const joined = { ...scope, mergedIds: [place.household.id] } as typeof scope;
    expect(await confirmationsOf(tx, joined)).toEqual([]);
    const again = transaction((inside) =>
      confirmRecord(contextFor(inside, account), { householdId: place.household.id }, joined),
    );
    await expect(again).rejects.toThrow(NotFound);
  });
});
