/**
 * A round of the worker, once an hour: decided requests to which nobody can come back are closed, and whoever holds a request that is due soon or late
 * is told, once for each. A mail names references only; it goes to those who may read them.
 */
import { isMailed, tellFamily } from "@/lib/casework/queries-mail";
import { mayHandle } from "@/lib/casework/queries-office";
import { type Handling, handlingOf } from "@/lib/casework/queries-settings";
import { subjectOf } from "@/lib/casework/rules";
import { wordMail } from "@/lib/commune/queries-mail";
import { record, recordAll } from "@/lib/evidence/record";
import type { FamilyRequest } from "@/lib/generated/prisma/client";
import { wordDate } from "@/lib/i18n/dates";
import { isLocale } from "@/lib/i18n/locale";
import { addDays, fromColumn, instantOf, toColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { CLOSED_AFTER, isRequestKind, openStates } from "@/lib/request/rules";
import { urgencyOf } from "@/lib/request/rules-deadline";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { sendAllLater } from "@/lib/server/work/mail";

/** The hour this worker looked last, "2026-11-23T09". */
let lookedAt = "";
const BATCH = 200;

export async function requestRound(database: Database, now: Date): Promise<number> {
  const hour = systemContext(database, now).moment.slice(0, 13);
  if (hour === lookedAt) return 0;
  const closed = await transaction((tx) => closeEnded(systemContext(tx, now)), database);
  const reminded = await transaction((tx) => remindHolders(systemContext(tx, now)), database);
  lookedAt = hour;
  return closed + reminded;
}

export async function closeEnded(context: Context): Promise<number> {
  const { tx, today } = context;
  const rows = await tx.familyRequest.findMany({
    where: { state: "decided", decidedAt: { lt: instantOf(`${addDays(today, 1 - CLOSED_AFTER)}T00:00`) } },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  for (const row of rows) await closeOne(context, row);
  return rows.length;
}

async function closeOne(context: Context, row: FamilyRequest): Promise<void> {
  const { tx, now } = context;
  const { id, reference, kind, accountId, householdId } = row;
  const { count } = await tx.familyRequest.updateMany({
    where: { id, state: "decided" },
    data: { state: "closed", closedAt: now },
  });
  if (count === 0 || !isRequestKind(kind)) return;
  const object = { kind: "family-request", id };
  const body = { reference, requestKind: kind, childId: row.childId, step: "closed" };
  await record(context, { type: "request.closed", subject: subjectOf(row), object, body });
  if (await isMailed(context, "closed")) {
    await tellFamily(context, { id, reference, kind, accountId, householdId }, { step: "closed" });
  }
}

type Due = FamilyRequest & { dueOn: Date; level: 1 | 2 };

export async function remindHolders(context: Context): Promise<number> {
  const { tx, today } = context;
  const handling = await handlingOf(tx, today);
  const rows = await tx.familyRequest.findMany({
    where: {
      state: { in: openStates.filter((state) => state !== "waiting_family") },
      // What was said to be due soon is looked at again only once it is late: many of those keep nobody else waiting.
      OR: [
        { reminded: 0, dueOn: { not: null } },
        { reminded: 1, dueOn: { lt: toColumn(today) } },
      ],
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: BATCH,
  });
  const due = rows.flatMap((row) => levelOf(row, { handling, today }));
  if (due.length === 0) return 0;
  for (const { id, level } of due) await tx.familyRequest.update({ where: { id }, data: { reminded: level } });
  await recordAll(
    context,
    due.map(({ id, reference, kind, level }) => ({
      type: "request.reminded" as const,
      subject: null,
      object: { kind: "family-request", id },
      body: { reference, requestKind: kind, level },
    })),
  );
  await mailHolders(context, due, handling);
  return due.length;
}

/** 1 when it is due soon, 2 when it is late; nothing where that was said already. */
function levelOf(row: FamilyRequest, { handling, today }: { handling: Handling; today: string }): Due[] {
  const { kind, dueOn, reminded } = row;
  if (!dueOn || !isRequestKind(kind)) return [];
  const { delays, place } = handling;
  const urgency = urgencyOf(fromColumn(dueOn), today, { remind: delays[kind].remind, place });
  const level = urgency === "late" ? 2 : urgency === "soon" ? 1 : 0;
  return level !== 0 && level > reminded ? [{ ...row, dueOn, level }] : [];
}

async function mailHolders(context: Context, due: readonly Due[], handling: Handling): Promise<void> {
  const { tx } = context;
  const pairs = (await Promise.all(due.map((row) => readersOf(context, row, handling)))).flat();
  const mails = [...groupBy(pairs, ({ accountId }) => accountId)].map(async ([accountId, own]) => {
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    const locale = isLocale(account.locale) ? account.locale : "fr";
    const text = own.map(({ row }) => `${row.reference}, ${wordDate(locale, fromColumn(row.dueOn))}`).join("\n");
    const words = await wordMail(tx, locale, "requestReminder", {
      text,
      url: `${env().PUBLIC_URL}/gestion/demandes?a=team`,
    });
    return { to: account.email, ...words };
  });
  await sendAllLater(context, await Promise.all(mails));
}

/** Who holds it, or the members of its team; where none of them is left or would find the page, the heads. */
async function readersOf({ tx, today }: Context, row: Due, { teams }: Handling) {
  const team = teams.find(({ id }) => id === row.teamId);
  const held = row.assignedToId ? [row.assignedToId] : (team?.memberIds ?? []);
  const whoMay = async (ids: readonly string[]) => {
    const may = await Promise.all(ids.map((accountId) => mayHandle(tx, { accountId, requestId: row.id }, today)));
    return ids.filter((_, index) => may[index]).map((accountId) => ({ accountId, row }));
  };
  const own = await whoMay(held);
  if (own.length > 0) return own;
  const heads = await tx.account.findMany({ where: { role: "responsable", closedAt: null }, select: { id: true } });
  return whoMay(heads.map(({ id }) => id));
}
