/**
 * Amounts too small for an invoice that the commune's rules drop (billing.smallest, "drop"): with the last invoice of their month they are given up,
 * so that no later month bills them. Until then they wait, as those that are carried do.
 */
import { recordAll } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { findingsOf } from "./queries-runs";

type Run = { id: string; regieId: string; month: string; findings: unknown };

/** The caller holds the régie. What has changed since the drafts were made is left for the next month. */
export async function dropSmall(context: Context, run: Run): Promise<void> {
  const { tx, today } = context;
  const small = findingsOf(run.findings).flatMap((one) => (one.kind === "too-small" && one.isDropped ? [one] : []));
  const { id: runId, regieId, month } = run;
  const dropped: typeof small = [];
  for (const one of small) {
    const { payerId, householdId, cents } = one;
    const where = { regieId, payerId, householdId, invoiceId: null, droppedOn: null, month: { lte: month } };
    const charges = await tx.charge.findMany({ where, select: { amountCents: true } });
    if (sum(charges.map(({ amountCents }) => amountCents)) !== cents) continue;
    await tx.charge.updateMany({ where, data: { droppedOn: toColumn(today) } });
    dropped.push(one);
  }
  await recordAll(
    context,
    dropped.map(({ payerId, householdId, cents }) => ({
      type: "charge.dropped" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "invoice-run", id: runId },
      body: { month, regieId, payerId, cents },
    })),
  );
}
