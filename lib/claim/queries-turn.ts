/** What became of the last long role that a régie asked for: being made, given up by the worker, or refused with its reason. */
import type { Tx } from "@/lib/server/db";
import { turnSchema } from "./schema";

export type UnderWay = {
  state: "working" | "stopped" | "refused" | "made";
  invoices: number;
  /** Why it was refused, and how many invoices lack something. */
  refused: { reason: string; count: number } | null;
};

/** Null when none was asked for, or long ago. */
export async function underWayOf(tx: Tx, regieId: string): Promise<UnderWay | null> {
  const jobs = await tx.job.findMany({
    where: { kind: "claim.hand-over" },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: { state: true, payload: true, progressTotal: true },
  });
  for (const { state, payload, progressTotal } of jobs) {
    const wish = turnSchema.safeParse(payload);
    if (wish.data?.regieId !== regieId) continue;
    const refused = wish.data.refused ?? null;
    return { state: refused ? "refused" : STATES[state], invoices: progressTotal, refused };
  }
  return null;
}

const STATES = { queued: "working", running: "working", done: "made", dead: "stopped" } as const;
