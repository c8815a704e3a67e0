/** The rows that an accepted request makes: household, adult, children, payer, and the account's place beside them. Each leaves its event. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { isSameChild } from "./rules-likeness";
import type { NewChild, StoredRequest } from "./schema-account-request";

type NewAdult = Pick<StoredRequest, "firstName" | "lastName" | "phone"> & { email: string };

/** A household of one adult, who pays for it until the office says otherwise. */
export async function createHousehold(context: Context, asked: StoredRequest, email: string) {
  const { tx, now, today } = context;
  const { lastName, firstName, line, more, postalCode, city } = asked;
  const since = toColumn(today);
  const householdId = newId();
  const address = { id: newId(), line, more, postalCode, city };
  await tx.household.create({ data: { id: householdId, name: lastName, createdAt: now } });
  await tx.householdAddress.create({ data: { ...address, householdId, since } });
  const guardianId = await addGuardian(context, householdId, { ...asked, email });
  const payer = { id: newId(), kind: "guardian" as const, guardianId, name: `${firstName} ${lastName}`, email };
  const share = { id: newId(), householdId, payerId: payer.id, sharePercent: 100 };
  await tx.payer.create({ data: { ...payer, createdAt: now } });
  await tx.householdPayer.create({ data: { ...share, since } });
  await record(context, {
    type: "household.created",
    subject: { kind: "household", id: householdId },
    object: { kind: "household", id: householdId },
    body: { householdId, name: lastName, address, guardianId, payerId: payer.id, shareId: share.id, since: today },
  });
  return { householdId, guardianId };
}

export async function addGuardian(context: Context, householdId: string, adult: NewAdult): Promise<string> {
  const { tx, now, today } = context;
  const { firstName, lastName, phone, email } = adult;
  const guardianId = newId();
  const memberId = newId();
  await tx.guardian.create({ data: { id: guardianId, firstName, lastName, phone, email, createdAt: now } });
  await tx.householdMember.create({ data: { id: memberId, householdId, guardianId, since: toColumn(today) } });
  await record(context, {
    type: "household.contact-changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "guardian", id: guardianId },
    body: { guardianId, memberId, before: null, after: { firstName, lastName, phone, email } },
  });
  return guardianId;
}

export type FromDay = { schoolYearId: string; since: CivilDate };

/** From today in the present school year, or from the first day of the next; null when the commune has opened none. */
export async function schoolingStart({ tx, today }: Context): Promise<FromDay | null> {
  const year = await tx.schoolYear.findFirst({
    where: { endsOn: { gte: toColumn(today) } },
    orderBy: { startsOn: "asc" },
  });
  if (!year) return null;
  const [, since = today] = [today, fromColumn(year.startsOn)].toSorted();
  return { schoolYearId: year.id, since };
}

type Addition = { householdId: string; guardianId: string; children: readonly NewChild[]; schooling: FromDay };

/** Those that the household does not have yet. */
export async function addChildren(context: Context, addition: Addition): Promise<void> {
  const { householdId, guardianId, children, schooling } = addition;
  const homes = await context.tx.childHousehold.findMany({ where: { householdId }, include: { child: true } });
  const known = homes.map(({ child }) => ({ ...child, birthDate: fromColumn(child.birthDate) }));
  for (const child of children) {
    if (known.some((one) => isSameChild(one, child))) continue;
    await addChild(context, { householdId, guardianId, child, schooling });
  }
}

type NewPlace = {
  householdId: string;
  guardianId: string;
  child: NewChild;
  schooling: FromDay;
};

async function addChild(context: Context, { householdId, guardianId, child, schooling }: NewPlace): Promise<void> {
  const { tx, now, today } = context;
  const { firstName, lastName, birthDate, siteId, grade } = child;
  const twins = await tx.child.findMany({ where: { birthDate: toColumn(birthDate) } });
  const [childId, homeId, schoolingId] = [newId(), newId(), newId()];
  await tx.child.create({
    data: { id: childId, firstName, lastName, birthDate: toColumn(birthDate), createdAt: now },
  });
  await tx.guardianship.create({ data: { childId, guardianId, authority: "joint" } });
  await tx.childHousehold.create({ data: { id: homeId, childId, householdId, since: toColumn(today) } });
  const place = { id: schoolingId, childId, siteId, grade };
  await tx.schooling.create({
    data: { ...place, schoolYearId: schooling.schoolYearId, since: toColumn(schooling.since) },
  });
  await record(context, {
    type: "child.created",
    subject: { kind: "child", id: childId },
    object: { kind: "child", id: childId },
    body: {
      childId,
      householdId,
      homeId,
      guardianId,
      firstName,
      lastName,
      birthDate,
      schooling: { ...place, ...schooling },
    },
  });
  const likely = twins.filter((twin) => isSameChild({ ...twin, birthDate }, child));
  for (const twin of likely) await noteDuplicate(context, twin.id, childId);
}

/** Perhaps the same child in another file, maybe of another school: shown to the head of school affairs, and to nobody else. */
async function noteDuplicate(context: Context, firstId: string, secondId: string): Promise<void> {
  const id = newId();
  await context.tx.possibleDuplicate.create({
    data: {
      id,
      kind: "child",
      firstId,
      secondId,
      reason: "Même prénom, même date de naissance",
      state: "open",
      createdAt: context.now,
    },
  });
  await record(context, {
    type: "duplicate.found",
    subject: null,
    object: { kind: "duplicate", id },
    body: { duplicateId: id, kind: "child", firstId, secondId },
  });
}

type Link = { guardianId: string; accountId: string; householdId: string };

/** From now on this adult of the file is the person behind the account. */
export async function linkAccount(context: Context, { guardianId, accountId, householdId }: Link): Promise<void> {
  const { tx } = context;
  const { email } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } });
  const before = await tx.guardian.findUniqueOrThrow({ where: { id: guardianId }, select: { email: true } });
  await tx.guardian.update({ where: { id: guardianId }, data: { accountId, email } });
  await record(context, {
    type: "household.contact-changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "guardian", id: guardianId },
    body: { guardianId, accountId, before, after: { email } },
  });
}
