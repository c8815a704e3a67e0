/**
 * What the office edits in a household's file: quotient familial, address and its protection, payers and shares, situation, death of a parent.
 * Nothing is overwritten that a past bill was judged by: quotients, addresses and shares are new rows with their date of effect.
 */
import { createAccount } from "@/lib/account/commands-staff";
import { type Owner, record } from "@/lib/evidence/record";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { OfficeAddress, OpenAccount, PayersForm, RecordQuotient } from "./schema-office";

type Saved<Reason extends string = never> = Outcome<object, Reason>;

const subjectOf = (householdId: string): Owner => ({ kind: "household", id: householdId });

/** A new quotient beside the earlier ones: history stays, and the latest recorded wins on its days (domain rule 7). */
export async function recordQuotient(context: Context, wish: RecordQuotient): Promise<Saved<"end-before-start">> {
  const { householdId, value: valueCents, source, beneficiary, since, until } = wish;
  if (until !== null && until < since) return refused("end-before-start");
  const quotient = { id: newId(), householdId, valueCents, source, beneficiary };
  await context.tx.quotientFamilial.create({
    data: {
      ...quotient,
      since: toColumn(since),
      until: until && toColumn(until),
      recordedAt: context.now,
      recordedById: context.actor?.accountId ?? null,
    },
  });
  await record(context, {
    type: "quotient.recorded",
    subject: subjectOf(householdId),
    object: { kind: "quotient-familial", id: quotient.id },
    body: { ...quotient, since, until },
  });
  return done();
}

/** Any date of effect; ticking or unticking the protection holds for the household from this address on. */
export async function setAddress(context: Context, wish: OfficeAddress): Promise<Saved> {
  const { householdId, since, ...place } = wish;
  const known = await context.tx.householdAddress.findFirst({
    where: { householdId, since: { lte: toColumn(since) } },
    orderBy: [{ since: "desc" }, { id: "desc" }],
    select: { id: true, line: true, more: true, postalCode: true, city: true, isProtected: true, since: true },
  });
  const { id: knownId, since: knownSince, ...before } = known ?? { id: null, since: null };
  const sameDay = knownSince !== null && fromColumn(knownSince) === since;
  const id = sameDay && knownId ? knownId : newId();
  if (sameDay) await context.tx.householdAddress.update({ where: { id }, data: place });
  else await context.tx.householdAddress.create({ data: { id, householdId, ...place, since: toColumn(since) } });
  await record(context, {
    type: "household.contact-changed",
    subject: subjectOf(householdId),
    object: { kind: "address", id },
    body: { addressId: id, since, before: known ? before : null, after: place },
  });
  return done();
}

/** Shares from a day on; those in force end the day before. Shares agreed for one child are left alone. */
export async function setPayers(context: Context, wish: PayersForm): Promise<Saved> {
  const { householdId, since } = wish;
  const eve = addDays(since, -1);
  const running = await context.tx.householdPayer.findMany({
    where: { householdId, childId: null, OR: [{ until: null }, { until: { gte: toColumn(since) } }] },
    select: { id: true, payerId: true, sharePercent: true, since: true },
  });
  for (const { id, since: from } of running) {
    // A share that would begin after its own end never was: it ends the day before it began.
    const until = fromColumn(from) > eve ? addDays(fromColumn(from), -1) : eve;
    await context.tx.householdPayer.update({ where: { id }, data: { until: toColumn(until) } });
  }
  const after = [];
  for (const { guardianId, share } of wish.guardians.filter((row) => row.share > 0)) {
    after.push({ id: newId(), payerId: await guardianPayer(context, householdId, guardianId), sharePercent: share });
  }
  if (wish.organisation && wish.organisationShare > 0) {
    const payerId = await organisationPayer(context, wish.organisation);
    after.push({ id: newId(), payerId, sharePercent: wish.organisationShare });
  }
  const rows = after.map((row) => ({ ...row, householdId, since: toColumn(since) }));
  await context.tx.householdPayer.createMany({ data: rows });
  const before = running.map(({ id, payerId, sharePercent }) => ({ id, payerId, sharePercent }));
  await record(context, {
    type: "household.payers-changed",
    subject: subjectOf(householdId),
    object: { kind: "household", id: householdId },
    body: { since, before, after },
  });
  return done();
}

