/** Reads of one's own account: sessions, charter, suspension, and the words a password must not be made of. */
import { settingsOf } from "@/lib/commune/queries";
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

/** What a stranger would try first about this person and this town. */
export async function wordsAbout(
  tx: Tx,
  person: { email: string; firstName: string; lastName: string },
): Promise<string[]> {
  const { identity } = await settingsOf(tx, ["identity"]);
  return [person.email, person.firstName, person.lastName, identity.name].filter(Boolean);
}

/** The sessions that are open now, the latest seen first. */
export async function openSessions(tx: Tx, accountId: string, now: Date) {
  const rows = await tx.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true },
    orderBy: { lastSeenAt: "desc" },
    take: 20,
  });
  return rows.map(({ id, createdAt, lastSeenAt, userAgent }) => ({
    id,
    userAgent,
    openedAt: parisOf(createdAt).moment,
    seenAt: parisOf(lastSeenAt).moment,
  }));
}

/** The charter in force in the reader's language, or null before the first was published. */
export async function currentCharter(tx: Tx, locale: string) {
  const charter = await tx.charterVersion.findFirst({ orderBy: { version: "desc" } });
  if (!charter) return null;
  return {
    version: charter.version,
    body: locale === "en" ? charter.bodyEn : charter.bodyFr,
    publishedOn: parisOf(charter.publishedAt).day,
  };
}

/** When this account accepted a version of the charter. */
export async function charterAcceptedAt(tx: Tx, accountId: string, version: number) {
  const row = await tx.charterAcceptance.findUnique({ where: { accountId_version: { accountId, version } } });
  return row ? parisOf(row.acceptedAt).moment : null;
}

const inForceOn = (today: CivilDate) => {
  const day = toColumn(today);
  return { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
};

/** A suspension in force at this instant, as a filter. */
export const suspendedAt = (now: Date) => ({
  liftedAt: null,
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
});

export type AccountState = "pending" | "active" | "suspended" | "closed";

function stateOf(account: { activatedAt: Date | null; closedAt: Date | null; suspensions: unknown[] }): AccountState {
  if (account.closedAt) return "closed";
  if (account.suspensions.length > 0) return "suspended";
  return account.activatedAt ? "active" : "pending";
}

type At = { now: Date; today: CivilDate };

/** Everyone who works for the commune, by name. Parents never stand here. */
export async function staffAccounts(tx: Tx, { now, today }: At) {
  const rows = await tx.account.findMany({
    where: { role: { not: "parent" } },
    include: {
      suspensions: { where: suspendedAt(now), select: { id: true } },
      assignments: { where: inForceOn(today), select: { site: { select: { name: true } } } },
      accreditations: { where: { revokedAt: null, engagementSignedAt: { not: null }, ...inForceOn(today) } },
    },
    orderBy: [{ closedAt: "asc" }, { lastName: "asc" }, { firstName: "asc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    name: `${row.firstName} ${row.lastName}`,
    email: row.email,
    role: row.role,
    state: stateOf(row),
    accredited: row.accreditations.length > 0,
    sites: [...new Set(row.assignments.map((assignment) => assignment.site.name))],
  }));
}

/** One member of staff with the whole history of their rights; null for a parent's account as for none. */
export async function staffAccount(tx: Tx, accountId: string, { now }: At) {
  const account = await tx.account.findFirst({
    where: { id: accountId, role: { not: "parent" } },
    include: {
      assignments: { include: { site: { select: { name: true } } }, orderBy: { since: "desc" } },
      accreditations: { orderBy: { since: "desc" } },
      suspensions: { orderBy: { startsAt: "desc" } },
    },
  });
  if (!account) return null;
  const activityIds = account.assignments.flatMap((assignment) => assignment.activityId ?? []);
  const activities = await tx.activity.findMany({
    where: { id: { in: activityIds } },
    select: { id: true, nameFr: true },
  });
  const { passwordHash: _hidden, assignments, accreditations, suspensions, ...person } = account;
  const current = suspensions.filter((one) => !one.liftedAt && (!one.endsAt || one.endsAt > now));
  return {
    ...person,
    state: stateOf({ ...person, suspensions: current }),
    assignments: assignments.map((one) => ({
      id: one.id,
      siteName: one.site.name,
      activityName: activities.find((activity) => activity.id === one.activityId)?.nameFr ?? null,
      ...span(one),
    })),
    accreditations: accreditations.map((one) => ({
      id: one.id,
      signed: one.engagementSignedAt !== null,
      revoked: one.revokedAt !== null,
      ...span(one),
    })),
    suspensions: suspensions.map(shownSuspension),
  };
}

function span({ since, until }: { since: Date; until: Date | null }) {
  return { since: fromColumn(since), until: until ? fromColumn(until) : null };
}

type SuspensionRow = { id: string; motive: string; startsAt: Date; endsAt: Date | null; liftedAt: Date | null };

function shownSuspension({ id, motive, startsAt, endsAt, liftedAt }: SuspensionRow) {
  return {
    id,
    motive,
    startsAt: parisOf(startsAt).moment,
    endsAt: endsAt && parisOf(endsAt).moment,
    liftedAt: liftedAt && parisOf(liftedAt).moment,
  };
}

/** Sites and their activities, to choose an assignment from. */
export function places(tx: Tx) {
  return tx.site.findMany({
    select: {
      id: true,
      name: true,
      activities: { select: { id: true, nameFr: true, nameEn: true }, orderBy: { position: "asc" } },
    },
    orderBy: { position: "asc" },
  });
}

/** A parent's account, as seen from one of their households; null unless they are a member of it. */
export async function parentAccount(tx: Tx, { accountId, householdId }: FamilyAccount, now: Date) {
  const account = await tx.account.findFirst({
    where: { id: accountId, role: "parent", guardian: { memberships: { some: { householdId } } } },
    include: { suspensions: { orderBy: { startsAt: "desc" } } },
  });
  if (!account) return null;
  const current = account.suspensions.filter((one) => !one.liftedAt && (!one.endsAt || one.endsAt > now));
  return {
    id: account.id,
    name: `${account.firstName} ${account.lastName}`,
    email: account.email,
    locale: account.locale,
    state: stateOf({ ...account, suspensions: current }),
    suspensions: account.suspensions.map(shownSuspension),
  };
}

/** The same as a look by an agent, which the family reads on its journal. */
export async function consultParentAccount(context: Context, named: FamilyAccount) {
  const account = await parentAccount(context.tx, named, context.now);
  if (!account) return null;
  await record(context, {
    type: "family.consulted",
    subject: { kind: "household", id: named.householdId },
    object: { kind: "account", id: named.accountId },
    body: { purpose: "follow-up" },
  });
  return account;
}

type FamilyAccount = { accountId: string; householdId: string };
