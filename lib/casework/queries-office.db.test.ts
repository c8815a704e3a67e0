import { beforeEach, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aHousehold, aParent, aStaffAccount, NOW, TODAY } from "@/prisma/fixtures";
import { family, town } from "@/prisma/fixtures/month";
import { asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { consultedRequest, officeRequest } from "./queries-office";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
});

/** The other home of the same child, and who lives there. */
async function otherHome(): Promise<Person> {
  const household = await aHousehold(db(), { name: "Martin" });
  const home = { childId: camille.child.id, householdId: household.id };
  await db().childHousehold.create({ data: { id: newId(), ...home, since: toColumn(TODAY) } });
  return { ...camille, household, ...(await aParent(db(), household.id, { firstName: "Sacha" })) };
}

it("a household confided by name opens its own requests about a child, not those of the child's other home", async () => {
  const there = await otherHome();
  const [own, theirs] = [
    await filed(camille, { childId: camille.child.id }),
    await filed(there, { childId: camille.child.id }),
  ];
  const agent = { id: (await aStaffAccount(db(), "agent", [])).id, role: "agent" as const };
  const seen = (id: string, who = agent) =>
    asStaff(who, async ({ tx }, scope) => (await officeRequest(tx, scope, id)) !== null);
  expect(await seen(own)).toBe(false);
  const named = { accountId: agent.id, householdId: camille.household.id, reason: "Suivi", createdAt: NOW };
  await db().caseAssignment.create({ data: { id: newId(), ...named, since: toColumn(TODAY) } });
  expect(await seen(own)).toBe(true);
  expect(await seen(theirs)).toBe(false);
  const school = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" as const };
  expect(await seen(theirs, school)).toBe(true);
});

it("a look at a private request stays between its author and the office", async () => {
  const shared = await filed(camille);
  const own = await filed(camille, { kind: "access" });
  const head = { id: place.head.id, role: "responsable" as const };
  const ownerOf = async (id: string) => {
    await asStaff(head, (context, scope) => consultedRequest(context, scope, id));
    const where = { type: "family.consulted", object: `family-request/${id}` };
    const { subject } = await db().auditEvent.findFirstOrThrow({ where });
    return db().pseudonym.findUniqueOrThrow({ where: { pseudonym: subject ?? "" } });
  };
  expect(await ownerOf(shared)).toMatchObject({ kind: "household", ownerId: camille.household.id });
  expect(await ownerOf(own)).toMatchObject({ kind: "account", ownerId: camille.account.id });
});
