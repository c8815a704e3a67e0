import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import { db } from "@/lib/server/db";
import { aGuardianship, aParent, journalOf, NOW } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { asked, asParent, asStaff, file, filed, type Person, WORDS } from "@/prisma/testing/requests/people";
import { reopenRequest, withdrawRequest, writeToOffice } from "./commands";
import { fileAppeal, fileRequest } from "./commands-file";
import { decideRequest, noteRequest, writeToFamily } from "./commands-office";
import { ownWork, ownWorkRequest } from "./queries";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
});

const head = () => ({ id: place.head.id, role: "responsable" as const });
const seen = (person: Person, id: string, now = NOW) =>
  asParent(person, ({ tx }, scope) => ownWorkRequest(tx, scope, id), { now });
const row = (id: string) => db().familyRequest.findUniqueOrThrow({ where: { id } });
const mails = (person: Person) =>
  db().mailOutbox.findMany({ where: { toAddress: person.account.email }, orderBy: { id: "asc" } });
const types = async (id: string) =>
  (await journalOf(db())).filter(({ object }) => object === `family-request/${id}`).map(({ type }) => type);

const decided = (id: string, now = NOW) =>
  asStaff(
    head(),
    (context, scope) =>
      decideRequest(context, { requestId: id, outcome: "refused", motive: "La garderie est complète ce soir." }, scope),
    { now },
  );

