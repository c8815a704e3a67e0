/**
 * Sealing has stopped, or goes on: the head of school affairs and the administrators are told by mail, once, and the journal keeps a line of it
 * that is sealed when sealing goes on (facts: evidence §9).
 */
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { wordMoment } from "@/lib/i18n/dates";
import { idOfName } from "@/lib/kernel/ids";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { oneWorkerAtATime, SEALING_LATE_SECONDS, sealingSilence } from "@/lib/server/work/health";
import { sendLater } from "@/lib/server/work/mail";

type Alarm = { fault: string; detail: string };

/** Which alarm: the one that stops says what is wrong; lateness is what others see when it says nothing. */
type Subject = "seal" | "seal-late";

export async function tellStopped(context: Context, { fault, detail }: Alarm, about: Subject = "seal"): Promise<void> {
  await record(context, {
    type: "journal.stopped",
    subject: null,
    object: { kind: "duty", id: about },
    body: { fault, detail },
  });
  await tellOffice(context, "journalStopped", { fault, detail });
}

export async function tellResumed(context: Context, fault: string, about: Subject = "seal"): Promise<void> {
  const body = { fault };
  await record(context, { type: "journal.resumed", subject: null, object: { kind: "duty", id: about }, body });
  await tellOffice(context, "journalResumed", { fault });
}

/**
 * On each pass of a worker, whoever seals: when no pass of the sealing has ended for a while and nobody says why, it is told like a stop, once; and
 * once more when it goes on. The two lines of the journal are the memory of what was told. A worker that has just started gives the sealing its minute.
 */
export function sealingWatch(startedAt: Date): (database: Database, now: Date) => Promise<void> {
  return (database, now) => watchSealing(database, { now, startedAt });
}

async function watchSealing(database: Database, { now, startedAt }: { now: Date; startedAt: Date }): Promise<void> {
  const [seal, oldest] = await Promise.all([
    database.auditDuty.findUnique({ where: { name: "seal" }, select: { fault: true, doneAt: true } }),
    database.auditEvent.findFirst({ orderBy: { id: "asc" }, select: { id: true } }),
  ]);
  const silence = oldest ? sealingSilence(seal, oldest.id, now) : 0;
  // One that is stopped has said so itself: what is late says nothing new until that is over.
  if (!oldest || seal?.fault) return;
  const isLate = silence > SEALING_LATE_SECONDS;
  if (isLate && (now.getTime() - startedAt.getTime()) / 1000 <= SEALING_LATE_SECONDS) return;
  if (isLate === (await isToldLate(database))) return;
  await transaction(async (tx) => {
    const context = systemContext(tx, now);
    await oneWorkerAtATime(tx);
    if (isLate === (await isToldLate(tx))) return;
    const detail = `no sealing for ${Math.round(silence)} seconds`;
    if (isLate) await tellStopped(context, { fault: "late", detail }, "seal-late");
    else await tellResumed(context, "late", "seal-late");
  }, database);
}

async function isToldLate(tx: Tx): Promise<boolean> {
  const last = await tx.auditEvent.findFirst({
    where: { object: `duty/${idOfName("duty", "seal-late")}`, type: { in: ["journal.stopped", "journal.resumed"] } },
    orderBy: { id: "desc" },
    select: { type: true },
  });
  return last?.type === "journal.stopped";
}

async function tellOffice(
  context: Context,
  name: "journalStopped" | "journalResumed",
  values: Record<string, string>,
): Promise<void> {
  const people = await context.tx.account.findMany({
    where: { role: { in: ["responsable", "admin"] }, activatedAt: { not: null }, closedAt: null },
    select: { email: true, locale: true },
  });
  for (const { email, locale: spoken } of people) {
    const locale = spoken === "en" ? "en" : "fr";
    const moment = wordMoment(locale, context.moment);
    const words = await wordMail(context.tx, locale, name, { ...values, moment, link: `${env().PUBLIC_URL}/gestion` });
    await sendLater(context, { to: email, ...words });
  }
}
