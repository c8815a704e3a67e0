/**
 * The calendar of an invoice: when it leaves, when it is due, when direct debit begins, reminders, suspension, small amounts, tickets
 * (docs/commune-file.md §9; facts: domain-rules 34, 35, 47). Null where the file does not say. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, testOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import { addMonths, type CivilDate, type CivilMonth, monthOf } from "@/lib/kernel/civil-date";
import { dayNumber, dayOfNumber } from "@/lib/kernel/day-number";
import type { Cents } from "@/lib/kernel/money";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { dayOfMonth } from "./rules-limits";
import { reason } from "./rules-verdict";

export type InvoiceDays = { month: CivilMonth; activity?: string; issuedOn?: CivilDate; receivedOn?: CivilDate };

/** How an activity is billed: as the file says for all, or by its exception. */
export function billingOf(file: CommuneFile, activity?: string) {
  const { timing, period, due, exceptions } = file.billing;
  const own = exceptions.find((one) => activity !== undefined && concerns(file, one.activities, activity));
  return { timing: own?.timing ?? timing, period: own?.period ?? period, due: own?.due ?? due };
}

/** The day the invoice of a month of service leaves. */
export function issuedOn(file: CommuneFile, month: CivilMonth): CivilDate | null {
  const { issued } = file.billing;
  return issued ? dayOfMonth(`${month}-01`, issued.months, issued.day) : null;
}

/** The last day to pay; the day a delay counts from is not one of its days. */
export function dueOn(file: CommuneFile, given: InvoiceDays): CivilDate | null {
  const { due } = billingOf(file, given.activity);
  if (!due) return null;
  if ("day" in due) return dayOfMonth(`${given.month}-01`, due.months, due.day);
  const issued = given.issuedOn ?? issuedOn(file, given.month);
  const from = {
    issue: issued,
    receipt: given.receivedOn ?? issued,
    end_of_month: dayOfMonth(`${given.month}-01`, 0, "last"),
  }[due.from];
  return from === null ? null : calendarOf(file).stepForward(from, due.days, { count: due.count });
}

/** The first month debited when the papers come on a day. */
export function firstDebitMonth(file: CommuneFile, receivedOn: CivilDate): CivilMonth | null {
  const rule = file.billing.directDebit?.receivedBefore;
  if (!rule) return null;
  const last = dayOfMonth(receivedOn, 0, rule.day);
  const isInTime = rule.included ? receivedOn <= last : receivedOn < last;
  return addMonths(monthOf(receivedOn), rule.months + (isInTime ? 0 : 1));
}

/** The day of the debit in a month. */
export function debitOn(file: CommuneFile, month: CivilMonth): CivilDate | null {
  const day = file.billing.directDebit?.debitDay;
  return day === undefined ? null : dayOfMonth(`${month}-01`, 0, day);
}

/** Whether direct debit ends after so many rejections. */
export function debitEnds(file: CommuneFile, rejections: number): boolean {
  const allowed = file.billing.directDebit?.rejectionsAllowed;
  return allowed !== undefined && rejections > allowed;
}

export type Reminder = { on: CivilDate; feeCents: Cents; label: string | null };

export function remindersOf(file: CommuneFile, due: CivilDate): Reminder[] {
  return file.billing.reminders.map(({ afterDays, feeCents, label }) => ({
    on: dayOfNumber(dayNumber(due) + afterDays),
    feeCents,
    label: label ?? null,
  }));
}

export type SmallAmount = { billedCents: Cents; carriedCents: Cents };

/** What is billed now and what goes to the next invoice; a credit or a null amount is never small. */
export function smallAmount(file: CommuneFile, cents: Cents): SmallAmount {
  const { smallest } = file.billing;
  if (!smallest || cents <= 0 || cents >= smallest.cents || smallest.below === "bill") {
    return { billedCents: cents, carriedCents: 0 };
  }
  return { billedCents: 0, carriedCents: smallest.below === "carry" ? cents : 0 };
}

export type Unpaid = { cents: Cents; invoices: number; daysLate: number; facts: Facts };
export type Suspension = { isSuspended: boolean; why: readonly Why[] };

/** All the thresholds that the file names must be reached. Cancelling stays possible, whatever the answer. */
export function suspensionOf(file: CommuneFile, { cents, invoices, daysLate, facts }: Unpaid): Suspension {
  const rule = file.billing.suspension;
  if (!rule) return { isSuspended: false, why: [] };
  const thresholds = [
    [rule.unpaidCents, cents],
    [rule.unpaidInvoices, invoices],
    [rule.daysLate, daysLate],
  ] as const;
  const named = thresholds.filter(([threshold]) => threshold !== undefined);
  const isReached = named.length > 0 && named.every(([threshold, value]) => value >= (threshold ?? 0));
  if (!isReached) return { isSuspended: false, why: [] };
  if (rule.exempt && testOf(rule.exempt, defaultsOf(file))(facts)) {
    return { isSuspended: false, why: [reason("suspensionExempt")] };
  }
  return { isSuspended: true, why: [reason("suspended", { cents, invoices, daysLate })] };
}

/** The last day on which tickets bought on a day are good; null when they have no end or are not sold. */
export function ticketsUntil(file: CommuneFile, activity: string, boughtOn: CivilDate): CivilDate | null {
  const tickets = file.billing.tickets.find((one) => concerns(file, one.activities, activity));
  if (tickets?.validMonths === undefined) return null;
  return dayOfMonth(boughtOn, tickets.validMonths, Number(boughtOn.slice(8, 10)));
}

/** The answer of the règlement to a plain question of billing. */
export function answerTo(file: CommuneFile, question: string, facts: Facts): string | number | boolean | null {
  const rule = file.billing.answers.find((one) => one.question === question);
  const defaults = defaultsOf(file);
  return rule?.values.find(({ when }) => testOf(when, defaults)(facts))?.value ?? null;
}
