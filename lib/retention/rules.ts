/**
 * How long each kind of personal data is kept, from which moment, and why (GDPR art. 5(1)(e)).
 * Every personal column of prisma/schema and every event of the journal names one of these rules; a house test holds it.
 * `text` cites an official text or recommendation; `choice` is this product's own answer where no text gives a number,
 * and the commune's data protection officer may ask for another.
 */
import { addDays, addMonths, type CivilDate, lastDayOf, monthOf } from "@/lib/kernel/civil-date";

/** The day from which the time runs. */
export type RetentionStart =
  | "row-created"
  | "request-settled"
  | "last-sign-in"
  | "school-year-end"
  | "last-enrolment-end"
  | "fiscal-year-end";

export type RetentionRule = {
  start: RetentionStart;
  keep: { days: number } | { months: number };
  ground: "text" | "choice";
  source: string;
};

export const retentionRules = {
  "token-30-days": {
    start: "row-created",
    keep: { days: 30 },
    ground: "choice",
    source: "One-time codes and form answers serve minutes; thirty days let the office answer a complaint about them.",
  },
  "mail-90-days": {
    start: "row-created",
    keep: { days: 90 },
    ground: "choice",
    source: "A mail repeats what the household's record says; its copy only helps to explain a delivery fault.",
  },
  "net-12-months": {
    start: "row-created",
    keep: { months: 12 },
    ground: "text",
    source: "CNIL, délibération 2021-122 of 14 October 2021 on logging: between six months and one year.",
  },
  "school-year": {
    start: "school-year-end",
    keep: { days: 30 },
    ground: "choice",
    source:
      "Health and diet serve the child's care (GDPR art. 5(1)(c)); they go a month after the end of the last school year in which the child comes.",
  },
  "request-closed": {
    start: "request-settled",
    keep: { months: 24 },
    ground: "choice",
    source:
      "Two months to appeal to the administrative court (code de justice administrative, R. 421-1), then time to answer.",
  },
  "household-end": {
    start: "last-enrolment-end",
    keep: { months: 24 },
    ground: "choice",
    source: "A family often comes back with the next child; after two years without enrolment it gives its data again.",
  },
  "account-idle": {
    start: "last-sign-in",
    keep: { months: 24 },
    ground: "choice",
    source: "Two years without signing in; an account of a present household counts as used.",
  },
  "accounting-10-years": {
    start: "fiscal-year-end",
    keep: { months: 120 },
    ground: "text",
    source: "Accounting papers of the ordering authority: instruction DAF/DPACI/RES/2008/008 of 5 May 2008; ten years.",
  },
  "journal-looks": {
    start: "row-created",
    keep: { months: 36 },
    ground: "choice",
    source:
      "Who looked at which record: longer than the year that the CNIL's recommendation on logging (délibération 2021-122) gives as its rule, since misuse of a child's record may come out late.",
  },
  "journal-access": {
    start: "row-created",
    keep: { months: 36 },
    ground: "choice",
    source:
      "Sign-ins and means of signing in show who had an account when something was done with it; after three years nobody disputes that any more.",
  },
  "journal-requests": {
    start: "row-created",
    keep: { months: 60 },
    ground: "choice",
    source:
      "Claims against a commune lapse after four years from the next first of January (loi 68-1250 of 31 December 1968); what a request said and got may matter until then.",
  },
  "proof-10-years": {
    start: "row-created",
    keep: { months: 120 },
    ground: "choice",
    source: "The journal proves bookings and payments for as long as the accounts they led to are kept.",
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionName = keyof typeof retentionRules;

/** How long a rule keeps: days or months, one of the two. */
export type Duration = { days?: number; months?: number };
export type Durations = Readonly<Record<RetentionName, Duration>>;

/** The durations as they are drawn; a commune may choose others where no text gives a number (lib/retention/queries-settings). */
export const drawnDurations: Durations = Object.fromEntries(
  Object.entries(retentionRules).map(([name, { keep }]) => [name, keep]),
) as Durations;

/** The first day on which data whose time started on `start` must be gone. */
export function goneFrom(name: RetentionName, start: CivilDate): CivilDate {
  return goneAfter(drawnDurations[name], start);
}

export function goneAfter({ days, months }: Duration, start: CivilDate): CivilDate {
  if (days !== undefined) return addDays(start, days);
  const month = addMonths(monthOf(start), months ?? 0);
  const sameDay = `${month}-${start.slice(8)}`;
  const lastDay = lastDayOf(month);
  return sameDay < lastDay ? sameDay : lastDay;
}
