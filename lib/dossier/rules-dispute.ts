/**
 * What a line lends to a dossier for a dispute, which leaves the office: what it holds, only that it happened, or nothing. Refused unless a
 * type is named here with what its payload may hold: a part is shown whole or not at all (issue: only the parts the case needs; GDPR art. 5(1)(c)).
 */
import type { EventType } from "@/lib/evidence/events";

/** `whole`: sentence, particulars and payload. `fact`: that it happened, and when. `nothing`: not even that. */
export type Disclosure = "whole" | "fact" | "nothing";

const place = ["order", "orderId", "childId", "activityId", "activity", "activityDayId", "day", "cents"];
const price = ["why", "version", "versionId", "rule", "label", "codes", "lines", "timing"];
const enrolled = ["childId", "activityId", "activity", "schoolYearId", "year", "since"];
const drawn = ["drawId", "childId", "activityId", "activity", "label", "ticket", "outcome", "answer", "reason", "days"];
const bill = ["invoiceId", "invoiceNumber", "invoiceYear", "month", "cents", "payerId", "regieId", "number", "year"];
const paid = [...bill, "means", "before", "after", "event", "answeredCents", "attemptId", "dueCents", "outcome"];
const taken = [...bill, "means", "day", "attemptId", "creditCents", "correctsId", "dueCents"];
const returned = [...bill, "means", "creditId", "receiptId", "before", "day"];

/** Keys at whatever depth. Free text is in none of them: what somebody wrote may tell of anybody. */
const WHOLE: Readonly<Partial<Record<EventType, readonly string[]>>> = {
  "booking.created": [...place, ...price, "bookings", "id"],
  "booking.cancelled": [...place, "reason", "disruptionId"],
  "booking.refused": [...place, "wish", "reason", "closesAt"],
  "booking.disrupted": [...place, "activities", "reason", "bookings", "marks", "id", "status", "charge"],
  "waiting.joined": [...place, "rank"],
  "waiting.left": place,
  "waiting.offered": [...place, "until"],
  "waiting.expired": place,
  "waiting.refused": [...place, "reason"],
  "enrolment.requested": enrolled,
  "enrolment.accepted": enrolled,
  "enrolment.refused": enrolled,
  "enrolment.ended": [...enrolled, "until"],
  "draw.wished": drawn,
  "draw.refused": drawn,
  "draw.withdrawn": drawn,
  "draw.answered": [...drawn, "order", "orderId", "waitingDays", "cents"],
  "child.consent-given": ["childId", "kind", "before", "after"],
  "child.consent-withdrawn": ["childId", "kind", "before", "after"],
  "attendance.recorded": [...place, "bookingId", "status", "before", "after", "marks", "id", "arrivedAt", "departedAt"],
  "invoice.issued": [...bill, "dueOn", "refdet", "runId", "sequence", "replaces"],
  "invoice.rendered": [...bill, "bytes", "sha256"],
  "invoice.consulted": [...bill, "purpose"],
  "invoice.credited": [
    ...bill,
    ...["bookings", "creditCents", "creditNoteId", "invoice", "lines", "days", "id", "loweredCents", "sequence"],
    ...["againCents", "againId"],
  ],
  "payment.started": paid,
  "payment.confirmed": paid,
  "payment.refused": paid,
  "payment.cancelled": paid,
  "payment.expired": paid,
  "payment.suspected": paid,
  "payment.corrected": paid,
  "receipt.recorded": taken,
  "receipt.reversed": taken,
  "credit.used": [...bill, "credits", "id", "dueCents", "use"],
  "credit.opened": bill,
  "reminder.sent": [...bill, "level", "feeCents", "chargeKey", "mails", "subject"],
  "plan.proposed": [...bill, "agreed", "instalments", "dueOn", "invoices"],
  "plan.changed": [...bill, "step", "from", "to"],
  "refund.requested": returned,
  "refund.ordered": returned,
  "refund.paid": returned,
  "refund.refused": returned,
  "refund.failed": returned,
  "claim.handed": [...bill, "bordereau", "debtNumber", "exer", "kind", "lotId", "piece"],
  "family.consulted": ["purpose", "reference", "invoiceId"],
  "child.consulted": ["purpose", "childId"],
  "journal.consulted": ["purpose", "childId", "sujet", "du", "au"],
};

