/**
 * What is destroyed when its time is over, table by table (GDPR art. 5(1)(e), 17). Each step names the rows it takes and the rule that says when;
 * `cut` in its condition is the last day whose rows are due. What the accounts need stays, reduced to ids and amounts. Pure: the conditions are
 * SQL text without any value; the values are given when they run.
 */
import type { RetentionName } from "./rules";
import type { Step } from "./rules-bind";
import { journalSteps } from "./rules-journal";

/** Lists of ids found first, that later steps refer to. */
export const lists = ["households", "children", "guardians", "accounts"] as const;
export type ListName = (typeof lists)[number];

/** Nothing left to serve: no day booked, no enrolment, no school, no account open in the books since the day. */
const HOUSEHOLD_IS_OVER = `
  DATE(h.created_at) <= :cut AND (h.closed_at IS NULL OR DATE(h.closed_at) <= :cut)
  AND NOT EXISTS (SELECT 1 FROM booking b JOIN activity_day d ON d.id = b.activity_day_id
    WHERE b.household_id = h.id AND d.day > :cut)
  AND NOT EXISTS (SELECT 1 FROM enrolment e JOIN school_year y ON y.id = e.school_year_id
    WHERE e.household_id = h.id AND e.state IN ('requested', 'accepted') AND COALESCE(e.until, y.ends_on) > :cut)
  AND NOT EXISTS (SELECT 1 FROM child_household c JOIN schooling s ON s.child_id = c.child_id
    JOIN school_year y ON y.id = s.school_year_id
    WHERE c.household_id = h.id AND (c.until IS NULL OR c.until > :cut) AND COALESCE(s.until, y.ends_on) > :cut)
  AND NOT EXISTS (SELECT 1 FROM family_request r WHERE r.household_id = h.id AND (r.closed_at IS NULL OR DATE(r.closed_at) > :cut))
  AND NOT EXISTS (SELECT 1 FROM change_request r WHERE r.household_id = h.id AND DATE(COALESCE(r.decided_at, r.created_at)) > :cut)
  AND NOT EXISTS (SELECT 1 FROM household_member m JOIN guardian g ON g.id = m.guardian_id JOIN account a ON a.id = g.account_id
    WHERE m.household_id = h.id AND a.closed_at IS NULL AND DATE(a.last_sign_in_at) > :cut)
  AND NOT EXISTS (SELECT 1 FROM ledger_line l
    WHERE l.household_id = h.id AND l.account IN ('receivable', 'claim', 'credit', 'refund_payable')
    GROUP BY l.account HAVING SUM(l.amount_cents) <> 0)`;

/** A parent who belongs to a household that goes on stays, however long ago the last visit was. */
const ACCOUNT_IS_IDLE = `
  a.email NOT LIKE '%@efface.invalid'
  AND (DATE(a.closed_at) <= :cut OR (a.role = 'parent' AND DATE(COALESCE(a.last_sign_in_at, a.created_at)) <= :cut))
  AND NOT EXISTS (SELECT 1 FROM guardian g JOIN household_member m ON m.guardian_id = g.id JOIN household h ON h.id = m.household_id
    WHERE g.account_id = a.id AND h.erased_at IS NULL AND h.id NOT IN (:households) AND a.closed_at IS NULL)`;

