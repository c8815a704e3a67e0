/**
 * Who may do what to each table, by database account (docs/decisions/0009, facts: evidence §9).
 * Given table by table: one grant on the whole schema would undo all of it. A table that is not listed gives nothing to anybody.
 */
export type Rights = { table: string; app: string; sealer?: string; eraser?: string };

const READ = "SELECT";
const APPEND = "SELECT, INSERT";
const EDIT = "SELECT, INSERT, UPDATE";
const ALL = "SELECT, INSERT, UPDATE, DELETE";

const edited = [
  "setting",
  "news_item",
  "mail_text",
  "charter_version",
  "regie",
  "payfip_contract",
  "account",
  "session",
  "account_token",
  "suspension",
  "accreditation",
  "assignment",
  "antenna",
  "antenna_member",
  "case_assignment",
  "deputy",
  "exceptional_access",
  "account_request",
  "household",
  "household_address",
  "guardian",
  "household_member",
  "child",
  "child_health",
  "guardianship",
  "child_household",
  "school_year",
  "schooling",
  "payer",
  "household_payer",
  "quotient_familial",
  "change_request",
  "possible_duplicate",
  "site",
  "activity",
  "activity_day",
  "enrolment",
  "rules_version",
  "declared_fact",
  "draw",
  "draw_wish",
  "booking",
  "waiting_entry",
  "calendar_feed",
  "attendance",
  "invoice_run",
  "payment_attempt",
  "number_sequence",
  "payment_plan",
  "refund",
  "till_handover",
  "sepa_mandate",
  "debit_item",
  "treasury_claim",
  "statement_line",
  "daily_control",
  "money_case",
  "family_request",
  "request_proposal",
  "signing_code",
  "retention_run",
  "dossier",
  "shared_change",
  "delegation",
  "data_copy",
  "mail_outbox",
  "job",
];

const removable = [
  "document_need",
  "known_device",
  "sign_in_tally",
  "second_factor",
  "recovery_code",
  "antenna_site",
  "custody_exception",
  "rules_draft",
  "emergency_contact",
  "pickup_person",
  "charge",
  "invoice",
  "invoice_line",
  "idempotency_key",
  "data_copy_part",
];

const appended = [
  "charter_acceptance",
  "consent",
  "import_batch",
  "booking_order",
  "invoice_pdf",
  "ledger_entry",
  "ledger_line",
  "payment_answer",
  "treasury_lot",
  "treasury_lot_file",
  "reminder",
  "write_off",
  "plan_instalment",
  "plan_invoice",
  "deposit_slip",
  "remittance",
  "debit_batch",
  "debit_notice",
  "statement_import",
  "family_request_entry",
  "letter_template",
];

/** What the account that erases may do (lib/retention/rules-plan): delete rows whose time is over, or empty columns of those that must stay. */
const erased = new Map([
  ...[
    ...[
      "dossier",
      "idempotency_key",
      "account_token",
      "sign_in_tally",
      "mail_outbox",
      "job",
      "session",
      "known_device",
      ...["second_factor", "recovery_code", "case_assignment", "exceptional_access"],
    ],
    ...["child_health", "change_request", "account_request", "possible_duplicate", "suspension", "family_request"],
    ...["request_proposal", "signing_code"],
    ...["family_request_entry", "emergency_contact", "pickup_person", "consent", "guardianship", "schooling"],
    ...["custody_exception", "declared_fact", "waiting_entry", "draw_wish", "enrolment", "quotient_familial"],
    ...["household_payer", "household_address", "calendar_feed"],
    ...["shared_change", "delegation", "data_copy", "data_copy_part"],
  ].map((table) => [table, "SELECT, DELETE"] as const),
  ...["attendance", "child_household", "child", "guardian", "household", "account"].map(
    (table) => [table, "SELECT, UPDATE"] as const,
  ),
]);

const withEraser = (app: string) => (table: string) => {
  const eraser = erased.get(table);
  return { table, app, ...(eraser && { eraser }) };
};

export const rights: readonly Rights[] = [
  ...edited.map(withEraser(EDIT)),
  ...removable.map(withEraser(ALL)),
  ...appended.map(withEraser(APPEND)),
  { table: "receipt", app: `${APPEND}, UPDATE (lot_id, deposit_id)` },
  { table: "audit_event", app: APPEND, sealer: READ },
  { table: "audit_pending", app: "INSERT", sealer: "SELECT, DELETE" },
  { table: "audit_part", app: APPEND, eraser: "SELECT, DELETE" },
  { table: "audit_leaf", app: READ, sealer: APPEND },
  { table: "audit_log", app: READ, sealer: APPEND },
  { table: "audit_checkpoint", app: READ, sealer: APPEND },
  { table: "audit_anchor", app: READ, sealer: APPEND },
  { table: "audit_duty", app: READ, sealer: "SELECT, UPDATE" },
  { table: "pseudonym", app: APPEND, eraser: "SELECT, DELETE" },
  { table: "data_key", app: APPEND, eraser: "SELECT, DELETE" },
];
