import { beforeEach, describe, expect, it } from "vitest";
import { assignRequest, decideRequest } from "@/lib/casework/commands-office";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aStaffAccount } from "@/prisma/fixtures";
import { family, town } from "@/prisma/fixtures/month";
import { asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { closeEnded, remindHolders } from "./commands-round";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  await db().setting.updateMany({ where: { section: "requests" }, data: { value: {} } });
  place = await town();
  camille = await family(place);
});

const head = () => ({ id: place.head.id, role: "responsable" as const });
const row = (id: string) => db().familyRequest.findUniqueOrThrow({ where: { id } });
const on = <Value>(moment: string, work: (context: ReturnType<typeof systemContext>) => Promise<Value>) =>
  transaction((tx) => work(systemContext(tx, new Date(moment))));

describe("the round of the worker", () => {
  it("closes what was decided once nobody can come back to it: not on the sixtieth day, on the next", async () => {
    const id = await filed(camille);
    const decision = { requestId: id, outcome: "answered" as const, motive: "La garderie rouvre lundi." };
    await asStaff(head(), (context, scope) => decideRequest(context, decision, scope));
    await on("2027-01-22T22:00:00Z", closeEnded);
    expect(await row(id)).toMatchObject({ state: "decided", closedAt: null });
    await on("2027-01-23T01:00:00Z", closeEnded);
    expect(await row(id)).toMatchObject({ state: "closed", closedAt: new Date("2027-01-23T01:00:00Z") });
  });

  it("tells whoever holds a request that it is due soon, then that it is late, once each, by references only", async () => {
    const agent = await aStaffAccount(db(), "agent", [place.site.id]);
    const id = await filed(camille, { childId: camille.child.id });
    const wish = { requestId: id, holder: `person:${agent.id}` };
    await asStaff(head(), (context, scope) => assignRequest(context, wish, scope));
    const mails = () => db().mailOutbox.findMany({ where: { toAddress: agent.email }, orderBy: { id: "asc" } });
    await on("2026-12-02T08:00:00Z", remindHolders);
    expect(await mails()).toHaveLength(0);
    await on("2026-12-03T08:00:00Z", remindHolders);
    await on("2026-12-04T08:00:00Z", remindHolders);
    expect(await mails()).toHaveLength(1);
    await on("2026-12-07T08:00:00Z", remindHolders);
    expect(await mails()).toHaveLength(1);
    await on("2026-12-08T08:00:00Z", remindHolders);
    await on("2026-12-09T08:00:00Z", remindHolders);
    const sent = await mails();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.text).toContain((await row(id)).reference);
    for (const { subject, text } of sent) expect(`${subject}${text}`).not.toMatch(/Durand|Léa/);
  });

  it("tells the head, not a holder who sees the family no more", async () => {
    const agent = await aStaffAccount(db(), "agent", [place.site.id]);
    const id = await filed(camille, { childId: camille.child.id });
    await db().familyRequest.update({ where: { id }, data: { assignedToId: agent.id } });
    await db().assignment.updateMany({ where: { accountId: agent.id }, data: { until: new Date("2026-11-30") } });
    await on("2026-12-08T08:00:00Z", remindHolders);
    expect(await db().mailOutbox.count({ where: { toAddress: agent.email } })).toBe(0);
    const told = await db().mailOutbox.findFirst({ where: { toAddress: place.head.email }, orderBy: { id: "desc" } });
    expect(told?.text).toContain((await row(id)).reference);
  });
});

it("reaches who was not told yet, however many were", async () => {
  const rows = Array.from({ length: 210 }, (_, index) => ({
    ...{ id: crypto.randomUUID(), reference: `DEM-R${index}`, kind: "question", householdId: camille.household.id },
    ...{ accountId: camille.account.id, state: "in_study" as const, receivedAt: new Date("2026-11-01T08:00:00Z") },
    ...{ dueOn: new Date("2026-12-04"), reminded: 1 },
  }));
  await db().familyRequest.createMany({ data: rows });
  const id = await filed({ ...camille, ...(await family(place, "Noé")) });
  await on("2026-12-03T08:00:00Z", remindHolders);
  expect(await row(id)).toMatchObject({ reminded: 1 });
});
