/**
 * Requests as families follow them: those of their households, less the ones that are between another person and the commune, those about a child
 * from whom they are barred, and those about an invoice that is not theirs to read.
 */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { givenDocuments } from "@/lib/document/queries";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import {
  askedWhileSuspended,
  endedStates,
  isOpenState,
  isRequestKind,
  mayReopen,
  openStates,
  type RequestKind,
  type RequestState,
} from "@/lib/request/rules";
import type { Tx } from "@/lib/server/db";
import { aboutSchema, type RequestAbout } from "./schema";

export type OwnRow = {
  id: string;
  reference: string;
  kind: RequestKind;
  state: RequestState;
  outcome: string | null;
  receivedAt: Date;
  dueOn: CivilDate | null;
  childName: string | null;
};

/** What only the office reads stays with it. */
const SHOWN = ["message", "letter", "step"];

export async function requestsOfFamily(tx: Tx, scope: FamilyScope): Promise<Prisma.FamilyRequestWhereInput> {
  const homes = { householdId: { in: [...scope.householdIds] } };
  const [children, lineIds] = await Promise.all([
    tx.child.findMany({ where: childrenOfFamily(scope), select: { id: true } }),
    readableLines(tx, scope),
  ]);
  return {
    AND: [
      { OR: [{ accountId: scope.accountId }, { ...homes, isPrivate: false }] },
      { OR: [{ childId: null }, { childId: { in: children.map(({ id }) => id) } }] },
      { OR: [{ kind: { not: "invoice-line" } }, { objectId: { in: lineIds } }] },
    ],
  };
}

