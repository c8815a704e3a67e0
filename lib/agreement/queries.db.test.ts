import { expect, it } from "vitest";
import type { FamilyScope } from "@/lib/access/gate";
import { ownWorkRequest } from "@/lib/casework/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aParent, NOW } from "@/prisma/fixtures";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { joinedDocuments, type Papered, receiptPaper } from "./queries";

const LATER = new Date("2026-11-26T08:00:00Z");
const STREET = "12 rue des Écoles";

async function recipient(person: Person, id: string, now = NOW) {
  return asParent(
    person,
    async ({ tx, today }, scope) => {
      const request = await ownWorkRequest(tx, scope, id);
      if (!request) throw new Error("who asked reads it");
      return (await receiptPaper(tx, request as Papered, { locale: "fr", today, reader: scope })).recipient;
    },
    { now },
  );
}

it("prints the address for who lives there, never for a parent who moved out, nor one that is protected", async () => {
  const camille = await family(await town());
  const left = { ...camille, ...(await aParent(db(), camille.household.id, { firstName: "Sacha" })) };
  const own = await filed(camille);
  const theirs = await filed(left);
  expect((await recipient(camille, own)).join()).toContain(STREET);
  expect((await recipient(left, theirs)).join()).toContain(STREET);
  const guardianId = left.guardian.id;
  const until = toColumn("2026-11-25");
  await db().householdMember.updateMany({ where: { guardianId, householdId: camille.household.id }, data: { until } });
  expect(await recipient(left, theirs, LATER)).toHaveLength(1);
  expect((await recipient(camille, own, LATER)).join()).toContain(STREET);
  const office = { locale: "fr", today: "2026-11-26", reader: null as FamilyScope | null } as const;
  const paper = async (id: string) => {
    const request = await db().familyRequest.findUniqueOrThrow({ where: { id } });
    const papered = { ...request, dueOn: null, entries: [], proposals: [] } as unknown as Papered;
    return (await receiptPaper(db(), papered, office)).recipient.join();
  };
  expect(await paper(theirs)).not.toContain(STREET);
  expect(await paper(own)).toContain(STREET);
  await db().householdAddress.updateMany({ where: { householdId: camille.household.id }, data: { isProtected: true } });
  expect((await recipient(camille, own, LATER)).join()).not.toContain(STREET);
});

it("says of a joined document that nobody decided on in time that it is gone, not that it waits", async () => {
  const place = await town();
  const camille = await family(place);
  const requestId = await filed(camille);
  const { id: kindId } = await aDocumentKind({ isAttached: true });
  const who = { requestId, kindId, householdId: camille.household.id, depositedById: camille.account.id };
  const data = (state: "waiting" | "refused" | "draft", destroyedAt: Date | null) => ({
    ...{ id: newId(), state, destroyedAt, createdAt: NOW, ...who },
  });
  await db().document.createMany({
    data: [data("waiting", null), data("waiting", LATER), data("refused", LATER), data("draft", null)],
  });
  const head = { id: place.head.id, role: "responsable" as const };
  const joined = await asStaff(head, ({ tx }, scope) => joinedDocuments(tx, scope, requestId));
  expect(joined.map(({ state }) => state).sort()).toEqual(["expired", "refused", "waiting"]);
});
