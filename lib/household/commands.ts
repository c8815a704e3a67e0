/**
 * What a family edits alone: telephones, address, diet and allergies, emergency contacts, pick-up persons, consents.
 * Each edit leaves one event with before and after. Lists of contacts belong to a household: their events do too, so that a child's other
 * household does not read them.
 */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { type Done, done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { changesBetween, consentsInForce, isDeclarableAddressDate } from "./rules";
import {
  type AddressForm,
  type ConsentKind,
  type ConsentsForm,
  type ContactsForm,
  consentKinds,
  type HealthForm,
  type PhonesForm,
  type PickupsForm,
} from "./schema";

type Saved = Outcome<{ changed: boolean }, never>;
const unchanged: Saved = { ok: true, changed: false };
const changed: Saved = { ok: true, changed: true };

/** The household in whose name a parent edits a child's record: theirs, the one the child joined first. */
export async function ownHomeOf({ tx }: Context, scope: FamilyScope, childId: string): Promise<string> {
  const home = await tx.childHousehold.findFirst({
    where: {
      ...{ childId, ...heldOn(scope.today) },
      ...{ householdId: { in: [...scope.householdIds] }, child: childrenOfFamily(scope) },
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    select: { householdId: true },
  });
  if (!home) throw new NotFound();
  return home.householdId;
}

/** The dated rows that hold on a day, both its ends included. */
function heldOn(today: CivilDate) {
  const day = toColumn(today);
  return { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
}

/** The membership through which a parent edits an adult today: themselves, or a member of the household who has no account to do it. */
export async function ownMember({ tx }: Context, scope: FamilyScope, guardianId: string) {
  const member = await tx.householdMember.findFirst({
    where: {
      ...{ guardianId, ...heldOn(scope.today) },
      householdId: { in: [...scope.householdIds] },
      guardian: { OR: [{ id: scope.guardianId }, { accountId: null }] },
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    select: {
      householdId: true,
      guardian: { select: { firstName: true, lastName: true, phone: true, phoneWork: true } },
    },
  });
  if (!member) throw new NotFound();
  return member;
}

/** One's own telephones, or those of a member of the household who has no account to do it. */
export async function changePhones(context: Context, wish: PhonesForm, scope: FamilyScope): Promise<Saved> {
  const { guardianId, phone, phoneWork } = wish;
  const { householdId, guardian: known } = await ownMember(context, scope, guardianId);
  const change = changesBetween({ phone: known.phone, phoneWork: known.phoneWork }, { phone, phoneWork });
  if (!change) return unchanged;
  await context.tx.guardian.update({ where: { id: guardianId }, data: { phone, phoneWork } });
  await record(context, {
    type: "household.contact-changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "guardian", id: guardianId },
    body: { guardianId, ...change },
  });
  return changed;
}

/** A new address from its date of effect; the former one stays for the days before. A protected household stays protected. */
export async function changeAddress(
  context: Context,
  wish: AddressForm,
  scope: FamilyScope,
): Promise<Outcome<{ changed: boolean }, "date-out-of-range">> {
  const { householdId, since, ...place } = wish;
  if (!scope.householdIds.includes(householdId)) throw new NotFound();
  const subject = { kind: "household", id: householdId } as const;
  if (!isDeclarableAddressDate(since, context.today)) {
    const body = { reason: "date-out-of-range", wish: { ...place, since } };
    await record(context, { type: "household.edit-refused", subject, object: subject, body });
    return refused("date-out-of-range");
  }
  const earlier = await context.tx.householdAddress.findMany({
    where: { householdId, since: { lte: toColumn(since) } },
    orderBy: [{ since: "desc" }, { id: "desc" }],
  });
  const before = earlier[0] ? placeOf(earlier[0]) : null;
  if (before && !changesBetween(before, place)) return unchanged;
  const sameDay = earlier[0] && fromColumn(earlier[0].since) === since ? earlier[0] : null;
  const id = sameDay?.id ?? newId();
  const isProtected = earlier[0]?.isProtected ?? false;
  if (sameDay) await context.tx.householdAddress.update({ where: { id }, data: place });
  else
    await context.tx.householdAddress.create({
      data: { id, householdId, ...place, isProtected, since: toColumn(since) },
    });
  const body = { addressId: id, since, before, after: place };
  await record(context, { type: "household.contact-changed", subject, object: { kind: "address", id }, body });
  return changed;
}

function placeOf({
  line,
  more,
  postalCode,
  city,
}: {
  line: string;
  more: string | null;
  postalCode: string;
  city: string;
}) {
  return { line, more, postalCode, city };
}

export async function changeHealth(context: Context, wish: HealthForm): Promise<Saved> {
  const { childId, ...after } = wish;
  const known = await context.tx.childHealth.findUnique({
    where: { childId },
    select: { diet: true, allergies: true },
  });
  const change = changesBetween<{ diet: string; allergies: string | null }>(
    known ?? { diet: "standard", allergies: null },
    after,
  );
  if (!change) return unchanged;
  const stamped = { ...after, updatedAt: context.now };
  await context.tx.childHealth.upsert({ where: { childId }, create: { childId, ...stamped }, update: stamped });
  const child = { kind: "child", id: childId } as const;
  await record(context, { type: "child.health-changed", subject: child, object: child, body: { childId, ...change } });
  return changed;
}

/** Replaces the household's own list; lines of the office and of the other household stay. */
export async function changeContacts(context: Context, wish: ContactsForm, scope: FamilyScope): Promise<Saved> {
  const { childId } = wish;
  const householdId = await ownHomeOf(context, scope, childId);
  const own = { childId, householdId };
  const stored = await context.tx.emergencyContact.findMany({ where: own, orderBy: { rank: "asc" } });
  const before = stored.map(({ id, name, phone, relation }) => ({ id, name, phone, relation }));
  if (isSameList(before, wish.contacts)) return unchanged;
  const after = wish.contacts.map((row) => ({ id: newId(), ...row }));
  await context.tx.emergencyContact.deleteMany({ where: own });
  await context.tx.emergencyContact.createMany({ data: after.map((row, rank) => ({ ...row, ...own, rank })) });
  await record(context, {
    type: "child.contacts-changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "child", id: childId },
    body: { childId, before, after },
  });
  return changed;
}

/** As for contacts. A person whom a decision forbids is the office's line: no family touches it. */
export async function changePickups(context: Context, wish: PickupsForm, scope: FamilyScope): Promise<Saved> {
  const { childId } = wish;
  const householdId = await ownHomeOf(context, scope, childId);
  const own = { childId, householdId, kind: { not: "forbidden" as const } };
  const stored = await context.tx.pickupPerson.findMany({ where: own, orderBy: { id: "asc" } });
  const before = stored.map(({ id, name, phone, relation, kind }) => ({ id, name, phone, relation, kind }));
  if (isSameList(before, wish.pickups)) return unchanged;
  const after = wish.pickups.map((row) => ({ id: newId(), ...row }));
  await context.tx.pickupPerson.deleteMany({ where: own });
  await context.tx.pickupPerson.createMany({ data: after.map((row) => ({ ...row, childId, householdId })) });
  await record(context, {
    type: "child.pickups-changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "child", id: childId },
    body: { childId, before, after },
  });
  return changed;
}

type Line = { readonly [key: string]: string | null };

function isSameList(stored: readonly (Line & { id: string })[], wanted: readonly Line[]): boolean {
  if (stored.length !== wanted.length) return false;
  return stored.every((row, index) => changesBetween<Line>(row, wanted[index] ?? {}) === null);
}

/** Answers are added, never overwritten: the latest of each kind is in force. `waiting` kinds keep their answer: the other parent is asked first. */
export async function changeConsents(
  context: Context,
  wish: ConsentsForm,
  waiting: readonly ConsentKind[] = [],
): Promise<Done<{ changed: boolean }>> {
  const { childId } = wish;
  const rows = await context.tx.consent.findMany({ where: { childId } });
  const inForce = consentsInForce(rows.map((row) => ({ ...row, kind: row.kind as ConsentKind })));
  const fresh = consentKinds.filter(
    (kind) => !waiting.includes(kind) && inForce.get(kind)?.isGranted !== (wish[kind] === "yes"),
  );
  for (const kind of fresh) {
    const isGranted = wish[kind] === "yes";
    const consent = { id: newId(), childId, kind, isGranted, givenAt: context.now };
    await context.tx.consent.create({ data: { ...consent, accountId: context.actor?.accountId ?? null } });
    await record(context, {
      type: isGranted ? "child.consent-given" : "child.consent-withdrawn",
      subject: { kind: "child", id: childId },
      object: { kind: "consent", id: consent.id },
      body: { childId, kind, before: inForce.get(kind)?.isGranted ?? null, after: isGranted },
    });
  }
  return done({ changed: fresh.length > 0 });
}