/** Their payload holds numbers, addresses, names or free text: that they happened, and when, is all that is told. */
const FACTS: readonly EventType[] = [
  ...([
    "household.created",
    "household.contact-changed",
    "household.edit-refused",
    "household.payers-changed",
  ] as const),
  ...([
    "household.closed",
    "household.merged",
    "household.merge-undone",
    "household.imported",
    "household.fact-declared",
  ] as const),
  ...(["child.created", "child.changed", "child.contacts-changed", "child.pickups-changed"] as const),
  ...(["change.requested", "change.accepted", "change.refused", "change.withdrawn", "quotient.recorded"] as const),
  ...(["request.filed", "request.changed", "request.answered", "charge.corrected", "debt.written-off"] as const),
  ...(["calendar.opened", "calendar.revoked", "attendance.unlocked"] as const),
  ...(["payment.start-failed", "mandate.signed", "mandate.ended", "debit.announced", "debit.collected"] as const),
  ...(["debit.rejected", "claim.returned", "claim.collected", "certificate.made", "dossier.made"] as const),
  "dossier.downloaded",
];

/** Words of health that a label or a code might carry, such as a tariff for a child who brings a meal. */
const HEALTH = /\b(p\.?a\.?i|allerg\w*|handicap\w*|m[eé]dic\w*|r[eé]gime\w*|diet\w*|aesh|mdph|sant[eé])\b/i;

export type Case = {
  /** The household and its children. */
  childIds: ReadonlySet<string>;
  /** Accounts of those who belong or belonged to the household. */
  memberIds: ReadonlySet<string>;
  /** Who pays for it and belongs to it: bills of a parent elsewhere are that parent's. */
  payerIds: ReadonlySet<string>;
  invoiceIds: ReadonlySet<string>;
};

export type DisputeLine = {
  type: EventType;
  role: string;
  actorId: string | null;
  subject: { kind: string; id: string } | null;
  object: { kind: string; id: string };
  body: { readonly [key: string]: unknown } | null;
};

export function disclosureOf(line: DisputeLine, about: Case): Disclosure {
  const keys = WHOLE[line.type];
  if (!keys && !FACTS.includes(line.type)) return "nothing";
  if (isOfAnother(line, about)) return "nothing";
  return keys && line.body && holdsOnly(line.body, new Set(keys)) ? "whole" : "fact";
}

/** What another parent did for the child, a bill that somebody elsewhere pays, a child who is not of the household. */
function isOfAnother({ role, actorId, subject, object, body }: DisputeLine, about: Case): boolean {
  const byMember = actorId === null ? subject?.kind === "household" : about.memberIds.has(actorId);
  if (role === "parent" && !byMember) return true;
  if (object.kind === "invoice" && !about.invoiceIds.has(object.id)) return true;
  const named = (key: string) => valuesOf(body, key);
  return (
    named("childId").some((id) => !about.childIds.has(id)) ||
    named("payerId").some((id) => !about.payerIds.has(id)) ||
    named("invoiceId").some((id) => !about.invoiceIds.has(id))
  );
}

function valuesOf(value: unknown, wanted: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, wanted));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === wanted && typeof inner === "string" ? [inner] : valuesOf(inner, wanted),
  );
}

function holdsOnly(value: unknown, keys: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.every((one) => holdsOnly(one, keys));
  if (typeof value === "string") return !HEALTH.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, inner]) => keys.has(key) && holdsOnly(inner, keys));
}
