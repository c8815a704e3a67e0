import { beforeEach, expect, it } from "vitest";
import { MOST_MESSAGES_A_DAY } from "@/lib/request/rules";
import { changeSchema } from "@/lib/request/schema";
import { db } from "@/lib/server/db";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, file, filed, type Person, WORDS } from "@/prisma/testing/requests/people";
import { askChange, writeToOffice } from "./commands";
import { filePaper } from "./commands-file";
import { decideRequest } from "./commands-office";
import { paperSchema } from "./schema";

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