/** In this order: each may refer to those before it. */
export const searches: readonly { name: ListName; rule: RetentionName; select: string }[] = [
  // One that is erased already is looked at again: what was written to it meanwhile goes too.
  {
    name: "households",
    rule: "household-end",
    select: `SELECT h.id FROM household h WHERE h.erased_at IS NOT NULL OR (${HOUSEHOLD_IS_OVER})`,
  },
  {
    name: "children",
    rule: "household-end",
    select: `SELECT DISTINCT c.child_id AS id FROM child_household c WHERE c.household_id IN (:households)
      AND NOT EXISTS (SELECT 1 FROM child_household o JOIN household h ON h.id = o.household_id
        WHERE o.child_id = c.child_id AND h.erased_at IS NULL AND h.id NOT IN (:households))`,
  },
  {
    name: "guardians",
    rule: "household-end",
    select: `SELECT DISTINCT m.guardian_id AS id FROM household_member m WHERE m.household_id IN (:households)
      AND NOT EXISTS (SELECT 1 FROM household_member o JOIN household h ON h.id = o.household_id
        WHERE o.guardian_id = m.guardian_id AND h.erased_at IS NULL AND h.id NOT IN (:households))
      AND NOT EXISTS (SELECT 1 FROM guardianship x JOIN child_household o ON o.child_id = x.child_id
        JOIN household h ON h.id = o.household_id
        WHERE x.guardian_id = m.guardian_id AND h.erased_at IS NULL AND h.id NOT IN (:households))`,
  },
  { name: "accounts", rule: "account-idle", select: `SELECT a.id FROM account a WHERE ${ACCOUNT_IS_IDLE}` },
];

const ID = ["id"] as const;
const ofChildren = "child_id IN (:children)";
const ofHouseholds = "household_id IN (:households)";
const ofBoth = `${ofChildren} OR ${ofHouseholds}`;
const ofAccounts = "account_id IN (:accounts)";

const household = (step: Omit<Step, "rule" | "key"> & { key?: Step["key"] }): Step => ({
  key: ID,
  rule: "household-end",
  ...step,
});
const account = (step: Omit<Step, "rule" | "key"> & { key?: Step["key"] }): Step => ({
  key: ID,
  rule: "account-idle",
  ...step,
});

