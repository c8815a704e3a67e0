/** What the machine has done and failed to do: jobs and mails, for the office. */
import type { Tx } from "@/lib/server/db";

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

/** The latest mails of the outbox, newest first. */
export async function outboxOf(tx: Tx, page: number) {
  const [mails, total] = await Promise.all([
    tx.mailOutbox.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      select: { id: true, toAddress: true, subject: true, text: true, state: true, createdAt: true, lastError: true },
    }),
    tx.mailOutbox.count(),
  ]);
  return { mails, pages: Math.max(1, Math.ceil(total / PAGE)) };
}
