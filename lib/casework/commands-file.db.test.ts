import { beforeEach, describe, expect, it } from "vitest";
import { MOST_MESSAGES_A_DAY } from "@/lib/request/rules";
import { changeSchema } from "@/lib/request/schema";
import { NotFound } from "@/lib/server/action";
import { db } from "@/lib/server/db";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, file, filed, type Person, WORDS } from "@/prisma/testing/requests/people";
import { askChange, enterChange, writeToOffice } from "./commands";
import { filePaper } from "./commands-file";
import { acceptAskedChange, decideRequest } from "./commands-office";
import { ownWorkRequest } from "./queries";
import { type BroughtInput, paperSchema } from "./schema";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
});

const head = () => ({ id: place.head.id, role: "responsable" as const });
const TOMORROW = { now: new Date("2026-11-24T08:00:00Z") };

it("a change of record counts among the ten requests of a day: the tenth is taken, the next waits for tomorrow", async () => {
  const change = (firstName: string, clock = {}) => {
    const wish = { kind: "guardian_identity", guardianId: camille.guardian.id, firstName, lastName: "Durand" };
    const input = changeSchema.parse({ ...wish, comment: "" });
    return asParent(camille, (context, scope) => askChange(context, input, scope), clock);
  };
  for (let count = 0; count < 9; count++) await file(camille);
  expect(await change("Camille-Anne")).toMatchObject({ ok: true });
  expect(await file(camille)).toEqual({ ok: false, reason: "too-many" });
  await db().changeRequest.updateMany({ where: { householdId: camille.household.id }, data: { state: "withdrawn" } });
  expect(await change("Anne")).toEqual({ ok: false, reason: "too-many" });
  expect(await change("Anne", TOMORROW)).toMatchObject({ ok: true });
});

it("words to the office end at so many a day, also when several come at once, and go on the day after", async () => {
  const requestId = await filed(camille);
  const rows = Array.from({ length: MOST_MESSAGES_A_DAY - 2 }, () => ({
    ...{ id: crypto.randomUUID(), requestId, authorId: camille.account.id, side: "family", kind: "message" },
    ...{ text: WORDS, at: new Date("2026-11-23T07:00:00Z") },
  }));
  await db().familyRequestEntry.createMany({ data: rows });
  const say = (clock = {}) =>
    asParent(camille, (context, scope) => writeToOffice(context, { requestId, text: "Bonjour" }, scope), clock);
  const answers = await Promise.all([say(), say(), say()]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers).toContainEqual({ ok: false, reason: "too-many" });
  expect(await say(TOMORROW)).toEqual({ ok: true });
});

it.each([
  ["2026-11-24", { ok: false, reason: "future" }],
  ["2026-11-23", { ok: true }],
  ["2025-11-22", { ok: true }],
  ["2025-11-21", { ok: false, reason: "past" }],
])("a letter is written down with the day it came, at most a year ago: %s", async (receivedOn, expected) => {
  const letter = { kind: "question", householdId: camille.household.id, channel: "paper", receivedOn, text: WORDS };
  const input = paperSchema.parse({ ...letter, accountId: camille.account.id, childId: "" });
  expect(await asStaff(head(), (context, scope) => filePaper(context, input, scope))).toMatchObject(expected);
});

it("is not accepted in words alone where accepting does something; other answers are words", async () => {
  const wish = { kind: "absence", childId: camille.child.id, from: "2026-11-06" };
  const requestId = await filed(camille, wish);
  const answer = (outcome: "accepted" | "refused", id = requestId) => {
    const input = { requestId: id, outcome, motive: "La feuille du jour est signée." };
    return asStaff(head(), (context, scope) => decideRequest(context, input, scope));
  };
  expect(await answer("accepted")).toEqual({ ok: false, reason: "needs-effect" });
  expect(await db().familyRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({ state: "received" });
  expect(await answer("refused")).toEqual({ ok: true });
  expect(await answer("accepted", await filed(camille))).toEqual({ ok: true });
});

describe("a change of record that comes by letter", () => {
  const wish = () =>
    changeSchema.parse({
      ...{ kind: "child_identity", childId: camille.child.id, firstName: "Léana", lastName: "Durand" },
      ...{ birthDate: "2020-05-04", comment: "Jugement joint" },
    });
  const enter = (given: Partial<BroughtInput> = {}) =>
    asStaff(head(), (context, scope) => {
      const asker = { householdId: camille.household.id, accountId: camille.account.id };
      const brought = { ...asker, channel: "paper" as const, receivedOn: "2026-11-20", ...given };
      return enterChange(context, { wish: wish(), brought }, scope);
    });

  it("waits for the office like one of the portal, in the name of who asks, and is made by accepting it", async () => {
    const outcome = await enter();
    if (!outcome.ok) throw new Error(outcome.reason);
    const where = { id: outcome.requestId };
    expect(await db().familyRequest.findUniqueOrThrow({ where })).toMatchObject({
      ...{ kind: "change", channel: "paper", accountId: camille.account.id, state: "received" },
      receivedAt: new Date("2026-11-20T11:00:00Z"),
    });
    expect(await asParent(camille, ({ tx }, scope) => ownWorkRequest(tx, scope, outcome.requestId))).not.toBeNull();
    expect(await enter()).toEqual({ ok: false, reason: "already-asked" });
    await asStaff(head(), (context, scope) => acceptAskedChange(context, { requestId: outcome.requestId }, scope));
    expect((await db().child.findUniqueOrThrow({ where: { id: camille.child.id } })).firstName).toBe("Léana");
    expect(await db().familyRequest.findUniqueOrThrow({ where })).toMatchObject({
      outcome: "accepted",
      effectKind: "change",
    });
  });

  it("is asked by an adult who lives there and by nobody else", async () => {
    const stranger = await family(place, "Noé");
    await expect(enter({ accountId: stranger.account.id })).rejects.toThrow(NotFound);
    await expect(enter({ householdId: stranger.household.id })).rejects.toThrow(NotFound);
    const theirs = { accountId: stranger.account.id, householdId: stranger.household.id };
    await expect(enter(theirs)).rejects.toThrow(NotFound);
    expect(await enter({ receivedOn: "2026-11-24" })).toEqual({ ok: false, reason: "future" });
    expect(await db().changeRequest.count({ where: { childId: camille.child.id } })).toBe(0);
  });
});
