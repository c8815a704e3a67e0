/** For database tests: a family of long ago, over for every rule, with twenty values that are written nowhere else. */
import { record } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aChild, aHousehold, anAddress, aParent } from "@/prisma/fixtures";

export type Canaries = { planted: string[]; householdId: string; accountId: string; childId: string; eventId: string };

/** One value of each in as many places; the last stands in the journal alone, encrypted. */
export async function plantCanaries(at: Date, day: string): Promise<Canaries> {
  const planted: string[] = [];
  const next = (name: string) => {
    const value = `Canari${name}${newId().slice(-6)}`;
    planted.push(value);
    return value;
  };
  const household = await aHousehold(db(), { name: next("Foyer"), externalRef: next("Ref") });
  const since = { createdAt: at };
  await db().household.update({ where: { id: household.id }, data: { ...since, situation: next("Situation") } });
  const address = await anAddress(db(), household.id);
  await db().householdAddress.update({ where: { id: address.id }, data: { line: next("Rue"), city: next("Ville") } });
  const email = `${next("mail").toLowerCase()}@example.org`;
  const { account, guardian } = await aParent(db(), household.id, { email });
  const name = { firstName: next("Prenom"), lastName: next("Nom") };
  await db().guardian.update({ where: { id: guardian.id }, data: { ...name, ...since } });
  const idle = { ...since, activatedAt: at, lastSignInAt: at };
  await db().account.update({ where: { id: account.id }, data: { ...idle, lastName: next("Compte") } });
  const child = await aChild(db(), { firstName: next("Enfant"), homes: [{ householdId: household.id }] });
  await plantAround(next, { householdId: household.id, accountId: account.id, childId: child.id }, { at, day });
  const subject = { kind: "household" as const, id: household.id };
  const by = { actor: { accountId: account.id, role: "parent" as const }, channel: "portal" as const, net: null };
  const eventId = await transaction((tx) =>
    record(contextOf(tx, at, by), {
      ...{ type: "household.contact-changed", subject, object: subject },
      body: { after: { line: next("Journal") } },
    }),
  );
  return { planted, householdId: household.id, accountId: account.id, childId: child.id, eventId };
}

type Family = { householdId: string; accountId: string; childId: string };

async function plantAround(next: (name: string) => string, family: Family, { at, day }: { at: Date; day: string }) {
  const { householdId, accountId, childId } = family;
  await db().childHealth.create({ data: { childId, allergies: next("Allergie"), updatedAt: at } });
  const contact = { id: newId(), childId, name: next("Contact"), phone: "0", relation: "tante", rank: 1 };
  await db().emergencyContact.create({ data: contact });
  await db().pickupPerson.create({ data: { id: newId(), childId, name: next("Sortie"), kind: "authorised" } });
  const dated = { since: toColumn(day), recordedAt: at };
  const quotient = { valueCents: 1, source: "caf" as const, beneficiary: next("Caf"), ...dated };
  await db().quotientFamilial.create({ data: { id: newId(), householdId, ...quotient } });
  await db().declaredFact.create({
    data: { id: newId(), householdId, fact: "situation", value: next("Fait"), ...dated },
  });
  await db().changeRequest.create({
    data: {
      ...{ id: newId(), reference: newId().slice(-12), kind: "guardian_identity", householdId, accountId },
      ...{ before: { name: next("Avant") }, after: {}, comment: next("Mot") },
      ...{ state: "accepted", createdAt: at, decidedAt: at },
    },
  });
  const mail = { toAddress: "x@example.org", subject: next("Objet"), text: next("Texte"), state: "sent" as const };
  await db().mailOutbox.create({ data: { id: newId(), ...mail, nextTryAt: at, createdAt: at, householdId } });
}