/** Contested lines of invoices that they may open. */
async function readableLines(tx: Tx, scope: FamilyScope): Promise<string[]> {
  const contests = await tx.familyRequest.findMany({
    where: {
      kind: "invoice-line",
      OR: [{ accountId: scope.accountId }, { householdId: { in: [...scope.householdIds] } }],
    },
    select: { objectId: true },
  });
  const ids = contests.flatMap(({ objectId }) => objectId ?? []);
  if (ids.length === 0) return [];
  const where = { id: { in: ids }, invoice: await invoicesOfFamily(tx, scope) };
  return (await tx.invoiceLine.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

const OWN_PAGE = 20;

/** Latest first. */
export async function ownWork(tx: Tx, scope: FamilyScope, { state, page }: { state: "open" | "ended"; page: number }) {
  const states = { in: state === "open" ? [...openStates] : [...endedStates] };
  const where = { AND: [await requestsOfFamily(tx, scope), { state: states }] };
  const [total, rows] = await Promise.all([
    tx.familyRequest.count({ where }),
    tx.familyRequest.findMany({
      where,
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * OWN_PAGE,
      take: OWN_PAGE,
    }),
  ]);
  const children = await tx.child.findMany({
    where: { id: { in: rows.flatMap(({ childId }) => childId ?? []) } },
    select: { id: true, firstName: true },
  });
  const names = new Map(children.map(({ id, firstName }) => [id, firstName]));
  const list = rows.flatMap(({ kind, dueOn, ...row }): OwnRow[] =>
    isRequestKind(kind)
      ? [
          {
            ...row,
            kind,
            dueOn: dueOn && fromColumn(dueOn),
            childName: row.childId ? (names.get(row.childId) ?? null) : null,
          },
        ]
      : [],
  );
  return { total, pageSize: OWN_PAGE, rows: list };
}

export type OwnEntry = {
  id: string;
  side: "family" | "office";
  kind: string;
  isOwn: boolean;
  title: string | null;
  text: string | null;
  state: RequestState | null;
  at: Date;
};

export type OwnRequest = NonNullable<Awaited<ReturnType<typeof ownWorkRequest>>>;

/** One request with what was written on both sides; internal notes are not among it. */
export async function ownWorkRequest(tx: Tx, scope: FamilyScope, id: string) {
  const where = { AND: [{ id }, await requestsOfFamily(tx, scope)] };
  const row = await tx.familyRequest.findFirst({ where, include: withHistory });
  return row && workRequest(row, scope);
}

/** All of a family's requests, each as its own page has it, the first that came first. */
export async function ownWorkRequests(tx: Tx, scope: FamilyScope) {
  const rows = await tx.familyRequest.findMany({
    where: await requestsOfFamily(tx, scope),
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    include: withHistory,
  });
  return rows.flatMap((row) => workRequest(row, scope) ?? []);
}

const withHistory = {
  entries: { where: { kind: { in: SHOWN } }, orderBy: [{ at: "asc" }, { id: "asc" }] },
  proposals: { orderBy: { version: "asc" } },
} satisfies Prisma.FamilyRequestInclude;

function workRequest(row: Prisma.FamilyRequestGetPayload<{ include: typeof withHistory }>, scope: FamilyScope) {
  if (!isRequestKind(row.kind)) return null;
  const { id, kind, state, outcome, entries, proposals, about } = row;
  const endedAt = row.decidedAt ?? row.closedAt;
  return {
    ...{ id, kind, state, outcome, entries: entries.map((entry) => shown(entry, scope)), proposals },
    ...{ reference: row.reference, householdId: row.householdId, accountId: row.accountId, childId: row.childId },
    ...{ channel: row.channel, receivedAt: row.receivedAt, decidedAt: row.decidedAt, isPrivate: row.isPrivate },
    ...{ effectKind: row.effectKind, effectId: row.effectId, objectId: row.objectId },
    dueOn: row.dueOn && fromColumn(row.dueOn),
    about: readAbout(about),
    rawAbout: about,
    isOpen: isOpenState(state),
    mayReopen: endedAt !== null && !isOpenState(state) && mayReopen({ on: parisOf(endedAt).day, outcome }, scope.today),
  };
}

type EntryRow = Prisma.FamilyRequestEntryGetPayload<object>;

function shown({ id, side, kind, authorId, title, text, state, at }: EntryRow, scope: FamilyScope): OwnEntry {
  const isFamily = side === "family";
  return {
    ...{ id, kind, title, text, state, at, isOwn: authorId === scope.accountId },
    side: isFamily ? "family" : "office",
  };
}

export function readAbout(about: unknown): RequestAbout {
  return aboutSchema.catch(() => aboutSchema.parse({})).parse(about ?? {});
}

/** What a request began from, with the names of today. */
export type Begun = {
  object: { kind: "booking-order" | "document"; id: string };
  householdId: string;
  childId: string | null;
  about: Partial<RequestAbout>;
};

/** Bookings made together, or a document, as far as the parent may see them; null for anybody else's. */
export async function begunFrom(
  tx: Tx,
  scope: FamilyScope,
  { orderId, documentId }: { orderId: string | null; documentId: string | null },
): Promise<Begun | null> {
  if (orderId) return begunFromOrder(tx, scope, orderId);
  const [document] = documentId ? await givenDocuments(tx, scope, { id: documentId }) : [];
  if (!documentId || !document) return null;
  const { householdId, child, kind } = document;
  const about = { documentFr: kind.nameFr, documentEn: kind.nameEn };
  return { object: { kind: "document", id: documentId }, householdId, childId: child?.id ?? null, about };
}

async function begunFromOrder(tx: Tx, scope: FamilyScope, id: string): Promise<Begun | null> {
  const homes = { householdId: { in: [...scope.householdIds] } };
  const order = await tx.bookingOrder.findFirst({ where: { id, ...homes } });
  const where = { ...homes, OR: [{ orderId: id }, { cancelOrderId: id }], child: childrenOfFamily(scope) };
  const booked = await tx.booking.findMany({ where, distinct: ["childId"], select: { childId: true } });
  const [first, ...others] = booked;
  if (!order || !first) return null;
  const childId = others.length > 0 ? null : first.childId;
  const about = { order: order.reference };
  return { object: { kind: "booking-order", id }, householdId: order.householdId, childId, about };
}

export type AskableActivity = { id: string; nameFr: string; nameEn: string };

/** Services in which a child of theirs is enrolled now: what a late booking or an absence may be about. */
export async function askableActivities(tx: Tx, scope: FamilyScope): Promise<AskableActivity[]> {
  const day = toColumn(scope.today);
  const enrolments = {
    some: {
      state: "accepted" as const,
      child: childrenOfFamily(scope),
      since: { lte: day },
      OR: [{ until: null }, { until: { gte: day } }],
    },
  };
  return tx.activity.findMany({
    where: { isOpen: true, enrolments },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, nameFr: true, nameEn: true },
  });
}

export type Appealed = {
  id: string;
  kind: RequestKind;
  state: RequestState;
  outcome: string | null;
  reference: string;
  receivedAt: Date;
  /** The last words of the office. */
  answer: string | null;
};

/** What a person sent about their own affairs, for the page that is left to them while suspended; latest first. */
export async function appealsOf(tx: Tx, accountId: string): Promise<Appealed[]> {
  const rows = await tx.familyRequest.findMany({
    where: { accountId, kind: { in: [...askedWhileSuspended] } },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 10,
    include: {
      entries: {
        where: { side: "office", kind: { in: SHOWN }, text: { not: null } },
        orderBy: { at: "desc" },
        take: 1,
      },
    },
  });
  return rows.flatMap(({ kind, entries, ...row }) =>
    isRequestKind(kind)
      ? [
          {
            id: row.id,
            kind,
            state: row.state,
            outcome: row.outcome,
            reference: row.reference,
            receivedAt: row.receivedAt,
            answer: entries[0]?.text ?? null,
          },
        ]
      : [],
  );
}
