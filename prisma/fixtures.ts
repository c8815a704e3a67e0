/**
 * Small builders for database tests: each makes the least row that means something, takes what the test cares about, and gives the row back.
 * They write no journal: a test arranges with them, acts with commands, and looks at the journal of its act only.
 */
import type { Role } from "@/lib/access/permissions";
import type { Custody } from "@/lib/household/schema";
import { type CivilDate, type CivilMonth, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { invoiceLines, type Sale } from "@/lib/ledger/rules";
import { type Context, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

/** Monday 23 November 2026, 9:00 in Paris: the day the mock-ups tell. */
export const NOW = new Date("2026-11-23T08:00:00.000Z");
export const TODAY = "2026-11-23";
/** The first day of the school year that `aSchoolYear` makes. */
export const SINCE = "2026-09-01";

let counter = 0;
const next = () => ++counter;

export function contextFor(tx: Tx, account: { id: string; role: Role } | null, now: Date = NOW): Context {
  const actor = account && { accountId: account.id, role: account.role };
  return contextOf(tx, now, { actor, channel: "portal", net: null });
}

export function anAccount(tx: Tx, given: { role?: Role; email?: string; firstName?: string; lastName?: string } = {}) {
  const { role = "parent", email = `person${next()}@example.org`, firstName = "Camille", lastName = "Durand" } = given;
  return tx.account.create({
    data: { id: newId(), email, role, firstName, lastName, createdAt: NOW, activatedAt: NOW },
  });
}

/** An agent accredited and assigned to `siteIds`; other roles need neither. */
export async function aStaffAccount(tx: Tx, role: Role, siteIds: readonly string[] = []) {
  const account = await anAccount(tx, { role, firstName: "Dominique", lastName: "Roche" });
  const since = toColumn(SINCE);
  await tx.accreditation.create({
    data: { id: newId(), accountId: account.id, grantedById: account.id, since, engagementSignedAt: NOW },
  });
  for (const siteId of siteIds) {
    await tx.assignment.create({ data: { id: newId(), accountId: account.id, siteId, since, createdAt: NOW } });
  }
  return account;
}

export function aSite(tx: Tx, given: { name?: string; code?: string; kind?: "school" | "leisure_centre" } = {}) {
  const { name = `École ${next()}`, code = `site-${next()}`, kind = "school" } = given;
  const address = "1 place de la Mairie, 06650 Valmontel";
  return tx.site.create({ data: { id: newId(), code, name, kind, grades: ["PS", "CP", "CE1"], address, position: 1 } });
}

export function aSchoolYear(tx: Tx, label = "2026-2027") {
  const [first, last] = label.split("-");
  const dates = { startsOn: toColumn(`${first}-09-01`), endsOn: toColumn(`${last}-08-31`) };
  return tx.schoolYear.create({ data: { id: newId(), label, ...dates } });
}

export function aHousehold(tx: Tx, given: { name?: string; externalRef?: string } = {}) {
  const { name = "Durand", externalRef = null } = given;
  return tx.household.create({ data: { id: newId(), name, externalRef, createdAt: NOW } });
}

export function anAddress(tx: Tx, householdId: string, given: { since?: CivilDate; isProtected?: boolean } = {}) {
  const { since = SINCE, isProtected = false } = given;
  const place = { line: "12 rue des Écoles", postalCode: "06650", city: "Valmontel" };
  return tx.householdAddress.create({
    data: { id: newId(), householdId, ...place, isProtected, since: toColumn(since) },
  });
}

/** A guardian with an account, member of the household. */
export async function aParent(tx: Tx, householdId: string, given: { firstName?: string; email?: string } = {}) {
  const account = await anAccount(tx, given);
  const { firstName, lastName, email } = account;
  const person = { firstName, lastName, email, phone: "06 39 98 00 01", createdAt: NOW };
  const guardian = await tx.guardian.create({ data: { id: newId(), accountId: account.id, ...person } });
  await tx.householdMember.create({
    data: { id: newId(), householdId, guardianId: guardian.id, since: toColumn(SINCE) },
  });
  return { account, guardian };
}

type ChildGiven = {
  firstName?: string;
  birthDate?: CivilDate;
  /** Households and the calendar in each; null is every day. */
  homes: readonly { householdId: string; custody?: Custody | null }[];
  school?: { siteId: string; schoolYearId: string; grade?: string };
};

export async function aChild(tx: Tx, given: ChildGiven) {
  const { firstName = "Léa", birthDate = "2020-05-04", homes, school } = given;
  const child = await tx.child.create({
    data: { id: newId(), firstName, lastName: "Durand", birthDate: toColumn(birthDate), createdAt: NOW },
  });
  const since = toColumn(SINCE);
  for (const { householdId, custody } of homes) {
    const days = custody ? { custody } : {};
    await tx.childHousehold.create({ data: { id: newId(), childId: child.id, householdId, ...days, since } });
  }
  if (school) {
    const { grade = "CP", ...place } = school;
    await tx.schooling.create({ data: { id: newId(), childId: child.id, ...place, grade, since } });
  }
  return child;
}

export function aGuardianship(tx: Tx, childId: string, guardianId: string, isBarred = false) {
  return tx.guardianship.create({ data: { childId, guardianId, authority: "joint", isBarred } });
}

/** A régie with its default PayFiP contract. */
export async function aRegie(tx: Tx) {
  const regie = await tx.regie.create({ data: { id: newId(), code: `R${next()}`, name: "Régie périscolaire" } });
  await tx.payfipContract.create({ data: { id: newId(), regieId: regie.id, numcli: "006382", label: "Test" } });
  return regie;
}

/** It follows a service of prisma/fixtures/rules.ts. */
export function anActivity(
  tx: Tx,
  given: { siteId: string; regieId: string; kind?: string; capacity?: number; nameFr?: string; ruleCode?: string },
) {
  const { siteId, regieId, kind = "evening-care", capacity = 20, nameFr = "Garderie du soir" } = given;
  const { ruleCode = "garderie" } = given;
  return tx.activity.create({
    data: {
      id: newId(),
      siteId,
      regieId,
      code: `act-${next()}`,
      ruleCode,
      kind,
      nameFr,
      nameEn: nameFr,
      productCode: "GS",
      startsAt: "16:30",
      endsAt: "18:30",
      weekdays: [1, 2, 4, 5],
      capacity,
      position: 1,
    },
  });
}

export function anActivityDay(tx: Tx, activityId: string, day: CivilDate, capacity = 20) {
  return tx.activityDay.create({ data: { id: newId(), activityId, day: toColumn(day), capacity } });
}

type EnrolmentGiven = { childId: string; activityId: string; schoolYearId: string; householdId: string };

/** An accepted enrolment from the first day of the school year. */
export function anEnrolment(tx: Tx, given: EnrolmentGiven) {
  const accepted = { state: "accepted", since: toColumn(SINCE), requestedAt: NOW, decidedAt: NOW } as const;
  return tx.enrolment.create({ data: { id: newId(), ...given, ...accepted } });
}

/** What the journal holds, oldest first. */
export async function journalOf(tx: Tx): Promise<{ type: string; object: string }[]> {
  const rows = await tx.auditEvent.findMany({ orderBy: { id: "asc" }, select: { type: true, object: true } });
  return rows.map((row) => ({ type: row.type ?? "", object: row.object ?? "" }));
}

export function aPayer(tx: Tx, given: { name?: string; email?: string; guardianId?: string } = {}) {
  const { name = "Camille Durand", email = null, guardianId = null } = given;
  return tx.payer.create({ data: { id: newId(), kind: "guardian", name, email, guardianId, createdAt: NOW } });
}

type InvoiceGiven = {
  regieId: string;
  householdId: string;
  payerId: string;
  /** What is owed, by product code. */
  sales: readonly Sale[];
  month?: CivilMonth;
  number?: number;
};

/** An issued invoice with one line a product, and its entry in the books; its number follows the last one of 2026 that was made here. */
export async function anIssuedInvoice(tx: Tx, given: InvoiceGiven) {
  const { regieId, householdId, payerId, sales, month = "2026-10" } = given;
  const [id, number] = [newId(), given.number ?? next()];
  const totalCents = sales.reduce((total, sale) => total + sale.amountCents, 0);
  const identity = { regieId, householdId, payerId, month, year: 2026, number, refdet: refdetFor(number) };
  const draft = { id, kind: "invoice", state: "draft", totalCents, recipient: {}, createdAt: NOW } as const;
  await tx.invoice.create({ data: { ...draft, regieId, householdId, payerId, month } });
  await tx.invoiceLine.createMany({
    data: sales.map(({ productCode, amountCents }, position) => ({
      ...{ id: newId(), invoiceId: id, position, productCode, amountCents, unitCents: amountCents, quantity: 1 },
      ...{ labelFr: productCode, labelEn: productCode, detail: {} },
    })),
  });
  const [issuedOn, dueOn] = [toColumn("2026-11-05"), toColumn("2026-11-30")];
  const issued = { state: "issued", ...identity, issuedOn, issuedAt: NOW, dueOn } as const;
  const invoice = await tx.invoice.update({ where: { id }, data: issued });
  const entryId = newId();
  await tx.ledgerEntry.create({
    data: { id: entryId, regieId, kind: "invoice.issued", sourceId: id, day: issuedOn, recordedAt: NOW },
  });
  const lines = invoiceLines({ invoiceId: id, householdId, payerId }, sales);
  await tx.ledgerLine.createMany({
    data: lines.map((line, position) => ({ id: newId(), entryId, position, ...line })),
  });
  return invoice;
}

function refdetFor(number: number): string {
  return `PER2026${String(number).padStart(6, "0")}`;
}
