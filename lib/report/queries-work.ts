/** What the machine has done and failed to do: jobs and mails, for the office. */
import { record } from "@/lib/evidence/record";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";

export type JobCount = { kind: string; state: string; count: number };

/** Jobs by kind and state, and the dead ones with their last error. */
export async function workOf(tx: Tx) {
  const [groups, dead] = await Promise.all([
    tx.job.groupBy({ by: ["kind", "state"], _count: { _all: true }, orderBy: [{ kind: "asc" }, { state: "asc" }] }),
    tx.job.findMany({
      where: { state: "dead" },
      orderBy: { createdAt: "desc" },
      take: 50,
      select: { id: true, kind: true, createdAt: true, lastError: true },
    }),
  ]);
  const counts = groups.map(({ kind, state, _count }): JobCount => ({ kind, state, count: _count._all }));
  return { counts, dead };
}

const PAGE = 25;

/**
 * The latest mails of the outbox, newest first; the look leaves its line. A mail that carries a link or a code shows no text: only the demonstration,
 * which has no other letter box, reads it here.
 */
export async function consultedOutbox(context: Context, page: number) {
  const { tx, actor } = context;
  const [mails, total] = await Promise.all([
    tx.mailOutbox.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      select: {
        ...{ id: true, toAddress: true, subject: true, text: true, isSecret: true, state: true, createdAt: true },
        lastError: true,
      },
    }),
    tx.mailOutbox.count(),
  ]);
  if (mails.length > 0) {
    const object = { kind: "account", id: actor?.accountId ?? "system" };
    const body = { page, mailIds: mails.map(({ id }) => id) };
    await record(context, { type: "mail.consulted", subject: null, object, body });
  }
  const isHidden = (mail: { isSecret: boolean }) => mail.isSecret && !env().PORTAIL_DEMO;
  return {
    mails: mails.map(({ text, ...mail }) => ({ ...mail, text: isHidden(mail) ? null : text })),
    pages: Math.max(1, Math.ceil(total / PAGE)),
  };
}
