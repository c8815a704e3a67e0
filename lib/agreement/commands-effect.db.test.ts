import { beforeEach, describe, expect, it } from "vitest";
import { suspend } from "@/lib/accreditation/commands-rights";
import { reopenRequest } from "@/lib/casework/commands";
import { fileAppeal } from "@/lib/casework/commands-file";
import { saveCertificates } from "@/lib/casework/commands-settings";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { anActivityDay, anEnrolment, aStaffAccount, journalOf, NOW } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { acceptBooking, justifyAbsence, liftAppealed } from "./commands-effect";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
  const { child, household } = camille;
  const enrolled = { childId: child.id, activityId: place.activity.id, schoolYearId: place.year.id };
  await anEnrolment(db(), { ...enrolled, householdId: household.id });
});

const MOTIVE = "La garderie peut accueillir Léa ce soir.";
const head = () => ({ id: place.head.id, role: "responsable" as const });
const row = (id: string) => db().familyRequest.findUniqueOrThrow({ where: { id } });
const books = (requestId: string) =>
  asStaff(head(), (context, scope) => acceptBooking(context, { requestId, motive: MOTIVE }, scope));
const justifies = (requestId: string) =>
  asStaff(head(), (context, scope) => justifyAbsence(context, { requestId, motive: MOTIVE }, scope));

/** Tonight, when the limit of the evening care is over. */
async function lateFor(day: string, capacity = 20) {
  const activityDay = await anActivityDay(db(), place.activity.id, day, capacity);
  const wish = { kind: "late-booking", childId: camille.child.id, activityId: place.activity.id, from: day };
  return { activityDay, id: await filed(camille, wish) };
}

const bookingsOf = (activityDayId: string) =>
  db().booking.findMany({ where: { activityDayId, childId: camille.child.id, state: "booked" } });

