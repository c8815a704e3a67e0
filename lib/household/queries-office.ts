/**
 * What an agent reads of families: only within the scope of today, and never without a trace. A search is an event; opening a record is one too,
 * with its purpose, which the family reads (domain rule 49). What may not be seen is not counted, and words do not find it.
 */
import { childrenOfOffice, householdsOfOffice, type OfficeScope, viaOf } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Purpose, Search } from "./schema-office";

export const PAGE_SIZE = 25;

/** At most eight words; each must be found somewhere. */
const wordsOf = (typed: string) => typed.trim().split(/\s+/).filter(Boolean).slice(0, 8);

const order = (search: Search) => (search.sort.startsWith("-") ? "desc" : "asc");

function atSchool(search: Search, today: CivilDate): Prisma.ChildWhereInput {
  if (!search.site && !search.grade) return {};
  const day = toColumn(today);
  return {
    schoolings: {
      some: {
        ...(search.site && { siteId: search.site }),
        ...(search.grade && { grade: search.grade }),
        schoolYear: { endsOn: { gte: day } },
        OR: [{ until: null }, { until: { gte: day } }],
      },
    },
  };
}

async function traceSearch(context: Context, kind: "household" | "child", { q, page }: Search, found: number) {
  const { accountId = "" } = context.actor ?? {};
  const body = { kind, words: q, page, found };
  await record(context, { type: "family.searched", subject: null, object: { kind: "account", id: accountId }, body });
}