async function guardianPayer({ tx, now }: Context, householdId: string, guardianId: string): Promise<string> {
  const member = await tx.householdMember.findUnique({
    where: { householdId_guardianId: { householdId, guardianId } },
    select: { guardian: { select: { firstName: true, lastName: true, email: true, payer: { select: { id: true } } } } },
  });
  if (!member) throw new NotFound();
  const { firstName, lastName, email, payer } = member.guardian;
  if (payer) return payer.id;
  const fresh = { id: newId(), kind: "guardian" as const, guardianId, name: `${firstName} ${lastName}`, email };
  await tx.payer.create({ data: { ...fresh, createdAt: now } });
  return fresh.id;
}

/** A body that pays for families (CCAS, employer, council) is one payer, found again by its name (domain rule 14). */
async function organisationPayer({ tx, now }: Context, name: string): Promise<string> {
  const known = await tx.payer.findFirst({ where: { kind: "organisation", name }, select: { id: true } });
  if (known) return known.id;
  const { id } = await tx.payer.create({ data: { id: newId(), kind: "organisation", name, createdAt: now } });
  return id;
}

export async function setSituation(context: Context, wish: { householdId: string; situation: string }): Promise<Saved> {
  const { householdId, situation } = wish;
  const { situation: before } = await context.tx.household.findUniqueOrThrow({ where: { id: householdId } });
  if (before === situation) return done();
  await context.tx.household.update({ where: { id: householdId }, data: { situation } });
  const subject = subjectOf(householdId);
  const body = { before: { situation: before }, after: { situation } };
  await record(context, { type: "household.contact-changed", subject, object: subject, body });
  return done();
}

/** From then on nothing is sent to that person (domain rule 16). */
export async function recordDeath(
  context: Context,
  wish: { householdId: string; guardianId: string; deceasedOn: string },
): Promise<Saved<"date-in-future">> {
  const { householdId, guardianId, deceasedOn } = wish;
  if (deceasedOn > context.today) return refused("date-in-future");
  const known = await context.tx.guardian.findFirst({
    where: { id: guardianId, memberships: { some: { householdId } } },
    select: { deceasedOn: true },
  });
  if (!known) throw new NotFound();
  const before = { deceasedOn: known.deceasedOn && fromColumn(known.deceasedOn) };
  await context.tx.guardian.update({ where: { id: guardianId }, data: { deceasedOn: toColumn(deceasedOn) } });
  await record(context, {
    type: "household.contact-changed",
    subject: subjectOf(householdId),
    object: { kind: "guardian", id: guardianId },
    body: { guardianId, before, after: { deceasedOn } },
  });
  return done();
}

/** An adult of the household gets a way in; the letter with its code is made on the account's page. */
export async function openAccount(
  context: Context,
  { householdId, guardianId, email }: OpenAccount,
): Promise<Outcome<{ accountId: string }, "email-taken" | "has-account">> {
  const member = await context.tx.householdMember.findUnique({
    where: { householdId_guardianId: { householdId, guardianId } },
    select: { guardian: { select: { firstName: true, lastName: true, email: true, accountId: true } } },
  });
  if (!member) throw new NotFound();
  const { accountId: known, email: before, ...name } = member.guardian;
  if (known) return refused("has-account");
  const made = await createAccount(context, { ...name, email, role: "parent" });
  if (!made.ok) return made;
  const { accountId } = made;
  await context.tx.guardian.update({ where: { id: guardianId }, data: { accountId, email } });
  await record(context, {
    type: "household.contact-changed",
    subject: subjectOf(householdId),
    object: { kind: "guardian", id: guardianId },
    body: { guardianId, before: { email: before }, after: { email, accountId } },
  });
  return done({ accountId });
}
