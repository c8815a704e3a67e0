/**
 * The worklist and its counts, in the scope of whoever looks. One pass over an index gives the counts and how many the filters find, a second query
 * gives the page with its names: what the scope leaves out is in neither. Who reads it reads names: each look leaves its trace.
 */
import { householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import { reachedInSql } from "@/lib/access/gate-sql";
import type { WorkFilters } from "@/lib/casework/schema";
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import {
  deskKinds,
  endedStates,
  isRequestKind,
  openStates,
  type RequestKind,
  type RequestState,
} from "@/lib/request/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

const WORK_PAGE = 50;

export type WorkRow = {
  id: string;
  reference: string;
  kind: RequestKind;
  state: RequestState;
  outcome: string | null;
  householdName: string;
  childName: string | null;
  receivedAt: Date;
  dueOn: CivilDate | null;
  assignedToId: string | null;
  teamId: string | null;
};

export type Counts = { open: number; late: number; soon: number; family: number; mine: number; nobody: number };

type Asked = WorkFilters & {
  /** Of whoever looks. */
  teamIds: readonly string[];
  /** The first day from which something due is due soon. */
  soonBy: CivilDate;
};

const open = Prisma.sql`r.state IN (${Prisma.join([...openStates])})`;
const ended = Prisma.sql`r.state IN (${Prisma.join([...endedStates])})`;

function scoped(scope: OfficeScope): Prisma.Sql {
  return scope.role === "regie" ? Prisma.sql`r.kind IN (${Prisma.join([...deskKinds])})` : reachedInSql(scope);
}

/** A page of the list: what waits by its last day, what is ended latest first. */
export async function searchedWork(context: Context, scope: OfficeScope, asked: Asked) {
  const { tx } = context;
  const filters = await filtersOf(tx, scope, asked);
  const page = pageOf(tx, scope, { asked, filters });
  const [{ found, ...counts }, rows] = await Promise.all([countedWork(tx, scope, { asked, filters }), page]);
  const total = asked.state === "open" ? found : await endedCount(tx, scope, filters);
  const object = { kind: "account", id: context.actor?.accountId ?? "system" };
  const { kind, state, words } = asked;
  const body = { kind: "requests", requestKind: kind, state, page: asked.page, words, found: total };
  const purpose = "family-asked";
  await record(context, { type: "family.searched", subject: null, object, body: { ...body, purpose } });
  return { total, pageSize: WORK_PAGE, rows, counts };
}

/** Numbers only, never a name: asking for them again every half-minute consults nobody's file. */
export async function countsOf(tx: Tx, scope: OfficeScope, soonBy: CivilDate): Promise<Counts> {
  const { found: _found, ...counts } = await countedWork(tx, scope, { asked: { soonBy }, filters: Prisma.sql`TRUE` });
  return counts;
}

type Counting = { asked: Pick<Asked, "soonBy">; filters: Prisma.Sql };
type CountRow = Record<keyof Counts | "found", bigint | number | null>;

async function countedWork(tx: Tx, scope: OfficeScope, { asked: { soonBy }, filters }: Counting) {
  const { today, accountId } = scope;
  const ours = Prisma.sql`r.state <> 'waiting_family'`;
  const [row] = await tx.$queryRaw<CountRow[]>(Prisma.sql`SELECT COUNT(*) AS open,
      SUM(r.due_on < ${today} AND ${ours}) AS late,
      SUM(r.due_on BETWEEN ${today} AND ${soonBy} AND ${ours}) AS soon,
      SUM(r.state IN ('waiting_family', 'proposal')) AS family,
      SUM(r.assigned_to_id <=> ${accountId}) AS mine,
      SUM(r.assigned_to_id IS NULL AND r.team_id IS NULL) AS nobody,
      SUM(${filters}) AS found
    FROM family_request r WHERE ${open} AND ${scoped(scope)}`);
  const numberOf = (name: keyof CountRow) => Number(row?.[name] ?? 0);
  return {
    ...{ open: numberOf("open"), late: numberOf("late"), soon: numberOf("soon"), family: numberOf("family") },
    ...{ mine: numberOf("mine"), nobody: numberOf("nobody"), found: numberOf("found") },
  };
}

async function endedCount(tx: Tx, scope: OfficeScope, filters: Prisma.Sql): Promise<number> {
  const [row] = await tx.$queryRaw<{ found: bigint }[]>(
    Prisma.sql`SELECT COUNT(*) AS found FROM family_request r WHERE ${ended} AND ${scoped(scope)} AND ${filters}`,
  );
  return Number(row?.found ?? 0);
}

/** What the address asks for, beyond open or ended. */
async function filtersOf(tx: Tx, scope: OfficeScope, asked: Asked): Promise<Prisma.Sql> {
  const { step, kind, siteId, due, holder, words } = asked;
  const { today, accountId } = scope;
  const dues = {
    late: Prisma.sql`r.due_on < ${today}`,
    soon: Prisma.sql`r.due_on BETWEEN ${today} AND ${asked.soonBy}`,
  };
  const holders = {
    me: Prisma.sql`r.assigned_to_id <=> ${accountId}`,
    team: Prisma.sql`(r.assigned_to_id <=> ${accountId} OR COALESCE(r.team_id IN (${listOf(asked.teamIds)}), FALSE))`,
    nobody: Prisma.sql`(r.assigned_to_id IS NULL AND r.team_id IS NULL)`,
  };
  const parts = [
    ...(step ? [Prisma.sql`r.state = ${step}`] : []),
    ...(kind ? [Prisma.sql`r.kind = ${kind}`] : []),
    ...(siteId ? [Prisma.sql`r.site_id <=> ${siteId}`] : []),
    ...(due ? [Prisma.sql`COALESCE(${dues[due]}, FALSE)`] : []),
    ...(holder ? [holders[holder]] : []),
    ...(words ? [await namedIn(tx, scope, words)] : []),
  ];
  return parts.length > 0 ? Prisma.join(parts, " AND ") : Prisma.sql`TRUE`;
}

async function namedIn(tx: Tx, scope: OfficeScope, words: string): Promise<Prisma.Sql> {
  const where = { AND: [householdsOfOffice(scope), { name: { contains: words } }] };
  const homes = scope.role === "regie" ? [] : await tx.household.findMany({ where, take: 200, select: { id: true } });
  const ids = homes.map(({ id }) => id);
  return Prisma.sql`(r.reference = ${words.toUpperCase()} OR COALESCE(r.household_id IN (${listOf(ids)}), FALSE))`;
}

const listOf = (ids: readonly string[]) => (ids.length > 0 ? Prisma.join([...ids]) : Prisma.sql`NULL`);

type PageRow = Omit<WorkRow, "kind" | "householdName"> & { kind: string; householdName: string | null };

/** The ids of the page come out of the index alone; the names are joined to those few. */
async function pageOf(tx: Tx, scope: OfficeScope, { asked, filters }: { asked: Asked; filters: Prisma.Sql }) {
  const isOpen = asked.state === "open";
  const order = isOpen ? Prisma.sql`r.due_on, r.id` : Prisma.sql`r.received_at DESC, r.id DESC`;
  const rows = await tx.$queryRaw<PageRow[]>(Prisma.sql`SELECT r.id, r.reference, r.kind, r.state, r.outcome,
      r.received_at AS receivedAt, DATE_FORMAT(r.due_on, '%Y-%m-%d') AS dueOn, r.assigned_to_id AS assignedToId,
      r.team_id AS teamId, h.name AS householdName, c.first_name AS childName
    FROM (SELECT r.id FROM family_request r WHERE ${isOpen ? open : ended} AND ${scoped(scope)} AND ${filters}
      ORDER BY ${order} LIMIT ${WORK_PAGE} OFFSET ${(asked.page - 1) * WORK_PAGE}) p
    JOIN family_request r ON r.id = p.id
    LEFT JOIN household h ON h.id = r.household_id LEFT JOIN child c ON c.id = r.child_id
    ORDER BY ${order}`);
  return rows.flatMap(({ kind, householdName, ...row }): WorkRow[] =>
    isRequestKind(kind) ? [{ ...row, kind, householdName: householdName ?? "" }] : [],
  );
}
