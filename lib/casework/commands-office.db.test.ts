import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { aSite, aStaffAccount, NOW, TODAY } from "@/prisma/fixtures";
import { family, town } from "@/prisma/fixtures/month";
import { asStaff, filed, type Person, WORDS } from "@/prisma/testing/requests/people";
import { filePaper } from "./commands-file";
import { assignRequest, decideRequest, extendRequest, writeToFamily } from "./commands-office";
import { addCriterion, dropTeam, saveDelays, saveMails, saveTeam } from "./commands-settings";
import { handlingOf } from "./queries-settings";
import { paperSchema } from "./schema";
import { criterionInput } from "./schema-settings";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let agent: { id: string; role: "agent" };
let stranger: { id: string; role: "agent" };
beforeEach(async () => {
  await db().setting.updateMany({ where: { section: "requests" }, data: { value: {} } });
  place = await town();
  camille = await family(place);
  agent = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" };
  stranger = { id: (await aStaffAccount(db(), "agent", [(await aSite(db())).id])).id, role: "agent" };
});

const head = () => ({ id: place.head.id, role: "responsable" as const });
const row = (id: string) => db().familyRequest.findUniqueOrThrow({ where: { id } });

describe("who takes it in charge", () => {
  const give = (id: string, holder: string, by: typeof agent | ReturnType<typeof head> = agent) =>
    asStaff(by, (context, scope) => assignRequest(context, { requestId: id, holder }, scope));

  it("is oneself, a colleague who sees the family, a team, nobody; never somebody who would find no page", async () => {
    const id = await filed(camille, { childId: camille.child.id });
    expect(await give(id, "me")).toEqual({ ok: true });
    expect((await row(id)).assignedToId).toBe(agent.id);
    expect(await give(id, `person:${stranger.id}`)).toEqual({ ok: false, reason: "cannot-see" });
    expect(await give(id, `person:${camille.account.id}`)).toEqual({ ok: false, reason: "cannot-see" });
    expect((await row(id)).assignedToId).toBe(agent.id);
    await expect(give(id, `team:${crypto.randomUUID()}`)).rejects.toThrow();
    expect(await give(id, "nobody")).toEqual({ ok: true });
    expect((await row(id)).assignedToId).toBeNull();
    await expect(give(id, "me", stranger)).rejects.toThrow();
  });

  it("follows the first criterion that fits and whose taker may read it", async () => {
    const add = (given: Record<string, string>) =>
      asStaff(head(), (context) => addCriterion(context, criterionInput.parse(given)));
    await asStaff(head(), (context) => saveTeam(context, { id: null, name: "Accueil", members: [agent.id] }));
    const team = (await handlingOf(db(), TODAY)).teams[0]?.id ?? "";
    await add({ kind: "absence", taker: `team:${team}` });
    await add({ siteId: place.site.id, from: "A", to: "F", taker: `person:${stranger.id}` });
    await add({ siteId: place.site.id, from: "A", to: "F", taker: `person:${agent.id}` });
    const asked = { childId: camille.child.id };
    expect(await row(await filed(camille, asked))).toMatchObject({ assignedToId: agent.id, teamId: null });
    expect(await row(await filed(camille, { ...asked, kind: "absence", from: TODAY }))).toMatchObject({
      assignedToId: null,
      teamId: team,
    });
    expect(await row(await filed(camille))).toMatchObject({ assignedToId: null, teamId: null });
    await asStaff(head(), (context) => dropTeam(context, { id: team }));
    expect(await db().familyRequest.count({ where: { teamId: team } })).toBe(0);
    expect((await handlingOf(db(), TODAY)).criteria).toHaveLength(2);
  });
});

describe("the settings", () => {
  it("give each kind its time from the next request on", async () => {
    const { delays } = await handlingOf(db(), TODAY);
    await asStaff(head(), (context) =>
      saveDelays(context, { delays: { ...delays, question: { days: 3, remind: 1 } } }),
    );
    expect((await row(await filed(camille))).dueOn).toEqual(new Date("2026-11-26"));
  });

  it("choose which steps send a mail", async () => {
    await asStaff(head(), (context) => saveMails(context, { mails: ["decided"] }));
    const mails = () => db().mailOutbox.count({ where: { toAddress: camille.account.email } });
    const id = await filed(camille);
    expect(await mails()).toBe(0);
    const answer = { requestId: id, outcome: "answered" as const, motive: "La garderie rouvre lundi." };
    await asStaff(head(), (context, scope) => decideRequest(context, answer, scope));
    expect(await mails()).toBe(1);
  });
});

describe("a request from paper", () => {
  const paper = (given: Record<string, string> = {}) =>
    paperSchema.parse({
      kind: "question",
      channel: "paper",
      receivedOn: "2026-11-20",
      householdId: camille.household.id,
      text: WORDS,
      ...given,
    });

  it("keeps its channel, the day it came, and who wrote it down", async () => {
    const outcome = await asStaff(agent, (context, scope) =>
      filePaper(context, paper({ accountId: camille.account.id }), scope),
    );
    const request = await row(outcome.ok ? outcome.requestId : "");
    expect(request).toMatchObject({ channel: "paper", accountId: camille.account.id, dueOn: new Date("2026-12-04") });
    expect(request.receivedAt.toISOString().slice(0, 10)).toBe("2026-11-20");
    expect(await db().familyRequestEntry.findFirst({ where: { requestId: request.id } })).toMatchObject({
      side: "office",
      authorId: agent.id,
    });
  });

  it("is not from tomorrow, nor in the name of somebody of another household", async () => {
    const other = await family(place, "Noé");
    const tomorrow = paper({ receivedOn: "2026-11-24" });
    expect(await asStaff(agent, (context, scope) => filePaper(context, tomorrow, scope))).toEqual({
      ok: false,
      reason: "future",
    });
    for (const foreign of [{ accountId: other.account.id }, { childId: other.child.id }])
      await expect(asStaff(agent, (context, scope) => filePaper(context, paper(foreign), scope))).rejects.toThrow();
  });
});

describe("more time", () => {
  it("is taken once for a data right, within its month, and told", async () => {
    const id = await filed(camille, { kind: "access" });
    const extend = (now = NOW) =>
      asStaff(
        head(),
        (context, scope) => extendRequest(context, { requestId: id, motive: "Votre dossier est long." }, scope),
        { now },
      );
    expect(await extend(new Date("2026-12-24T08:00:00Z"))).toEqual({ ok: false, reason: "not-extendable" });
    expect(await extend(new Date("2026-12-23T08:00:00Z"))).toEqual({ ok: true });
    expect(await row(id)).toMatchObject({ dueOn: new Date("2027-02-23"), extended: true });
    expect(await extend()).toEqual({ ok: false, reason: "not-extendable" });
    const question = await filed(camille);
    const wish = { requestId: question, motive: "Plus tard." };
    expect(await asStaff(head(), (context, scope) => extendRequest(context, wish, scope))).toMatchObject({ ok: false });
  });
});

it("an agent whose assignment ended while the page was open writes nothing", async () => {
  const id = await filed(camille, { childId: camille.child.id });
  await db().assignment.updateMany({ where: { accountId: agent.id }, data: { until: new Date("2026-11-22") } });
  const entries = await db().familyRequestEntry.count({ where: { requestId: id } });
  const message = { requestId: id, text: "Bonjour", templateId: null };
  await expect(asStaff(agent, (context, scope) => writeToFamily(context, message, scope))).rejects.toThrow();
  expect(await db().familyRequestEntry.count({ where: { requestId: id } })).toBe(entries);
});
