/** By which of its dates a row is told to whoever countersigns a list: from when to when, and no name. Pure: SQL text without any value. */

const DATED: Readonly<Record<string, string>> = {
  account: "DATE(COALESCE(last_sign_in_at, created_at))",
  account_request: "DATE(decided_at)",
  account_token: "DATE(created_at)",
  attendance: "DATE(recorded_at)",
  calendar_feed: "DATE(created_at)",
  change_request: "DATE(created_at)",
  child_health: "DATE(updated_at)",
  child_household: "since",
  consent: "DATE(given_at)",
  custody_exception: "day",
  dossier: "DATE(created_at)",
  enrolment: "since",
  family_request: "DATE(received_at)",
  household: "DATE(created_at)",
  household_address: "since",
  household_payer: "since",
  idempotency_key: "DATE(created_at)",
  invoice_pdf: "DATE(rendered_at)",
  job: "DATE(created_at)",
  known_device: "DATE(last_used_at)",
  mail_outbox: "DATE(created_at)",
  possible_duplicate: "DATE(decided_at)",
  quotient_familial: "since",
  schooling: "since",
  session: "DATE(last_seen_at)",
  sign_in_tally: "DATE(last_failed_at)",
  suspension: "DATE(starts_at)",
  waiting_entry: "DATE(created_at)",
};

/** Null for a table whose rows carry no date of their own: they go with the household that stands in the same list. */
export function dateOf(table: string): string | null {
  return DATED[table] ?? null;
}
