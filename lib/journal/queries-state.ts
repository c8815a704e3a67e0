/** How the journal does: what is sealed, by whom else it is signed, and since when something fails. Counts and instants, no person. */
import { parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { SEALING_LATE_SECONDS, sealingSilence } from "@/lib/server/work/health";

export type Duty = { doneAt: string | null; failing: { since: string; attempts: number } | null };
export type JournalState = {
  log: string | null;
  size: string | null;
  sealedAt: string | null;
  /** No pass of the sealing has ended for a while, and it does not say what is wrong. */
  isLate: boolean;
  duties: Record<"seal" | "witness" | "timestamp" | "mail", Duty>;
  anchors: { witness: string | null; timestamp: string | null };
};

const DUTIES = ["seal", "witness", "timestamp", "mail"] as const;

/** Moments are Paris time. */
export async function journalState(tx: Tx, now: Date): Promise<JournalState> {
  const [checkpoint, duties, oldest, witness, timestamp] = await Promise.all([
    tx.auditCheckpoint.findFirst({
      orderBy: [{ at: "desc" }, { size: "desc" }],
      select: { log: true, size: true, at: true },
    }),
    tx.auditDuty.findMany(),
    tx.auditEvent.findFirst({ orderBy: { id: "asc" }, select: { id: true } }),
    lastAnchor(tx, "witness"),
    lastAnchor(tx, "timestamp"),
  ]);
  const dutyOf = (name: string): Duty => {
    const row = duties.find((duty) => duty.name === name);
    return {
      doneAt: row?.doneAt ? parisOf(row.doneAt).moment : null,
      failing: row?.fault && row.since ? { since: parisOf(row.since).moment, attempts: row.attempts } : null,
    };
  };
  const seal = duties.find(({ name }) => name === "seal") ?? null;
  const silence = oldest ? sealingSilence(seal, oldest.id, now) : 0;
  return {
    isLate: !seal?.fault && silence > SEALING_LATE_SECONDS,
    log: checkpoint?.log ?? null,
    size: checkpoint ? String(checkpoint.size) : null,
    sealedAt: checkpoint ? parisOf(checkpoint.at).moment : null,
    duties: Object.fromEntries(DUTIES.map((name) => [name, dutyOf(name)])) as JournalState["duties"],
    anchors: { witness, timestamp },
  };
}

async function lastAnchor(tx: Tx, kind: string): Promise<string | null> {
  const row = await tx.auditAnchor.findFirst({ where: { kind }, orderBy: { at: "desc" }, select: { at: true } });
  return row ? parisOf(row.at).moment : null;
}