describe("a late booking that is accepted", () => {
  it("takes the place, names the booking on the request and the request in the journal, once of two", async () => {
    const { activityDay, id } = await lateFor("2026-11-23");
    const both = await Promise.all([books(id), books(id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [booking] = await bookingsOf(activityDay.id);
    expect(await row(id)).toMatchObject({ state: "decided", effectKind: "booking", effectId: booking?.orderId });
    expect(await db().activityDay.findUniqueOrThrow({ where: { id: activityDay.id } })).toMatchObject({ taken: 1 });
    const types = (await journalOf(db())).map(({ type }) => type);
    expect(types.filter((type) => type === "booking.created")).toHaveLength(1);
  });

  it("is refused where no place is left, and nothing moves", async () => {
    const { activityDay, id } = await lateFor("2026-11-23", 0);
    expect(await books(id)).toMatchObject({ ok: false });
    expect(await bookingsOf(activityDay.id)).toEqual([]);
    expect(await row(id)).toMatchObject({ state: "received", effectId: null });
  });

  it("may still be made once a proposal was signed, and once only", async () => {
    const { activityDay, id } = await lateFor("2026-11-23");
    const signed = { state: "decided", outcome: "accepted", decidedAt: NOW } as const;
    await db().familyRequest.update({ where: { id }, data: signed });
    const both = await Promise.all([books(id), books(id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bookingsOf(activityDay.id)).toHaveLength(1);
    const again = { requestId: id, text: "Le jour n’est pas le bon." };
    await asParent(camille, (context, scope) => reopenRequest(context, again, scope));
    expect(await row(id)).toMatchObject({ state: "reopened", effectKind: null, effectId: null });
    const answered = await db().auditEvent.count({
      where: { type: "request.answered", object: `family-request/${id}` },
    });
    expect(answered).toBe(1);
  });

  it("that was granted in part keeps its extent and its day: the effect alone is new", async () => {
    const { activityDay, id } = await lateFor("2026-11-23");
    const decidedAt = new Date("2026-11-22T16:00:00Z");
    await db().familyRequest.update({ where: { id }, data: { state: "decided", outcome: "partly", decidedAt } });
    expect(await books(id)).toEqual({ ok: true });
    expect(await bookingsOf(activityDay.id)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ outcome: "partly", decidedAt, effectKind: "booking" });
  });

  it.each(["refused", "answered"])("is not made for a request that was %s", async (outcome) => {
    const { activityDay, id } = await lateFor("2026-11-23");
    await db().familyRequest.update({ where: { id }, data: { state: "decided", outcome, decidedAt: NOW } });
    expect(await books(id)).toEqual({ ok: false, reason: "decided" });
    expect(await bookingsOf(activityDay.id)).toEqual([]);
  });

  it("is refused once the day is past", async () => {
    const { id } = await lateFor("2026-11-23");
    const later = { now: new Date("2026-11-24T08:00:00Z") };
    const outcome = await asStaff(
      head(),
      (context, scope) => acceptBooking(context, { requestId: id, motive: MOTIVE }, scope),
      later,
    );
    expect(outcome).toEqual({ ok: false, reason: "past" });
  });

  it("is nothing that an agent of another school can do", async () => {
    const { id } = await lateFor("2026-11-23");
    const agent = await aStaffAccount(db(), "agent", []);
    const wish = { requestId: id, motive: MOTIVE };
    await expect(
      asStaff({ id: agent.id, role: "agent" }, (context, scope) => acceptBooking(context, wish, scope)),
    ).rejects.toThrow();
  });
});

describe("an absence that is justified", () => {
  const day = "2026-11-06";
  const absent = (from = day) => filed(camille, { kind: "absence", childId: camille.child.id, from });
  const dayId = () => place.days.find((one) => one.day === day)?.id ?? "";
  const booked = () =>
    aBooking(db(), { childId: camille.child.id, activityDayId: dayId(), householdId: camille.household.id });

  it("is marked on the sheet of each booked day, with its line that names the request", async () => {
    await booked();
    const id = await absent();
    expect(await justifies(id)).toEqual({ ok: true });
    expect(await db().attendance.findFirst({ where: { activityDayId: dayId() } })).toMatchObject({
      status: "absent_justified",
    });
    expect(await row(id)).toMatchObject({ state: "decided", effectKind: "attendance", effectId: dayId() });
  });

  it("waits for the certificate where the commune asks for one: not before it is joined, nor after it was refused", async () => {
    await booked();
    const { id: kindId } = await aDocumentKind({ isAttached: true });
    const certificates = { illness: kindId, appointment: null, family: null, other: null };
    await asStaff(head(), (context) => saveCertificates(context, { certificates }));
    const id = await filed(camille, { kind: "absence", childId: camille.child.id, from: day, reason: "illness" });
    expect(await justifies(id)).toEqual({ ok: false, reason: "no-certificate" });
    expect(await row(id)).toMatchObject({ state: "received", effectId: null });
    expect(await db().attendance.findFirst({ where: { activityDayId: dayId() } })).toBeNull();
    const [documentId, who] = [newId(), { householdId: camille.household.id, depositedById: camille.account.id }];
    await db().document.create({
      data: { id: documentId, kindId, requestId: id, state: "refused", ...who, createdAt: NOW },
    });
    expect(await justifies(id)).toEqual({ ok: false, reason: "no-certificate" });
    await db().document.update({ where: { id: documentId }, data: { state: "waiting" } });
    expect(await justifies(id)).toEqual({ ok: true });
  });

  it("is left to a credit note where the day is invoiced, and there is nothing to do where nothing was booked", async () => {
    expect(await justifies(await absent("2026-11-10"))).toEqual({ ok: false, reason: "nothing" });
    await booked();
    await db().activityDay.update({ where: { id: dayId() }, data: { attendanceLockedAt: NOW } });
    expect(await justifies(await absent())).toEqual({ ok: false, reason: "locked" });
  });
});

describe("an appeal that is heard", () => {
  it("lifts the suspension and decides the request, both or neither", async () => {
    const wish = { accountId: camille.account.id, motive: "Trois retards", appeal: "Écrivez-nous.", until: null };
    await asStaff(head(), (context) => suspend(context, wish));
    const appeal = { kind: "suspension" as const, text: "Je demande que la décision soit revue." };
    const sent = await asParent(camille, (context, scope) => fileAppeal(context, appeal, scope));
    const requestId = sent.ok ? sent.requestId : newId();
    const lift = () =>
      asStaff(head(), (context, scope) => liftAppealed(context, { requestId, motive: "Vous avez raison." }, scope));
    expect(await lift()).toEqual({ ok: true });
    expect(await row(requestId)).toMatchObject({ state: "decided", outcome: "accepted", effectKind: "suspension" });
    expect(await db().suspension.count({ where: { accountId: camille.account.id, liftedAt: null } })).toBe(0);
    expect(await lift()).toEqual({ ok: false, reason: "decided" });
  });
});
