import { beforeEach, describe, expect, it } from "vitest";
import { childrenOfFamily, mintFamilyScope } from "@/lib/access/gate";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  anActivity,
  anEnrolment,
  aParent,
  aRegie,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  journalOf,
  NOW,
  TODAY,
} from "@/prisma/fixtures";
import { decideDuplicate } from "./commands-duplicates";

async function arrange() {
  return transaction(async (tx) => {
    const [first, second] = [await aHousehold(tx), await aHousehold(tx)];
    const camille = await aParent(tx, first.id);
    const sacha = await aParent(tx, second.id, { firstName: "Sacha" });
    const lea = await aChild(tx, { homes: [{ householdId: first.id }] });
    const twin = await aChild(tx, { homes: [{ householdId: second.id }] });
    const noe = await aChild(tx, { firstName: "Noé", homes: [{ householdId: second.id }] });
    const head = await aStaffAccount(tx, "responsable");
    return { first, second, camille, sacha, lea, twin, noe, head };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

async function asPair(kind: "household" | "child", firstId: string, secondId: string): Promise<string> {
  const row = { id: newId(), kind, firstId, secondId, reason: "same-email", state: "open" as const, createdAt: NOW };
  return (await db().possibleDuplicate.create({ data: row })).id;
}

const decide = (duplicateId: string, verdict: "same" | "different") =>
  transaction((tx) =>
    decideDuplicate(contextFor(tx, { id: world.head.id, role: "responsable" }), { duplicateId, verdict }),
  );

async function childrenSeenBy(parent: { account: { id: string } }): Promise<string[]> {
  const scope = await mintFamilyScope(db(), parent.account.id, TODAY);
  if (!scope) return [];
  const rows = await db().child.findMany({
    where: { ...childrenOfFamily(scope), leftOn: null },
    orderBy: { id: "asc" },
  });
  return rows.map((child) => child.id);
}

describe("a possible duplicate", () => {
  it("that is none leaves both files as they are, and the question is closed", async () => {
    const { first, second } = world;
    const id = await asPair("household", first.id, second.id);
    expect(await decide(id, "different")).toMatchObject({ ok: true });
    expect(await decide(id, "same")).toEqual({ ok: false, reason: "already-decided" });
    expect(await db().household.count({ where: { id: second.id, closedAt: null } })).toBe(1);
    expect((await journalOf(db())).at(-1)).toEqual({ type: "duplicate.decided", object: `possible-duplicate/${id}` });
  });

  it("of households joins them: the twin ends, the other child and adult come over, the second file closes", async () => {
    const { first, second, camille, sacha, lea, twin, noe } = world;
    const twins = await asPair("child", lea.id, twin.id);
    expect(await decide(await asPair("household", first.id, second.id), "same")).toMatchObject({ ok: true });
    expect(await childrenSeenBy(camille)).toEqual([lea.id, noe.id]);
    expect(await childrenSeenBy(sacha)).toEqual([lea.id, noe.id]);
    expect(await db().possibleDuplicate.findUnique({ where: { id: twins } })).toMatchObject({ state: "same" });
    expect(await db().household.count({ where: { id: second.id, closedAt: null } })).toBe(0);
  });

  it("of a child whom both parents entered makes one child of two households", async () => {
    const { camille, sacha, lea, twin, noe } = world;
    expect(await decide(await asPair("child", lea.id, twin.id), "same")).toMatchObject({ ok: true });
    expect(await childrenSeenBy(camille)).toEqual([lea.id]);
    expect(await childrenSeenBy(sacha)).toEqual([lea.id, noe.id]);
  });

  it("of a child loses no allergy that one of the two parents declared, and keeps out who is barred", async () => {
    const { sacha, lea, twin } = world;
    const updatedAt = NOW;
    await db().childHealth.create({ data: { childId: lea.id, diet: "no-pork", allergies: "œuf", updatedAt } });
    await db().childHealth.create({ data: { childId: twin.id, hasPai: true, allergies: "arachide", updatedAt } });
    const right = { guardianId: sacha.guardian.id, authority: "none" as const, isBarred: true };
    await db().guardianship.create({ data: { childId: twin.id, ...right } });
    expect(await decide(await asPair("child", lea.id, twin.id), "same")).toMatchObject({ ok: true });
    expect(await db().childHealth.findUnique({ where: { childId: lea.id } })).toMatchObject({
      ...{ diet: "no-pork", hasPai: true, allergies: "œuf ; arachide" },
    });
    expect(await childrenSeenBy(sacha)).not.toContain(lea.id);
  });

  it("with a history is not joined, and nothing is written", async () => {
    const { first, second, noe } = world;
    await transaction(async (tx) => {
      const site = await aSite(tx);
      const activity = await anActivity(tx, { siteId: site.id, regieId: (await aRegie(tx)).id });
      const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
      await anEnrolment(tx, {
        childId: noe.id,
        activityId: activity.id,
        schoolYearId: year.id,
        householdId: second.id,
      });
    });
    const before = await db().auditEvent.count();
    expect(await decide(await asPair("household", first.id, second.id), "same")).toEqual({
      ok: false,
      reason: "has-history",
    });
    expect(await db().auditEvent.count()).toBe(before);
  });
});