describe("a family that asks", () => {
  it("gets a reference, a last day and a mail, and follows its request; the journal has one line", async () => {
    const id = await filed(camille);
    const request = await seen(camille, id);
    expect(request).toMatchObject({
      ...{ kind: "question", state: "received", dueOn: "2026-12-07", isOpen: true },
      entries: [{ text: WORDS, side: "family", isOwn: true }],
    });
    expect(request?.reference).toMatch(/^DEM-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect((await mails(camille)).map(({ subject }) => subject)).toEqual([
      `Votre demande ${request?.reference} est enregistrée`,
    ]);
    expect(await types(id)).toEqual(["request.filed"]);
  });

  it("begins from bookings made together or from a document of its own; another's is as absent as one that does not exist", async () => {
    const stranger = await family(place, "Noé");
    const [day] = place.days;
    const booked = async ({ child, household }: Person) => {
      const given = { childId: child.id, householdId: household.id, activityDayId: day?.id ?? "" };
      return (await aBooking(db(), given)).orderId;
    };
    const paper = async ({ child, household, account }: Person) => {
      const own = { householdId: household.id, childId: child.id, depositedById: account.id, createdAt: NOW };
      const { id: kindId } = await aDocumentKind();
      return (await db().document.create({ data: { id: newId(), kindId, state: "waiting", submittedAt: NOW, ...own } }))
        .id;
    };
    const orderId = await booked(camille);
    const id = await filed(camille, { orderId });
    const { reference } = await db().bookingOrder.findUniqueOrThrow({ where: { id: orderId } });
    expect(await row(id)).toMatchObject({
      objectKind: "booking-order",
      objectId: orderId,
      about: { order: reference },
    });
    const documentId = await paper(camille);
    const about = await filed(camille, { documentId });
    expect(await row(about)).toMatchObject({ objectKind: "document", objectId: documentId });
    expect((await seen(camille, about))?.about.documentFr).toBe("Assurance scolaire");

    const before = await db().familyRequest.count();
    const elsewhere = { orderId: await booked(stranger), documentId: await paper(stranger), none: newId() };
    await expect(file(camille, { orderId: elsewhere.orderId })).rejects.toThrow(NotFound);
    await expect(file(camille, { documentId: elsewhere.documentId })).rejects.toThrow(NotFound);
    await expect(file(camille, { orderId: elsewhere.none })).rejects.toThrow(NotFound);
    await aGuardianship(db(), camille.child.id, camille.guardian.id, true);
    await expect(file(camille, { orderId })).rejects.toThrow(NotFound);
    await expect(file(camille, { documentId })).rejects.toThrow(NotFound);
    expect(await db().familyRequest.count()).toBe(before);
  });

  it("names its own child only, within days that can be: another's is as absent as one that does not exist", async () => {
    const stranger = await family(place, "Noé");
    const day = "2026-11-24";
    const absence = { kind: "absence", childId: camille.child.id, from: day };
    expect(await file(camille, absence)).toMatchObject({ ok: true });
    expect(await file(camille, { ...absence, from: "2026-08-22" })).toEqual({ ok: false, reason: "past" });
    expect(await file(camille, { ...absence, from: "2026-08-23" })).toMatchObject({ ok: true });
    await expect(file(camille, { householdId: stranger.household.id })).rejects.toThrow();
    expect(() => asked(camille, { kind: "absence", from: day })).toThrow();
  });

  it("asks for a late booking of a service where the child is enrolled, on a day it opens", async () => {
    const wish = { kind: "late-booking", childId: camille.child.id, activityId: place.activity.id, from: "2026-11-24" };
    expect(await file(camille, wish)).toEqual({ ok: false, reason: "not-enrolled" });
  });

  it("is stopped after ten in a day, also when all come at once, and goes on the day after", async () => {
    const all = await Promise.all(Array.from({ length: 14 }, () => file(camille)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(10);
    expect(all.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "too-many" });
    const tomorrow = new Date("2026-11-24T08:00:00Z");
    expect(await file(camille, {}, { now: tomorrow })).toMatchObject({ ok: true });
  });

  it("has no more than twenty open at once, and reads a long list by pages", async () => {
    const rows = Array.from({ length: 45 }, (_, index) => ({
      ...{ id: crypto.randomUUID(), reference: `DEM-T${index}`, kind: "question", householdId: camille.household.id },
      ...{ accountId: camille.account.id, state: index < 20 ? ("in_study" as const) : ("decided" as const) },
      receivedAt: new Date("2026-10-01T08:00:00Z"),
    }));
    await db().familyRequest.createMany({ data: rows });
    expect(await file(camille)).toEqual({ ok: false, reason: "too-many" });
    const list = (page: number) => asParent(camille, ({ tx }, scope) => ownWork(tx, scope, { state: "ended", page }));
    expect(await list(1)).toMatchObject({ total: 25, rows: { length: 20 } });
    expect((await list(2)).rows).toHaveLength(5);
    expect((await list(3)).rows).toHaveLength(0);
  });

  it("asks once for each right over its data, which no other adult of the household reads", async () => {
    const other = await aParent(db(), camille.household.id, { firstName: "Sacha" });
    const partner = { ...camille, ...other };
    const id = await filed(camille, { kind: "access" });
    expect((await row(id)).dueOn?.toISOString().slice(0, 10)).toBe("2026-12-23");
    expect(await file(camille, { kind: "access" })).toEqual({ ok: false, reason: "already-open" });
    expect(await seen(camille, id)).not.toBeNull();
    expect(await seen(partner, id)).toBeNull();
    expect(await seen(partner, await filed(camille))).not.toBeNull();
    expect(await file(partner, { kind: "access" })).toMatchObject({ ok: true });
  });

  it("is heard while suspended, about the suspension and its data only", async () => {
    const appeal = { kind: "suspension" as const, text: "Je demande que la décision soit revue." };
    const send = () => asParent(camille, (context, scope) => fileAppeal(context, appeal, scope));
    expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toEqual({ ok: false, reason: "already-open" });
  });
});

describe("who sees a request", () => {
  it("is neither another family, nor a parent whom a decision bars from the child", async () => {
    const id = await filed(camille, { childId: camille.child.id });
    const other = await aParent(db(), camille.household.id, { firstName: "Sacha" });
    const partner = { ...camille, ...other };
    expect(await seen(partner, id)).not.toBeNull();
    await aGuardianship(db(), camille.child.id, other.guardian.id, true);
    expect(await seen(partner, id)).toBeNull();
    const stranger = await family(place, "Noé");
    expect(await seen(stranger, id)).toBeNull();
    const more = { requestId: id, text: "Bonjour" };
    await expect(asParent(stranger, (context, scope) => writeToOffice(context, more, scope))).rejects.toThrow();
    await expect(asParent(partner, (context, scope) => withdrawRequest(context, more, scope))).rejects.toThrow();
  });

  it("never reads an internal note, in any state", async () => {
    const id = await filed(camille);
    const secret = "Note : vérifier avec la directrice.";
    await asStaff(head(), (context, scope) => noteRequest(context, { requestId: id, text: secret }, scope));
    expect(JSON.stringify(await seen(camille, id))).not.toContain(secret);
    expect(JSON.stringify(await mails(camille))).not.toContain(secret);
  });
});

describe("the exchanges", () => {
  it("stop the office's time while the family is waited for, and give the days back", async () => {
    const id = await filed(camille);
    const ask = { requestId: id, text: "Pour quel jour ?", waits: "on" as const, templateId: null };
    await asStaff(head(), (context, scope) => writeToFamily(context, ask, scope));
    expect(await row(id)).toMatchObject({ state: "waiting_family", waitingSince: new Date("2026-11-23") });
    const later = new Date("2026-11-26T08:00:00Z");
    const answer = { requestId: id, text: "Pour jeudi." };
    await asParent(camille, (context, scope) => writeToOffice(context, answer, scope), { now: later });
    expect(await row(id)).toMatchObject({ state: "in_study", waitingSince: null, dueOn: new Date("2026-12-10") });
    expect((await mails(camille)).at(-1)?.text).toContain("Pour quel jour ?");
  });

  it("end with a decision, once, of two that are given at the same moment; then the family may come back to it", async () => {
    const id = await filed(camille);
    const both = await Promise.all([decided(id), decided(id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const late = { requestId: id, text: "Et pourtant je ne suis pas d’accord." };
    expect(await asParent(camille, (context, scope) => writeToOffice(context, late, scope))).toEqual({
      ok: false,
      reason: "ended",
    });
    expect(await asParent(camille, (context, scope) => reopenRequest(context, late, scope))).toEqual({ ok: true });
    expect(await row(id)).toMatchObject({ state: "reopened", outcome: null, decidedAt: null });
    expect(await types(id)).toEqual([
      "request.filed",
      "request.answered",
      "request.refused",
      "request.refused",
      "request.changed",
    ]);
  });

  it.each([
    ["2027-01-22T10:00:00Z", true],
    ["2027-01-23T10:00:00Z", false],
  ])("can be opened again by the family until the sixtieth day: on %s %s", async (moment, expected) => {
    const id = await filed(camille);
    await decided(id);
    const again = { requestId: id, text: "Je vous demande de revoir cela." };
    const outcome = await asParent(camille, (context, scope) => reopenRequest(context, again, scope), {
      now: new Date(moment),
    });
    expect(outcome.ok).toBe(expected);
  });

  it("end when the family withdraws, and nobody opens that again for it", async () => {
    const id = await filed(camille);
    expect(await asParent(camille, (context, scope) => withdrawRequest(context, { requestId: id }, scope))).toEqual({
      ok: true,
    });
    expect(await row(id)).toMatchObject({ state: "closed", outcome: "withdrawn", closedAt: NOW });
    expect(await decided(id)).toEqual({ ok: false, reason: "past-step" });
    expect((await seen(camille, id))?.mayReopen).toBe(false);
  });
});

it("leaves nothing when its journal line cannot be written", async () => {
  const broken = asParent(camille, async (context, scope) => {
    const tx = new Proxy(context.tx, {
      get: (target, key) => (key === "auditEvent" ? { createMany: () => ({ count: 0 }) } : Reflect.get(target, key)),
    });
    return fileRequest({ ...context, tx }, asked(camille), scope);
  });
  await expect(broken).rejects.toThrow();
  expect(await db().familyRequest.count({ where: { householdId: camille.household.id } })).toBe(0);
});
