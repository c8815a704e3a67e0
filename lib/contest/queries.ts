/**
 * Contested lines as they are followed. A family reads those about invoices that it may read; an agent those about children of their sites,
 * the head all, the régie the line and its amount. An agent's look leaves a trace.
 */
import { childrenOfOffice, type FamilyScope, householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { CLOSED_STATES, CONTEST, type ContestStep, stepOf } from "./rules";
import { aboutSchema, type ContestAbout } from "./schema";

export type ContestEntry = { id: string; side: "family" | "office"; kind: string; text: string | null; at: Date };
export type Contest = {
  id: string;
  step: ContestStep;
  about: ContestAbout;
  lineId: string;
  householdId: string;
  childId: string | null;
  accountId: string | null;
  receivedAt: Date;
  decidedAt: Date | null;
  /** The credit note that came of it. */
  creditNoteId: string | null;
  entries: ContestEntry[];
};

const withEntries = {
  entries: { orderBy: [{ at: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.FamilyRequestInclude;
type Row = Prisma.FamilyRequestGetPayload<{ include: typeof withEntries }>;

function contestOf(row: Row): Contest[] {
  const about = aboutSchema.safeParse(row.about);
  if (!about.success || !row.objectId) return [];
  const { id, householdId, childId, accountId, receivedAt, decidedAt, effectKind, effectId } = row;
  const entries = row.entries.map(({ id: entryId, side, kind, text, at }) => ({
    ...{ id: entryId, kind, text, at },
    side: side === "family" ? ("family" as const) : ("office" as const),
  }));
  return [
    {
      ...{ id, householdId, childId, accountId, receivedAt, decidedAt, entries },
      step: stepOf(row),
      about: about.data,
      lineId: row.objectId,
      creditNoteId: effectKind === "credit-note" ? effectId : null,
    },
  ];
}

/** Latest first. */
export async function ownContests(tx: Tx, scope: FamilyScope): Promise<Contest[]> {
  return readable(tx, scope, {});
}

export async function ownContest(tx: Tx, scope: FamilyScope, id: string): Promise<Contest | null> {
  return (await readable(tx, scope, { id }))[0] ?? null;
}

/** Of the lines of one invoice, by line: the latest contest of each. */
export async function contestsOfInvoice(tx: Tx, lineIds: readonly string[]): Promise<Map<string, Contest>> {
  const rows = await tx.familyRequest.findMany({
    where: { kind: CONTEST, objectId: { in: [...lineIds] } },
    orderBy: { receivedAt: "asc" },
    include: withEntries,
  });
  return new Map(rows.flatMap(contestOf).map((contest) => [contest.lineId, contest]));
}

async function readable(tx: Tx, scope: FamilyScope, where: Prisma.FamilyRequestWhereInput): Promise<Contest[]> {
  const mine = { OR: [{ householdId: { in: [...scope.householdIds] } }, { accountId: scope.accountId }] };
  const rows = await tx.familyRequest.findMany({
    where: { AND: [{ kind: CONTEST }, where, mine] },
    orderBy: { receivedAt: "desc" },
    take: 100,
    include: withEntries,
  });
  const contests = rows.flatMap(contestOf);
  const ids = contests.map(({ about }) => about.invoiceId);
  const own = await tx.invoice.findMany({
    where: { AND: [{ id: { in: ids } }, await invoicesOfFamily(tx, scope)] },
    select: { id: true },
  });
  return contests.filter(({ about }) => own.some(({ id }) => id === about.invoiceId));
}

/** The line that a parent may contest, with its invoice; null when it is not theirs to read, or no issued invoice. */
export async function contestableLine(tx: Tx, scope: FamilyScope, lineId: string) {
  const line = await tx.invoiceLine.findFirst({
    where: { id: lineId, invoice: { AND: [{ kind: "invoice" }, await invoicesOfFamily(tx, scope)] } },
    include: {
      invoice: { select: { id: true, year: true, number: true, month: true, householdId: true, regieId: true } },
    },
  });
  return line && { ...line, number: numberOf(line.invoice) ?? "" };
}

/** Requests that a member of staff may read and answer. */
export async function contestsOfOffice(tx: Tx, scope: OfficeScope): Promise<Prisma.FamilyRequestWhereInput> {
  const where = { kind: CONTEST };
  if (scope.everySite || scope.role === "regie") return where;
  const [children, households] = await Promise.all([
    tx.child.findMany({ where: childrenOfOffice(scope), select: { id: true } }),
    tx.household.findMany({ where: householdsOfOffice(scope), select: { id: true } }),
  ]);
  return {
    ...where,
    OR: [
      { childId: { in: children.map(({ id }) => id) } },
      { childId: null, householdId: { in: households.map(({ id }) => id) } },
    ],
  };
}

const PAGE = 50;
type Shown = { state: "waiting" | "decided"; page: number };
export type OfficeContest = Contest & { householdName: string };

/** A page of the worklist, those that wait oldest first. Who reads it reads names: a search of families, in the journal as such. */
export async function searchedContests(context: Context, scope: OfficeScope, shown: Shown) {
  const { tx } = context;
  const closed = [...CLOSED_STATES];
  const state = shown.state === "waiting" ? { notIn: closed } : { in: closed };
  const where = { AND: [await contestsOfOffice(tx, scope), { state }] };
  const [total, rows] = await Promise.all([
    tx.familyRequest.count({ where }),
    tx.familyRequest.findMany({
      where,
      orderBy: shown.state === "waiting" ? { receivedAt: "asc" } : { decidedAt: "desc" },
      skip: (shown.page - 1) * PAGE,
      take: PAGE,
      include: withEntries,
    }),
  ]);
  const object = { kind: "account", id: context.actor?.accountId ?? "system" };
  const body = { kind: "contests", ...shown, found: total, purpose: "billing" };
  await record(context, { type: "family.searched", subject: null, object, body });
  return { total, pageSize: PAGE, contests: await withNames(tx, rows.flatMap(contestOf)) };
}

/** A member of staff opens one: the family reads in its journal that it was looked at. */
export async function consultedContest(
  context: Context,
  scope: OfficeScope,
  id: string,
): Promise<OfficeContest | null> {
  const contest = await officeContest(context.tx, scope, id);
  if (!contest) return null;
  const { householdId, about } = contest;
  await record(context, {
    type: "family.consulted",
    subject: { kind: "household", id: householdId },
    object: { kind: "family-request", id },
    body: { purpose: "family-asked", reference: about.reference, invoiceId: about.invoiceId },
  });
  return contest;
}

export async function officeContest(tx: Tx, scope: OfficeScope, id: string): Promise<OfficeContest | null> {
  const where = { AND: [{ id }, await contestsOfOffice(tx, scope)] };
  const rows = await tx.familyRequest.findMany({ where, take: 1, include: withEntries });
  return (await withNames(tx, rows.flatMap(contestOf)))[0] ?? null;
}

async function withNames(tx: Tx, contests: readonly Contest[]): Promise<OfficeContest[]> {
  const households = await tx.household.findMany({
    where: { id: { in: contests.map(({ householdId }) => householdId) } },
    select: { id: true, name: true },
  });
  const names = new Map(households.map(({ id, name }) => [id, name]));
  return contests.map((contest) => ({ ...contest, householdName: names.get(contest.householdId) ?? "" }));
}
