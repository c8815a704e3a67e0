/** Rights as they are shown: to the head for one agent, to the agent for herself, and the list of exceptional access for the data protection officer. */
import { householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

/** Accredited on this day, with a signed engagement. */
export async function isFit(tx: Tx, accountId: string, today: CivilDate): Promise<boolean> {
  const day = toColumn(today);
  const count = await tx.accreditation.count({
    where: {
      ...{ accountId, revokedAt: null, engagementSignedAt: { not: null } },
      ...{ since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
    },
  });
  return count > 0;
}

/** Whether an accreditation waits for the signature, and since when the last one is there. */
export async function ownEngagement(tx: Tx, accountId: string) {
  const rows = await tx.accreditation.findMany({
    where: { accountId, revokedAt: null },
    orderBy: { since: "desc" },
    select: { engagementSignedAt: true, since: true, until: true },
  });
  const signed = rows.flatMap(({ engagementSignedAt }) => engagementSignedAt ?? []).sort((a, b) => +b - +a)[0];
  return {
    waits: rows.some(({ engagementSignedAt }) => engagementSignedAt === null),
    signedAt: signed ? parisOf(signed).moment : null,
    since: rows[0] ? fromColumn(rows[0].since) : null,
    until: rows[0]?.until ? fromColumn(rows[0].until) : null,
  };
}

const span = ({ since, until }: { since: Date; until: Date | null }) => ({
  since: fromColumn(since),
  until: until ? fromColumn(until) : null,
});

const fullName = (person: { firstName: string; lastName: string } | undefined) =>
  person ? `${person.firstName} ${person.lastName}` : "";

/** Cases by name, antennas and deputies of one member of staff, for the head. */
export async function rightsOf(tx: Tx, accountId: string) {
  const [cases, memberships, deputies] = await Promise.all([
    tx.caseAssignment.findMany({ where: { accountId }, orderBy: { since: "desc" } }),
    tx.antennaMember.findMany({ where: { accountId }, orderBy: { since: "desc" } }),
    tx.deputy.findMany({
      where: { OR: [{ absentId: accountId }, { deputyId: accountId }] },
      orderBy: { since: "desc" },
    }),
  ]);
  const [households, antennas, people] = await Promise.all([
    tx.household.findMany({
      where: { id: { in: cases.map((one) => one.householdId) } },
      select: { id: true, name: true },
    }),
    tx.antenna.findMany({ where: { id: { in: memberships.map((one) => one.antennaId) } } }),
    tx.account.findMany({
      where: { id: { in: deputies.flatMap((one) => [one.absentId, one.deputyId]) } },
      select: { id: true, firstName: true, lastName: true },
    }),
  ]);
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? "";
  return {
    cases: cases.map((one) => ({
      ...{ id: one.id, householdId: one.householdId, reason: one.reason, ...span(one) },
      householdName: nameIn(households, one.householdId),
    })),
    antennas: memberships.map((one) => ({ id: one.id, name: nameIn(antennas, one.antennaId), ...span(one) })),
    deputies: deputies.map((one) => ({
      ...{ id: one.id, isAbsent: one.absentId === accountId, ended: one.endedAt !== null },
      ...{ since: fromColumn(one.since), until: fromColumn(one.until) },
      other: fullName(people.find(({ id }) => id === (one.absentId === accountId ? one.deputyId : one.absentId))),
    })),
  };
}

/** Open households by name, among those the reader may see: to choose whom a case is about. */
export function searchedNames(tx: Tx, scope: OfficeScope, words: string): Promise<{ id: string; name: string }[]> {
  return tx.household.findMany({
    where: { AND: [{ name: { contains: words }, closedAt: null }, householdsOfOffice(scope)] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 20,
    select: { id: true, name: true },
  });
}

/** Names of colleagues, for "en suppléance de". */
export async function namesOfStaff(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const people = await tx.account.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { firstName: true, lastName: true },
  });
  return people.map(fullName);
}

/** Who may stand in for this person: colleagues of the same role whose account is open. */
export async function colleaguesOf(tx: Tx, { id, role }: { id: string; role: "agent" | "animateur" }) {
  const people = await tx.account.findMany({
    where: { role, closedAt: null, id: { not: id } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
  return people.map((person) => ({ id: person.id, name: fullName(person) }));
}

export async function antennas(tx: Tx) {
  const [rows, sites, places] = await Promise.all([
    tx.antenna.findMany({ orderBy: { name: "asc" } }),
    tx.site.findMany({ orderBy: { position: "asc" }, select: { id: true, name: true } }),
    tx.antennaSite.findMany(),
  ]);
  return {
    sites,
    antennas: rows.map(({ id, name }) => ({
      ...{ id, name },
      siteIds: places.filter(({ antennaId }) => antennaId === id).map(({ siteId }) => siteId),
    })),
  };
}

const SHOWN = 200;

/** An agent reads her own; the head, and with her the data protection officer, all of them. Reading the whole list is a look, and is traced. */
export async function consultedAccesses(context: Context, scope: OfficeScope) {
  const { tx } = context;
  const where = scope.everySite ? {} : { accountId: scope.accountId };
  const rows = await tx.exceptionalAccess.findMany({
    where,
    orderBy: [{ openedAt: "desc" }, { id: "asc" }],
    take: SHOWN,
  });
  const [people, households] = await Promise.all([
    tx.account.findMany({
      where: { id: { in: rows.map(({ accountId }) => accountId) } },
      select: { id: true, firstName: true, lastName: true },
    }),
    // Once it is over, the name of the family is again what the agent may see: nothing.
    tx.household.findMany({
      where: { AND: [{ id: { in: rows.map(({ householdId }) => householdId) } }, householdsOfOffice(scope)] },
      select: { id: true, name: true },
    }),
  ]);
  if (scope.everySite && rows.length > 0) {
    const account = { kind: "account", id: scope.accountId } as const;
    await record(context, { type: "access.consulted", subject: null, object: account, body: { shown: rows.length } });
  }
  return rows.map((row) => ({
    ...{ id: row.id, reason: row.reason, minutes: row.minutes, isOpen: row.endsAt > context.now },
    ...{ openedAt: parisOf(row.openedAt).moment, endsAt: parisOf(row.endsAt).moment },
    agent: fullName(people.find(({ id }) => id === row.accountId)),
    household: households.find(({ id }) => id === row.householdId) ?? null,
  }));
}
