/** Writing in the books: append-only, one entry per thing that happened, in the transaction of what happened. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { assertBalanced, type EntryKind, type LedgerLine } from "./rules";

/** `kind` and `sourceId` name what happened; the same twice breaks a unique key, so nothing is booked twice. */
export type NewEntry = {
  regieId: string;
  kind: EntryKind;
  sourceId: string;
  day: CivilDate;
  lines: readonly LedgerLine[];
};

/** Enters all of `entries`, or throws. The caller records the business event; the entry itself is traced here, inside the office. */
export async function post(context: Context, entries: readonly NewEntry[]): Promise<void> {
  for (const entry of entries) assertBalanced(entry.lines);
  const rows = entries.map((entry) => ({
    ...entry,
    id: newId(),
    lines: entry.lines.map((line) => ({ id: newId(), ...columnsOf(line) })),
  }));
  await context.tx.ledgerEntry.createMany({
    data: rows.map(({ id, regieId, kind, sourceId, day }) => ({
      id,
      regieId,
      kind,
      sourceId,
      day: toColumn(day),
      recordedAt: context.now,
      recordedById: context.actor?.accountId ?? null,
    })),
  });
  await context.tx.ledgerLine.createMany({
    data: rows.flatMap(({ id, lines }) => lines.map((line, position) => ({ entryId: id, position, ...line }))),
  });
  await record(context, {
    type: "ledger.posted",
    subject: null,
    object: { kind: "ledger", id: rows[0]?.id ?? newId() },
    body: {
      entries: rows.map(({ id, kind, sourceId, lines }) => ({
        ...{ id, kind, sourceId },
        lines: lines.map((line) => line.id),
      })),
    },
  });
}

/** A debt is often given with more about it than the books keep. */
function columnsOf({ account, amountCents, ...about }: LedgerLine) {
  const { householdId = null, payerId = null, invoiceId = null, creditId = null, productCode = null } = about;
  return { account, amountCents, householdId, payerId, invoiceId, creditId, productCode };
}
