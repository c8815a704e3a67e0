/**
 * Sealing has stopped, or goes on: the head of school affairs and the administrators are told by mail, once, and the journal keeps a line of it
 * that is sealed when sealing goes on (facts: evidence §9).
 */
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { wordMoment } from "@/lib/i18n/dates";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";

type Alarm = { fault: string; detail: string };

export async function tellStopped(context: Context, { fault, detail }: Alarm): Promise<void> {
  await record(context, {
    type: "journal.stopped",
    subject: null,
    object: { kind: "duty", id: "seal" },
    body: { fault, detail },
  });
  await tellOffice(context, "journalStopped", { fault, detail });
}

export async function tellResumed(context: Context, fault: string): Promise<void> {
  const body = { fault };
  await record(context, { type: "journal.resumed", subject: null, object: { kind: "duty", id: "seal" }, body });
  await tellOffice(context, "journalResumed", { fault });
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
