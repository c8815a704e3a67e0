/**
 * The closed list of what the journal records, and for how long its payload is kept. Pure.
 * Names are past participles. `family` says that the household reads the line on its own journal page.
 */
import type { RetentionName } from "@/lib/retention/rules";

type EventRule = { retention: RetentionName; family: boolean };

const proof = { retention: "proof-10-years", family: true } as const;
const inside = { retention: "proof-10-years", family: false } as const;
const trace = { retention: "net-12-months", family: false } as const;
const look = { retention: "proof-10-years", family: true } as const;

export const events = {
  // Accounts and sessions.
  "account.created": inside,
  "account.activated": proof,
  "account.closed": proof,
  "account.requested": inside,
  "account.request-accepted": inside,
  "account.request-refused": inside,
  "account.changed": proof,
  "account.role-changed": inside,
  "account.email-change-asked": proof,
  "account.email-change-confirmed": proof,
  "account.email-changed": proof,
  "account.password-changed": proof,
  "account.password-reset-asked": trace,
  "account.activation-issued": proof,
  "account.suspended": proof,
  "account.suspension-lifted": proof,
  "account.accredited": inside,
  "account.accreditation-ended": inside,
  "account.engagement-signed": inside,
  "account.assigned": inside,
  "account.assignment-ended": inside,
  "session.opened": proof,
  "session.refused": trace,
  "session.closed": trace,
  "charter.accepted": proof,
  "charter.published": inside,

  // Households and children.
  "household.created": proof,
  "household.contact-changed": proof,
  "household.edit-refused": proof,
  "household.payers-changed": proof,
  "household.closed": proof,
  "household.close-refused": inside,
  "household.merged": proof,
  "household.imported": proof,
  "family.consulted": look,
  "family.searched": { ...look, family: false },
  "child.created": proof,
  "child.changed": proof,
  "child.contacts-changed": proof,
  "child.pickups-changed": proof,
  // Never on the family's page: it names the person whom a decision forbids.
  "child.pickup-forbidden": inside,
  "child.health-changed": proof,
  "child.consent-given": proof,
  "child.consent-withdrawn": proof,
  // Never on the family's page: it may name the parent who is barred.
  "child.guardianship-changed": inside,
  "child.consulted": look,
  "change.requested": proof,
  "change.accepted": proof,
  "change.refused": proof,
  "change.withdrawn": proof,
  "change.decision-refused": inside,
  "quotient.recorded": proof,
  "duplicate.found": inside,
  "duplicate.decided": inside,

  // Activities, enrolments, bookings.
  "activity.changed": inside,
  "activity.day-changed": inside,
  "activity.day-refused": inside,
  "tariff.changed": inside,
  "holiday.changed": inside,
  "enrolment.requested": proof,
  "enrolment.accepted": proof,
  "enrolment.refused": proof,
  "enrolment.ended": proof,
  "booking.created": proof,
  "booking.cancelled": proof,
  "booking.refused": proof,
  "waiting.joined": proof,
  "waiting.left": proof,
  "waiting.offered": proof,
  "waiting.expired": proof,
  "waiting.refused": proof,
  "calendar.opened": proof,
  "calendar.revoked": proof,
  "attendance.recorded": proof,
  "attendance.refused": inside,
  "attendance.list-consulted": inside,
  "attendance.locked": inside,
  "attendance.unlocked": proof,

  // Money.
  "invoicing.drafted": inside,
  "invoicing.discarded": inside,
  "invoicing.checked": inside,
  "invoicing.refused": inside,
  "invoice.issued": proof,
  "invoice.rendered": proof,
  "invoice.consulted": look,
  "invoice.credited": proof,
  "payment.started": proof,
  "payment.start-failed": proof,
  "payment.confirmed": proof,
  "payment.refused": proof,
  "payment.cancelled": proof,
  "payment.expired": proof,
  "payment.suspected": proof,
  "payment.corrected": proof,
  "payment.state-changed": inside,
  "payment.asked": inside,
  "receipt.recorded": proof,
  "receipt.refused": inside,
  "ledger.posted": inside,
  "treasury.lot-made": inside,
  "treasury.lot-refused": inside,
  "treasury.lot-delivered": inside,
  "treasury.lot-copied": inside,

  // Settings and work of the machine.
  "setting.changed": inside,
  "mail-text.changed": inside,
  "news.published": inside,
  "maintenance.changed": inside,
  "export.made": inside,
  "job.retried": inside,
  "audit.erased": inside,
} as const satisfies Record<string, EventRule>;

export type EventType = keyof typeof events;
