/** The office's page of the day: counts within the scope of whoever looks, never a name, so that opening it consults nobody's file. */
import { activitiesOfOffice, childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { allows, type Permission } from "@/lib/access/permissions";
import { type SheetSummary, sheetsOn } from "@/lib/attendance/queries";
import { requestsOfOffice as workOfOffice } from "@/lib/casework/queries-office";
import { addDays, type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { requestsOfOffice } from "@/lib/request/queries-account-request";
import { openStates } from "@/lib/request/rules";
import { db, type Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type Health, healthOf } from "@/lib/server/work/health";

export const taskKinds = [
  "requests",
  "enrolments",
  "accountRequests",
  "duplicates",
  "invoices",
  "payments",
  "mails",
  "jobs",
] as const;
export type TaskKind = (typeof taskKinds)[number];
/** `since`: the day on which the oldest one arrived. */
export type Task = { kind: TaskKind; count: number; since: CivilDate | null };

type Found = { count: number; oldest: { createdAt: Date } | null };

/** Those whose rights open the page that settles them; only what waits. */
export async function tasksOf(tx: Tx, scope: OfficeScope): Promise<Task[]> {
  const wanted = taskKinds.filter((kind) => allows(scope.role, rights[kind]));
  const found = await Promise.all(
    wanted.map(async (kind) => {
      const { count, oldest } = await readers[kind](tx, scope);
      return { kind, count, since: oldest && parisOf(oldest.createdAt).day };
    }),
  );
  return found.filter((task) => task.count > 0);
}

const rights: Record<TaskKind, Permission> = {
  requests: "request.handle",
  enrolments: "enrolment.decide",
  accountRequests: "account-request.decide",
  duplicates: "duplicate.decide",
  invoices: "billing.run",
  payments: "treasury.export",
  mails: "mail.consult",
  jobs: "job.consult",
};

const oldestFirst = { orderBy: { createdAt: "asc" }, select: { createdAt: true } } as const;

const readers: Record<TaskKind, (tx: Tx, scope: OfficeScope) => Promise<Found>> = {
  requests: async (tx, scope) => {
    const where = { AND: [await workOfOffice(tx, scope), { state: { in: [...openStates] } }] };
    const first = tx.familyRequest.findFirst({ where, orderBy: { receivedAt: "asc" }, select: { receivedAt: true } });
    return both(
      tx.familyRequest.count({ where }),
      first.then((row) => row && { createdAt: row.receivedAt }),
    );
  },
  enrolments: async (tx, scope) => {
    const where = {
      state: "requested" as const,
      AND: [{ activity: activitiesOfOffice(scope) }, { child: childrenOfOffice(scope) }],
    };
    const first = tx.enrolment.findFirst({ where, orderBy: { requestedAt: "asc" }, select: { requestedAt: true } });
    return both(
      tx.enrolment.count({ where }),
      first.then((row) => row && { createdAt: row.requestedAt }),
    );
  },
  accountRequests: (tx, scope) => {
    const where = { ...requestsOfOffice(scope), state: "submitted" as const };
    return both(tx.accountRequest.count({ where }), tx.accountRequest.findFirst({ where, ...oldestFirst }));
  },
  duplicates: (tx) => {
    const where = { state: "open" as const };
    return both(tx.possibleDuplicate.count({ where }), tx.possibleDuplicate.findFirst({ where, ...oldestFirst }));
  },
  invoices: (tx) => {
    const where = { state: { in: ["draft" as const, "checked" as const] } };
    return both(tx.invoice.count({ where }), tx.invoice.findFirst({ where, ...oldestFirst }));
  },
  payments: (tx) => {
    const where = {
      state: {
        in: [
          "suspect" as const,
          "amount_differs" as const,
          "paid_twice" as const,
          "after_hand_over" as const,
          "rejected_later" as const,
        ],
      },
    };
    return both(tx.paymentAttempt.count({ where }), tx.paymentAttempt.findFirst({ where, ...oldestFirst }));
  },
  mails: (tx) => {
    const where = { state: "failed" as const };
    return both(tx.mailOutbox.count({ where }), tx.mailOutbox.findFirst({ where, ...oldestFirst }));
  },
  jobs: (tx) => {
    const where = { state: "dead" as const };
    return both(tx.job.count({ where }), tx.job.findFirst({ where, ...oldestFirst }));
  },
};

async function both(count: Promise<number>, oldest: Promise<{ createdAt: Date } | null>): Promise<Found> {
  const [number, first] = await Promise.all([count, oldest]);
  return { count: number, oldest: first };
}

export type DaySheet = SheetSummary & { capacity: number; queue: number };

/** The lists of a day with their places and waiting lists. */
export async function dayOf(tx: Tx, scope: OfficeScope, day: CivilDate): Promise<DaySheet[]> {
  const sheets = await sheetsOn(tx, scope, day);
  const ids = sheets.map((sheet) => sheet.id);
  const [days, queues] = await Promise.all([
    tx.activityDay.findMany({ where: { id: { in: ids } }, select: { id: true, capacity: true } }),
    tx.waitingEntry.groupBy({
      by: ["activityDayId"],
      where: { activityDayId: { in: ids }, state: { in: ["waiting", "offered"] } },
      _count: { _all: true },
    }),
  ]);
  return sheets.map((sheet) => ({
    ...sheet,
    capacity: days.find((row) => row.id === sheet.id)?.capacity ?? 0,
    queue: queues.find((row) => row.activityDayId === sheet.id)?._count._all ?? 0,
  }));
}

/** The next day with something open within the scope, for a day without lists. */
export async function nextOpenDay(tx: Tx, scope: OfficeScope, today: CivilDate): Promise<CivilDate | null> {
  const row = await tx.activityDay.findFirst({
    where: { day: { gt: toColumn(today) }, closedFr: null, activity: activitiesOfOffice(scope) },
    orderBy: { day: "asc" },
    select: { day: true },
  });
  return row && fromColumn(row.day);
}

export type Alerts = { unbooked: number; pai: number };

/** Children who came without booking today, and PAI that end within thirty days. */
export async function alertsOf(tx: Tx, scope: OfficeScope, today: CivilDate): Promise<Alerts> {
  const days = await tx.activityDay.findMany({
    where: { day: toColumn(today), activity: activitiesOfOffice(scope) },
    select: { id: true },
  });
  const [unbooked, pai] = await Promise.all([
    tx.attendance.count({
      where: { activityDayId: { in: days.map((row) => row.id) }, status: "unbooked_present" },
    }),
    tx.childHealth.count({
      where: {
        hasPai: true,
        paiUntil: { gte: toColumn(today), lte: toColumn(addDays(today, 30)) },
        child: { AND: [childrenOfOffice(scope), { leftOn: null }] },
      },
    }),
  ]);
  return { unbooked, pai: allows(scope.role, "family.consult") ? pai : 0 };
}

export type Till = { todayCents: Cents; todayCount: number; openCents: Cents; openCount: number; dueCents: Cents };

/** The cash office's day: received today, not yet in a lot, still owed by families in all. */
export async function tillOf(tx: Tx, today: CivilDate): Promise<Till> {
  const totals = { _sum: { amountCents: true }, _count: { _all: true } } as const;
  const [day, open, due] = await Promise.all([
    tx.receipt.aggregate({ where: { receivedOn: toColumn(today) }, ...totals }),
    tx.receipt.aggregate({ where: { lotId: null }, ...totals }),
    tx.ledgerLine.aggregate({ where: { account: "receivable" }, _sum: { amountCents: true } }),
  ]);
  return {
    todayCents: sum([day._sum.amountCents ?? 0]),
    todayCount: day._count._all,
    openCents: sum([open._sum.amountCents ?? 0]),
    openCount: open._count._all,
    dueCents: sum([due._sum.amountCents ?? 0]),
  };
}

/** Whether those outside answer, who co-sign and date the journal; `none` where the commune has named nobody. */
export async function anchorState(): Promise<Record<"witness" | "timestamp", string>> {
  const duties = await db().auditDuty.findMany({ select: { name: true, fault: true } });
  const stateOf = (name: string, address: string | undefined) =>
    address === undefined ? "none" : duties.some((duty) => duty.name === name && duty.fault) ? "failing" : "ok";
  const { WITNESS_URL, TIMESTAMP_URL } = env();
  return { witness: stateOf("witness", WITNESS_URL), timestamp: stateOf("timestamp", TIMESTAMP_URL) };
}

/** The same answer as monitors get. */
export function machineHealth(now: Date): Promise<Health> {
  return healthOf(db(), now);
}
