/**
 * How each table leads to one person (GDPR art. 15): by its own columns, by the row it hangs from, or by a condition told here with its reason.
 * The copy of somebody's data walks the tables that exist; one that nobody foresaw is found by its columns, and a test fails where a personal
 * column leads nowhere. Nothing of a child's other home is reached: a row that names a household is read by that household only. Pure.
 */

export type Table = { name: string; columns: readonly string[] };

/** A row that hangs from another: the column, and the table it names. */
const PARENTS: Readonly<Record<string, string>> = {
  invoice_id: "invoice",
  booking_id: "booking",
  attempt_id: "payment_attempt",
  mandate_id: "sepa_mandate",
  plan_id: "payment_plan",
  request_id: "family_request",
  proposal_id: "request_proposal",
  document_id: "document",
  factor_id: "second_factor",
};

const PAID = "payer_id IN (:payers)";
const HOUSE_BILL = "(household_id IN (:households) AND payer_id IN (:readable))";

/** Tables whose columns alone would lead too far, or not at all. */
const TOLD: Readonly<Record<string, string>> = {
  account: "id IN (:accounts)",
  guardian: "id IN (:guardians)",
  household: "id IN (:households)",
  child: "id IN (:children)",
  payer: "id IN (:payers)",
  invoice: "id IN (:invoices)",
  // A presence on the other home's day is that home's; one that nobody booked belongs to who is charged for it.
  attendance: `booking_id IN (SELECT id FROM booking WHERE household_id IN (:households))
    OR (booking_id IS NULL AND id IN (SELECT attendance_id FROM charge WHERE ${PAID} OR ${HOUSE_BILL}))`,
  charge: `${PAID} OR ${HOUSE_BILL} OR invoice_id IN (:invoices)`,
  // Whom a decision forbids to collect is told to the gate and to no parent.
  pickup_person:
    "child_id IN (:children) AND (household_id IS NULL OR household_id IN (:households)) AND kind <> 'forbidden'",
  emergency_contact: "child_id IN (:children) AND (household_id IS NULL OR household_id IN (:households))",
  declared_fact: "household_id IN (:households) OR (household_id IS NULL AND child_id IN (:children))",
  account_request: "household_id IN (:households) OR email IN (:emails)",
  mail_outbox: "to_address IN (:emails)",
  payment_attempt: "invoice_id IN (:invoices) OR account_id IN (:accounts)",
  // The account number of somebody else in the household is theirs.
  sepa_mandate: PAID,
  receipt: `${PAID} OR invoice_id IN (:invoices)`,
  delegation: "household_id IN (:households) OR account_id IN (:accounts)",
  shared_change: "household_id IN (:households) OR answerer_id IN (:guardians)",
  // A request may be one person's own within a household; the office's notes to itself are asked for by a request of access.
  family_request: "id IN (:requests)",
  // What is joined to another adult's private request goes with it, pages too; nor is a paper of a child told who may no longer be seen.
  document: `household_id IN (:households) AND (child_id IS NULL OR child_id IN (:children))
    AND (request_id IS NULL OR request_id NOT IN
      (SELECT id FROM family_request WHERE is_private = 1 AND (account_id IS NULL OR account_id NOT IN (:accounts))))`,
  family_request_entry: "kind <> 'note'",
  // A body that pays for many families is named on each of their bills; only the family's own share is read.
  household_payer: "household_id IN (:households)",
};

/** Tables that hold personal columns and are not in the copy, with the reason that the copy itself tells. */
export const EXCUSED: Readonly<Record<string, string>> = {
  audit_event: "journal",
  audit_part: "journal",
  pseudonym: "journal",
  dossier: "made-from-journal",
  data_copy_part: "this-copy",
  job: "machine",
  idempotency_key: "machine",
  sign_in_tally: "nobody",
  treasury_lot: "whole-commune",
  treasury_lot_file: "whole-commune",
  debit_batch: "whole-commune",
  statement_import: "whole-commune",
  statement_line: "whole-commune",
  till_handover: "whole-commune",
  money_case: "whole-commune",
  possible_duplicate: "other-file",
  file_merger: "other-file",
};

/** What is in the copy without its contents, and where those are. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  document_page: "sealed-pages",
  audit_leaf: "line-receipts",
};

/** Columns that are secrets of the sign-in, or files given beside. */
const SECRET = /(^|_)(hash|secret|wrapped|mac|salt|envelope)$/;

export function isSecret(column: string): boolean {
  return SECRET.test(column);
}

/** The condition under which a row of the table is the person's, with names of lists for values; null when no column leads to anybody. */
export function pathOf(table: Table, tables: ReadonlyMap<string, Table>): string | null {
  if (table.name in EXCUSED) return null;
  const own = ownPath(table);
  const parent = own === null || table.name === "family_request_entry" ? parentPath(table, tables) : null;
  const told = TOLD[table.name];
  if (told === undefined) return own ?? parent;
  return parent === null ? told : `${parent} AND ${told}`;
}

/** The narrowest column first: a bill is its payer's, a row of a household is that household's, a fact of the child both parents'. */
function ownPath({ columns }: Table): string | null {
  const has = (column: string) => columns.includes(column);
  if (has("payer_id") && has("household_id")) return `${PAID} OR ${HOUSE_BILL}`;
  if (has("payer_id")) return PAID;
  if (has("household_id")) return "household_id IN (:households)";
  if (has("guardian_id")) return "guardian_id IN (:guardians)";
  if (has("child_id") && !has("invoice_id")) return "child_id IN (:children)";
  if (has("account_id")) return "account_id IN (:accounts)";
  return null;
}

function parentPath(table: Table, tables: ReadonlyMap<string, Table>): string | null {
  for (const column of table.columns) {
    const parent = tables.get(PARENTS[column] ?? "");
    const path = parent && parent.name !== table.name ? pathOf(parent, tables) : null;
    if (parent && path) return `${column} IN (SELECT id FROM ${parent.name} WHERE ${path})`;
  }
  return null;
}

/** Columns that name a person, a household or a payer; of somebody else only that there is one is told. */
export function isSomebody(column: string): "person" | "home" | "payer" | null {
  if (/(^|_)(account|guardian|author|by|proposer|answerer|to|absent|deputy)_id$/.test(column)) return "person";
  if (/(^|_)household_id$/.test(column) || column === "merged_into_id") return "home";
  return column === "payer_id" ? "payer" : null;
}
