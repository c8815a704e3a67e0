/** The list of rights: which roles may knock at which door. What they find behind it is the gate's business (scopes, by case). Pure. */

export const roles = ["parent", "agent", "animateur", "responsable", "regie", "pilotage", "admin"] as const;
export type Role = (typeof roles)[number];

/** Staff: everyone who works for the commune. A parent never shares a permission with staff. */
export const staffRoles = ["agent", "animateur", "responsable", "regie", "pilotage", "admin"] as const;

const everyone = roles;
const office = ["agent", "responsable"] as const;

export const permissions = {
  // Anyone signed in: one's own account.
  "account.self": everyone,
  "charter.accept": everyone,
  /** Staff open many families' records: a password alone is too little. */
  "factor.own": staffRoles,
  "engagement.sign": ["agent", "animateur"],

  // A parent, within their own households.
  "home.read": ["parent"],
  "household.edit": ["parent"],
  "child.edit": ["parent"],
  "change.request": ["parent"],
  /** Letting a third person see, book or collect, and being that person. */
  "child.entrust": ["parent"],
  "entrusted.act": ["parent"],
  "enrolment.request": ["parent"],
  "booking.write": ["parent"],
  "invoice.read": ["parent"],
  "payment.start": ["parent"],
  "refund.ask": ["parent"],
  "mandate.sign": ["parent"],
  "journal.read": ["parent"],
  /** One's own data, all at once, after the password was given again. */
  "data.take": ["parent"],
  "request.follow": ["parent"],
  "request.file": ["parent"],
  /** What stays open to a person whose account is suspended. */
  "request.appeal": ["parent"],
  "document.deposit": ["parent"],

  // The office, within the sites assigned today; the head of school affairs sees every site.
  "office.home": staffRoles,
  "family.consult": office,
  "family.manage": office,
  "family.suspend": ["responsable"],
  "change.decide": office,
  "enrolment.decide": office,
  "document.decide": office,
  /** Puts the scan of a letter, encrypted in the agent's browser, with the request that it came with. */
  "document.scan": office,
  /** The keys that families' documents are encrypted to, and whoever takes part in their ceremony. */
  "document.keys": ["responsable"],
  "account-request.decide": office,
  "duplicate.decide": ["responsable"],
  "household.split": ["responsable"],
  "activity.consult": office,
  "activity.manage": ["responsable"],
  "disruption.declare": office,
  "attendance.record": ["animateur", "agent", "responsable"],
  "attendance.unlock": ["responsable"],
  "badge.manage": office,
  "transport.manage": office,
  "rollover.run": ["responsable"],
  "billing.consult": ["responsable", "regie"],
  "billing.run": ["responsable"],
  /** Requests of families: the agents of the child, the head, and the régie for contested lines of invoices only. */
  "request.handle": ["agent", "responsable", "regie"],
  /** Reminders and payment plans: money, no child's record. */
  "debt.pursue": ["responsable", "regie"],
  "debt.write-off": ["responsable"],
  "agent.manage": ["responsable"],
  /** A household outside one's rights, for minutes, with a reason that the family reads. */
  "access.open": ["agent"],
  "access.consult": office,
  "statistics.read": ["responsable", "pilotage"],
  /** A frozen report of requests is corrected by a new version. */
  "report.correct": ["responsable"],
  "mail.consult": ["responsable"],

  // The régie: money, no child's record.
  "receipt.record": ["regie"],
  "treasury.export": ["regie"],
  /** The régie's unpaid invoices and the commune's titles: either desk may see to them. */
  "claim.hand-over": ["responsable", "regie"],
  "debit.manage": ["regie"],
  // Two people: whoever asked for a refund does not grant it; only the régie pays it.
  "refund.decide": ["responsable", "regie"],
  "refund.pay": ["regie"],

  // Settings and accounts, without family data.
  "settings.write": ["admin", "responsable"],
  "retention.decide": ["admin", "responsable"],
  "regie.settings": ["admin", "responsable", "regie"],
  "account.manage": ["admin", "responsable"],
  "job.consult": ["admin", "responsable", "regie"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Unknown means no. */
export function allows(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}
