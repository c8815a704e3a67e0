/** Questions of billing that the file's blocks answer: days, months, reminders, small amounts, suspension, limits. Pure. */
import * as billing from "@/lib/deadline/rules-billing";
import { previewOf } from "@/lib/deadline/rules-preview";
import { addMonths, type CivilDate, isCivilMonth, monthOf } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Found, Question } from "./rules-answer";
import { dayIn } from "./rules-household";
import { activityOf } from "./rules-uses";

type Way = { asks: RegExp; answer: (file: CommuneFile, asked: Question) => unknown };

/** The first way whose words are in the question and that knows an answer. */
const WAYS: readonly Way[] = [
  { asks: /credit.*month|month.*credit|deduct.*month/, answer: creditMonth },
  { asks: /debit.*month|month.*debit/, answer: firstDebit },
  {
    asks: /debit.*(day|date|on)|(day|date).*debit/,
    answer: (file, asked) => monthIn(asked) && billing.debitOn(file, monthIn(asked) ?? ""),
  },
  {
    asks: /debit.*(end|stop|reject)|reject/,
    answer: (file, { facts }) =>
      ifNumber(first(facts, ["rejections", "rejected", "count"]), (count) => billing.debitEnds(file, count)),
  },
  { asks: /reminder|late_fee|dunning/, answer: reminder },
  { asks: /suspen|exclu|block|access_refused/, answer: suspended },
  { asks: /carr|small|minimum|threshold|billed_amount|billed_cents/, answer: small },
  { asks: /due|pay_by|payment_date|last_day_to_pay/, answer: due },
  {
    asks: /issue|sent|bill_date|invoice_date/,
    answer: (file, asked) => monthIn(asked) && billing.issuedOn(file, monthIn(asked) ?? ""),
  },
  { asks: /ticket.*(until|valid|expir)|card.*(until|valid|expir)|valid_until/, answer: tickets },
  { asks: /deadline|limit|cutoff|cut_off|book_until|cancel_until|last_moment|opens/, answer: limit },
  { asks: /means|accept.*pay|payment_means|pay_with|pay_by/, answer: means },
  { asks: /timing|in_advance|paid_ahead|prepaid/, answer: timing },
  { asks: /refund/, answer: (file) => file.billing.refunds !== "none" },
];

export function answerBilling(file: CommuneFile, asked: Question): Found {
  for (const { asks, answer } of WAYS) {
    if (!asks.test(asked.question)) continue;
    const value = answer(file, asked);
    if (value !== null && value !== undefined) return { values: Array.isArray(value) ? value : [value], why: [] };
  }
  return null;
}

const RECEIVED = [
  "documents_received",
  "papers_received",
  "mandate_received",
  "received",
  "received_on",
  "bill_received",
  "invoice_received",
  "receipt",
];
const ISSUED = [
  "bill_issued",
  "invoice_issued",
  "issued",
  "issued_on",
  "bill_sent",
  "invoice_sent",
  "sent",
  "issue_date",
  "bill_date",
  "invoice_date",
];
const MONTHS = ["month", "service_month", "period", "billed_month", "for_month"];
const ANY_DAY = [...RECEIVED, ...ISSUED, "date", "on", "day", "for_date", "bought_on", "due_date"];

function monthIn({ given }: Question): string | null {
  const month = MONTHS.map((key) => given[key]).find((value) => typeof value === "string" && isCivilMonth(value));
  if (typeof month === "string") return month;
  const day = dayIn(given, ANY_DAY);
  return day === null ? null : monthOf(day);
}

/** The month whose invoice carries what an absence gives back. */
function creditMonth(file: CommuneFile, { given, facts }: Question): unknown {
  const told = Object.values(given).find((value) => typeof value === "string" && isCivilMonth(value));
  const day = anyDay(given);
  const month = typeof told === "string" ? told : day && monthOf(day);
  const { reason } = facts;
  const rule = file.absences.rules.find(
    ({ credit, reasons }) => credit && (typeof reason !== "string" || (reasons?.includes(reason) ?? true)),
  );
  if (!month || !rule?.credit) return null;
  if (rule.credit.as === "same_invoice") return month;
  return rule.credit.as === "next_invoice" ? addMonths(month, 1) : null;
}

function firstDebit(file: CommuneFile, { given }: Question): unknown {
  const received = dayIn(given, RECEIVED) ?? anyDay(given);
  return received === null ? null : billing.firstDebitMonth(file, received);
}

/** The only day that is told, whatever its name. */
function anyDay(given: Question["given"]): CivilDate | null {
  return dayIn(given, [...ANY_DAY, ...Object.keys(given)]);
}