export async function searchHouseholds(context: Context, scope: OfficeScope, search: Search) {
  const mine = childrenOfOffice(scope);
  const named = (word: string): Prisma.HouseholdWhereInput => ({
    OR: [
      { name: { contains: word } },
      { externalRef: word },
      {
        members: {
          some: {
            guardian: {
              OR: [{ firstName: { contains: word } }, { lastName: { contains: word } }, { email: { contains: word } }],
            },
          },
        },
      },
      // A brother at another school must not be found by his name: only children within the scope are searched.
      { children: { some: { child: { AND: [mine, childNamed(word)] } } } },
    ],
  });
  const where: Prisma.HouseholdWhereInput = {
    AND: [
      householdsOfOffice(scope),
      ...(search.site || search.grade
        ? [{ children: { some: { child: { AND: [mine, atSchool(search, context.today)] } } } }]
        : []),
      ...wordsOf(search.q).map(named),
    ],
  };
  const total = await context.tx.household.count({ where });
  const rows = await context.tx.household.findMany({
    where,
    orderBy: search.sort.endsWith("created")
      ? [{ createdAt: order(search) }, { id: "asc" }]
      : [{ name: order(search) }, { id: "asc" }],
    skip: (search.page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
    select: {
      id: true,
      name: true,
      externalRef: true,
      closedAt: true,
      createdAt: true,
      members: { select: { guardian: { select: { id: true, firstName: true, lastName: true } } } },
      children: {
        where: { child: mine },
        select: { child: { select: { id: true, firstName: true, lastName: true } } },
      },
    },
  });
  await traceSearch(context, "household", search, total);
  return { total, rows };
}

function childNamed(word: string): Prisma.ChildWhereInput {
  return { OR: [{ firstName: { contains: word } }, { lastName: { contains: word } }] };
}

export async function searchChildren(context: Context, scope: OfficeScope, search: Search) {
  const where: Prisma.ChildWhereInput = {
    AND: [childrenOfOffice(scope), atSchool(search, context.today), ...wordsOf(search.q).map(childNamed)],
  };
  const total = await context.tx.child.count({ where });
  const day = toColumn(context.today);
  const rows = await context.tx.child.findMany({
    where,
    orderBy: search.sort.endsWith("birth")
      ? [{ birthDate: order(search) }, { id: "asc" }]
      : [{ lastName: order(search) }, { firstName: order(search) }, { id: "asc" }],
    skip: (search.page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      birthDate: true,
      leftOn: true,
      schoolings: {
        where: { schoolYear: { startsOn: { lte: day }, endsOn: { gte: day } } },
        orderBy: { since: "desc" },
        take: 1,
        select: { grade: true, site: { select: { name: true } } },
      },
    },
  });
  await traceSearch(context, "child", search, total);
  return { total, rows: rows.map((row) => ({ ...row, birthDate: fromColumn(row.birthDate) })) };
}

const civil = <Row extends { since: Date; until: Date | null }>(row: Row) => ({
  ...row,
  since: fromColumn(row.since),
  until: row.until && fromColumn(row.until),
});

type Opening = { id: string; purpose: Purpose };

/** A household's file, with its children within the scope. Null, without trace, when it is not the agent's to open. */
export async function householdFile(context: Context, scope: OfficeScope, { id, purpose }: Opening) {
  const row = await context.tx.household.findFirst({
    where: { AND: [{ id }, householdsOfOffice(scope)] },
    include: {
      addresses: { orderBy: [{ since: "desc" }, { id: "desc" }] },
      members: {
        orderBy: [{ since: "asc" }, { id: "asc" }],
        include: { guardian: { include: { account: { select: { email: true, activatedAt: true, closedAt: true } } } } },
      },
      children: { where: { child: childrenOfOffice(scope) }, include: { child: true } },
      quotients: { orderBy: [{ since: "desc" }, { recordedAt: "desc" }] },
      payers: {
        orderBy: [{ since: "desc" }, { id: "asc" }],
        include: { payer: { select: { name: true, kind: true, guardianId: true } } },
      },
    },
  });
  if (!row) return null;
  const subject = { kind: "household", id } as const;
  const via = await viaOf(context.tx, scope, { household: id });
  await record(context, { type: "family.consulted", subject, object: subject, body: { purpose, ...via } });
  return {
    ...row,
    createdOn: parisOf(row.createdAt).day,
    addresses: row.addresses.map((address) => ({ ...address, since: fromColumn(address.since) })),
    members: row.members.map(civil),
    children: row.children.map((home) => ({ ...civil(home), birthDate: fromColumn(home.child.birthDate) })),
    quotients: row.quotients.map((quotient) => ({ ...civil(quotient), recordedOn: parisOf(quotient.recordedAt).day })),
    payers: row.payers.map(civil),
  };
}

export type HouseholdFile = NonNullable<Awaited<ReturnType<typeof householdFile>>>;

/** A child's record, with the enrolments of this year and the next. Its households are all shown: the office must know who comes to the gate. */
export async function childFile(context: Context, scope: OfficeScope, { id, purpose }: Opening) {
  const years = await context.tx.schoolYear.findMany({ where: { endsOn: { gte: toColumn(context.today) } } });
  const row = await context.tx.child.findFirst({
    where: { AND: [{ id }, childrenOfOffice(scope)] },
    include: {
      health: true,
      contacts: { orderBy: [{ householdId: "asc" }, { rank: "asc" }] },
      pickups: { orderBy: [{ kind: "desc" }, { name: "asc" }] },
      consents: true,
      households: {
        orderBy: { since: "asc" },
        include: { household: { include: { members: { include: { guardian: true } } } } },
      },
      guardianships: { include: { guardian: true } },
      schoolings: {
        orderBy: { since: "desc" },
        include: { site: { select: { name: true } }, schoolYear: { select: { label: true } } },
      },
      enrolments: {
        where: { schoolYearId: { in: years.map((year) => year.id) } },
        orderBy: { requestedAt: "desc" },
        include: { activity: { select: { nameFr: true, nameEn: true } } },
      },
    },
  });
  if (!row) return null;
  const child = { kind: "child", id } as const;
  const via = await viaOf(context.tx, scope, { child: id });
  await record(context, { type: "child.consulted", subject: child, object: child, body: { purpose, ...via } });
  const exceptions = await context.tx.custodyException.findMany({
    where: { childId: id, day: { gte: toColumn(context.today) } },
    orderBy: { day: "asc" },
  });
  return {
    ...row,
    birthDate: fromColumn(row.birthDate),
    leftOn: row.leftOn && fromColumn(row.leftOn),
    households: row.households.map(civil),
    schoolings: row.schoolings.map(civil),
    enrolments: row.enrolments.map(civil),
    exceptions: exceptions.map((one) => ({ ...one, day: fromColumn(one.day) })),
  };
}

export type ChildFile = NonNullable<Awaited<ReturnType<typeof childFile>>>;

/** The schools an agent may choose among: those assigned; every one for the head, and for who handles single activities none. */
export function schoolsOf(tx: Tx, scope: OfficeScope): Promise<{ id: string; name: string }[]> {
  return tx.site.findMany({
    where: { kind: "school", ...(scope.everySite ? {} : { id: { in: [...scope.siteIds] } }) },
    orderBy: { position: "asc" },
    select: { id: true, name: true },
  });
}
