/** Writing in the books: append-only, one entry per thing that happened, in the transaction of what happened. */
import { record } from "@/lib/evidence/record";
import type { CivilDate } from "@/lib/kernel/civil-date";
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
  for (let start = 0; start < rows.length; start += ROWS) await enter(context, rows.slice(start, start + ROWS));
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

const ROWS = 1000;

type Row = Omit<NewEntry, "lines"> & { id: string; lines: readonly ({ id: string } & ReturnType<typeof columnsOf>)[] };

/** As one text each: thousands of rows as parameters cost several seconds in the driver alone. */
async function enter({ tx, now, actor }: Context, rows: readonly Row[]): Promise<void> {
  const entries = JSON.stringify(rows.map(({ lines: _, ...entry }) => entry));
  const lines = rows.flatMap(({ id, lines }) => lines.map((line, position) => ({ entryId: id, position, ...line })));
  const entered = await tx.$executeRaw`
    INSERT INTO ledger_entry (id, regie_id, kind, source_id, day, recorded_at, recorded_by_id)
    SELECT e.id, e.regie_id, e.kind, e.source_id, e.day, ${now}, ${actor?.accountId ?? null}
    FROM JSON_TABLE(${entries}, '$[*]' COLUMNS (
      id CHAR(36) PATH '$.id', regie_id CHAR(36) PATH '$.regieId', kind VARCHAR(40) PATH '$.kind',
      source_id CHAR(36) PATH '$.sourceId', day DATE PATH '$.day')) e`;
  const written = await tx.$executeRaw`
    INSERT INTO ledger_line (id, entry_id, position, account, amount_cents, household_id, payer_id, invoice_id, credit_id, product_code)
    SELECT l.id, l.entry_id, l.position, l.account, l.cents, l.household_id, l.payer_id, l.invoice_id, l.credit_id, l.product_code
    FROM JSON_TABLE(${JSON.stringify(lines)}, '$[*]' COLUMNS (
      id CHAR(36) PATH '$.id', entry_id CHAR(36) PATH '$.entryId', position INT PATH '$.position',
      account VARCHAR(20) PATH '$.account', cents INT PATH '$.amountCents', household_id CHAR(36) PATH '$.householdId',
      payer_id CHAR(36) PATH '$.payerId', invoice_id CHAR(36) PATH '$.invoiceId', credit_id CHAR(36) PATH '$.creditId',
      product_code VARCHAR(4) PATH '$.productCode')) l`;
  if (entered !== rows.length || written !== lines.length) throw new Error("The books did not take all of an entry");
}

/** A debt is often given with more about it than the books keep. */
function columnsOf({ account, amountCents, ...about }: LedgerLine) {
  const { householdId = null, payerId = null, invoiceId = null, creditId = null, productCode = null } = about;
  return { account, amountCents, householdId, payerId, invoiceId, creditId, productCode };
}