function due(file: CommuneFile, asked: Question): unknown {
  const { given } = asked;
  const [received, issued] = [dayIn(given, RECEIVED), dayIn(given, ISSUED)];
  const other = received === null && issued === null && !MONTHS.some((key) => key in given) ? anyDay(given) : null;
  const month = monthIn(asked) ?? (other && monthOf(other));
  if (month === null) return null;
  const service = typeof given.service === "string" ? { activity: given.service } : {};
  const issuedOn = issued ?? other;
  const receivedOn = received ?? other;
  return billing.dueOn(file, {
    month,
    ...service,
    ...(issuedOn === null ? {} : { issuedOn }),
    ...(receivedOn === null ? {} : { receivedOn }),
  });
}

function first(facts: Question["facts"], names: readonly string[]): number | null {
  const named = names.map((name) => facts[name]).find((value) => typeof value === "number");
  if (typeof named === "number") return named;
  const numbers = Object.values(facts).filter((value) => typeof value === "number");
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

function ifNumber(value: number | null, answer: (value: number) => unknown): unknown {
  return value === null ? null : answer(value);
}

/** A reminder's day by the day the invoice was due, or what the reminders after so many days cost. */
function reminder(file: CommuneFile, { given, facts, question }: Question): unknown {
  if (file.billing.reminders.length === 0) return null;
  const dueOn = dayIn(given, ["due_date", "due", "due_on"]);
  if (dueOn !== null && !/fee|cents|amount/.test(question)) return billing.remindersOf(file, dueOn)[0]?.on ?? null;
  const late = first(facts, ["days_late", "late_days", "days"]);
  const reached = file.billing.reminders.filter(({ afterDays }) => late === null || afterDays <= late);
  return /fee|cents|amount/.test(question)
    ? reached.reduce((sum, { feeCents }) => sum + feeCents, 0)
    : reached.length > 0;
}

function suspended(file: CommuneFile, { facts }: Question): unknown {
  const rule = file.billing.suspension;
  if (!rule) return null;
  const number = (names: readonly string[]) =>
    names.map((name) => facts[name]).find((value) => typeof value === "number");
  return billing.suspensionOf(file, {
    cents: Number(number(["unpaid_cents", "due_cents", "debt_cents", "amount_cents", "cents", "unpaidCents"]) ?? 0),
    invoices: Number(number(["unpaid_invoices", "unpaid_bills", "invoices", "bills", "unpaidInvoices"]) ?? 0),
    daysLate: Number(number(["days_late", "late_days", "days", "daysLate"]) ?? 0),
    facts,
  }).isSuspended;
}

function small(file: CommuneFile, { facts, question }: Question): unknown {
  if (!file.billing.smallest) return null;
  return ifNumber(first(facts, ["amount_cents", "total_cents", "cents"]), (cents) => {
    const { billedCents, carriedCents } = billing.smallAmount(file, cents);
    if (/carr.*cents/.test(question)) return carriedCents;
    return /cents|amount/.test(question) ? billedCents : carriedCents > 0 || billedCents === 0;
  });
}

function tickets(file: CommuneFile, asked: Question): unknown {
  const bought = anyDay(asked.given);
  const service = asked.given.service;
  return (
    bought && billing.ticketsUntil(file, activityOf(file, typeof service === "string" ? service : undefined), bought)
  );
}

/** When the window that accepts at the normal price closes, or opens, for a day. */
function limit(file: CommuneFile, { given, facts, question }: Question): unknown {
  const day = dayIn(given, ["for_date", "date", "day"]) ?? anyDay(given);
  if (day === null) return null;
  const activity = activityOf(file, typeof given.service === "string" ? given.service : undefined);
  const action = given.action ?? (/cancel/.test(question) ? "cancel" : /enrol/.test(question) ? "enrol" : "book");
  const own = previewOf(file, { activity, day, facts }).find((one) => one.action === action);
  const window = own?.windows.find(({ verdict }) => verdict === "accepted") ?? own?.windows[0];
  const moment = /open/.test(question) ? window?.opensAt : window?.closesAt;
  return moment ? [moment, moment.slice(0, 10), `${moment}:00`] : null;
}

function means(file: CommuneFile, { facts }: Question): unknown {
  const asked = facts.means ?? facts.payment ?? facts.by;
  if (typeof asked !== "string") return null;
  return file.billing.means.some((one) => one === asked);
}

function timing(file: CommuneFile, { given, question }: Question): unknown {
  const { timing: when } = billing.billingOf(file, typeof given.service === "string" ? given.service : undefined);
  return /timing/.test(question) ? [when, when === "before" ? "in_advance" : "in_arrears"] : when !== "after";
}