export const steps: readonly Step[] = [
  // What serves minutes or weeks.
  { table: "dossier", key: ID, rule: "token-30-days", where: "expires_on < :today" },
  {
    table: "data_copy_part",
    key: ["copy_id", "position"],
    rule: "token-30-days",
    where: "copy_id IN (SELECT id FROM data_copy WHERE expires_at < :today)",
  },
  { table: "data_copy", key: ID, rule: "token-30-days", where: "expires_at < :today" },
  // On the thirtieth day a joining may still be undone (lib/merger/rules).
  { table: "file_merger", key: ID, rule: "token-30-days", where: "DATE(applied_at) < :cut" },
  { table: "idempotency_key", key: ["key"], rule: "token-30-days", where: "DATE(created_at) <= :cut" },
  { table: "account_token", key: ID, rule: "token-30-days", where: "DATE(created_at) <= :cut AND expires_at < :today" },
  { table: "sign_in_tally", key: ["bucket"], rule: "token-30-days", where: "DATE(last_failed_at) <= :cut" },
  { table: "mail_outbox", key: ID, rule: "mail-90-days", where: "DATE(created_at) <= :cut AND state <> 'queued'" },
  {
    table: "job",
    key: ID,
    rule: "mail-90-days",
    where: "DATE(COALESCE(finished_at, created_at)) <= :cut AND state IN ('done', 'dead')",
  },

  // Connections.
  { table: "session", key: ID, rule: "net-12-months", where: "DATE(last_seen_at) <= :cut" },
  { table: "known_device", key: ID, rule: "net-12-months", where: "DATE(last_used_at) <= :cut" },

  // Health and diet of a year that is over, of a child who comes no more: what the canteen serves by is never taken from a child who is there.
  {
    table: "child_health",
    key: ["child_id"],
    rule: "school-year",
    where: `DATE(updated_at) <= :cut
      AND NOT EXISTS (SELECT 1 FROM schooling s JOIN school_year y ON y.id = s.school_year_id
        WHERE s.child_id = child_health.child_id AND COALESCE(s.until, y.ends_on) > :cut)
      AND NOT EXISTS (SELECT 1 FROM enrolment e JOIN school_year y ON y.id = e.school_year_id
        WHERE e.child_id = child_health.child_id AND e.state IN ('requested', 'accepted') AND COALESCE(e.until, y.ends_on) > :cut)`,
  },

  // Requests that were settled.
  { table: "change_request", key: ID, rule: "request-closed", where: "DATE(decided_at) <= :cut" },
  { table: "shared_change", key: ID, rule: "request-closed", where: "DATE(COALESCE(answered_at, expires_at)) <= :cut" },
  { table: "account_request", key: ID, rule: "request-closed", where: "DATE(decided_at) <= :cut" },
  { table: "possible_duplicate", key: ID, rule: "request-closed", where: "DATE(decided_at) <= :cut" },
  { table: "suspension", key: ID, rule: "request-closed", where: "DATE(COALESCE(lifted_at, ends_at)) <= :cut" },
  { table: "signing_code", key: ID, rule: "token-30-days", where: "DATE(created_at) <= :cut AND expires_at < :today" },
  {
    table: "request_proposal",
    key: ID,
    rule: "request-closed",
    where: "request_id IN (SELECT id FROM family_request WHERE DATE(closed_at) <= :cut)",
  },
  {
    table: "family_request_entry",
    key: ID,
    rule: "request-closed",
    where: "request_id IN (SELECT id FROM family_request WHERE DATE(closed_at) <= :cut)",
  },
  { table: "family_request", key: ID, rule: "request-closed", where: "DATE(closed_at) <= :cut" },

  // A household at the end of its time, with the people who belong to no other.
  household({ table: "emergency_contact", where: ofBoth }),
  // Whom a decision forbids stays forbidden for the child who goes on elsewhere.
  household({ table: "pickup_person", where: `${ofChildren} OR (${ofHouseholds} AND kind <> 'forbidden')` }),
  household({ table: "consent", where: ofChildren }),
  household({ table: "child_health", key: ["child_id"], where: ofChildren }),
  household({
    table: "guardianship",
    key: ["child_id", "guardian_id"],
    where: `${ofChildren} OR guardian_id IN (:guardians)`,
  }),
  household({ table: "schooling", where: ofChildren }),
  household({ table: "child_badge", where: ofChildren }),
  household({ table: "bus_ride", where: ofChildren }),
  household({ table: "rollover_child", key: ["rollover_id", "child_id"], where: ofChildren }),
  household({ table: "record_confirmation", where: ofHouseholds }),
  household({ table: "custody_exception", key: ["child_id", "day"], where: ofBoth }),
  household({ table: "shared_change", where: ofBoth }),
  household({ table: "delegation", where: ofBoth }),
  household({ table: "declared_fact", where: ofBoth }),
  household({ table: "waiting_entry", where: ofBoth }),
  household({ table: "draw_wish", where: ofBoth }),
  household({ table: "enrolment", where: ofBoth }),
  household({ table: "quotient_familial", where: ofHouseholds }),
  household({ table: "quotient_question", where: ofHouseholds }),
  household({ table: "household_payer", where: ofHouseholds }),
  household({ table: "household_address", where: ofHouseholds }),
  household({ table: "calendar_feed", where: ofHouseholds }),
  household({ table: "case_assignment", where: ofHouseholds }),
  household({ table: "exceptional_access", where: ofHouseholds }),
  household({ table: "change_request", where: ofHouseholds }),
  // Their pages went from the store long before (lib/document/commands-office).
  household({
    table: "document_page",
    key: ["document_id", "position"],
    where: `document_id IN (SELECT id FROM document WHERE ${ofHouseholds})`,
  }),
  household({ table: "document", where: ofHouseholds }),
  household({
    table: "request_proposal",
    where: "request_id IN (SELECT id FROM family_request WHERE household_id IN (:households))",
  }),
  household({
    table: "family_request_entry",
    where: "request_id IN (SELECT id FROM family_request WHERE household_id IN (:households))",
  }),
  household({ table: "family_request", where: ofHouseholds }),
  household({ table: "mail_outbox", where: `${ofHouseholds} AND state <> 'queued'` }),
  household({
    table: "attendance",
    set: "arrived_at = NULL, departed_at = NULL, absence_reason = NULL",
    where: `booking_id IN (SELECT id FROM booking WHERE ${ofHouseholds})
      AND (arrived_at IS NOT NULL OR departed_at IS NOT NULL OR absence_reason IS NOT NULL)`,
  }),
  household({ table: "child_household", set: "custody = NULL", where: `${ofHouseholds} AND custody IS NOT NULL` }),
  household({
    table: "child",
    set: "first_name = '', last_name = '', birth_date = '1900-01-01', sex = NULL",
    where: "id IN (:children) AND last_name <> ''",
  }),
  household({
    table: "guardian",
    set: "first_name = '', last_name = '', email = NULL, phone = NULL, phone_work = NULL, deceased_on = NULL",
    where: "id IN (:guardians) AND last_name <> ''",
  }),
  household({
    table: "household",
    set: "external_ref = NULL, name = '', situation = NULL, erased_at = UTC_TIMESTAMP(3)",
    where: "id IN (:households) AND erased_at IS NULL",
  }),

  // Bills stay for the accounts, reduced: no child's name, class or school; the file that named them is made again from what is left.
  household({
    table: "invoice_pdf",
    key: ["invoice_id"],
    where: `invoice_id IN (SELECT l.invoice_id FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
      WHERE l.child_name IS NOT NULL AND i.household_id IN (:households))`,
  }),
  household({
    table: "invoice_line",
    set: "child_name = NULL, detail = JSON_REMOVE(detail, '$.grade', '$.site')",
    where: "child_name IS NOT NULL AND invoice_id IN (SELECT id FROM invoice WHERE household_id IN (:households))",
  }),

  // An account that nobody uses any more.
  account({ table: "session", where: ofAccounts }),
  { ...account({ table: "outside_identity", where: ofAccounts }), key: ["account_id"] },
  account({ table: "known_device", where: ofAccounts }),
  account({ table: "document_key_seen", key: ["account_id"], where: ofAccounts }),
  account({ table: "account_token", where: ofAccounts }),
  account({
    table: "recovery_code",
    where: "factor_id IN (SELECT id FROM second_factor WHERE account_id IN (:accounts))",
  }),
  account({ table: "second_factor", where: ofAccounts }),
  account({ table: "calendar_feed", where: ofAccounts }),
  account({ table: "suspension", where: ofAccounts }),
  account({
    table: "account",
    set: "email = CONCAT(id, '@efface.invalid'), password_hash = NULL, first_name = '', last_name = ''",
    where: "id IN (:accounts)",
  }),

  // The journal: parts at their own date; then everything of those who are erased, and the keys that would still open it in a backup.
  ...journalSteps,
  {
    table: "audit_part",
    key: ["event_id", "part"],
    rule: "household-end",
    where:
      "event_id IN (SELECT id FROM audit_event WHERE subject IN (SELECT pseudonym FROM pseudonym WHERE owner_id IN (:everybody)))",
  },
  {
    table: "data_key",
    key: ["pseudonym"],
    rule: "household-end",
    where: "pseudonym IN (SELECT pseudonym FROM pseudonym WHERE owner_id IN (:everybody))",
  },
  { table: "pseudonym", key: ["pseudonym"], rule: "household-end", where: "owner_id IN (:everybody)" },
];

/** A table stands once under a rule: that names a step in a list that outlives a version of the plan. */
export function stepOf(table: string, rule: RetentionName): Step | undefined {
  return steps.find((step) => step.table === table && step.rule === rule);
}

/** Whether the rows of a step stay, with some of their columns emptied; the others are deleted. */
export function isEmptied(step: number): boolean {
  return steps[step]?.set !== undefined;
}
