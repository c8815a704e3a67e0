/**
 * Which documents are asked of whom, how long one holds, and where each stands (domain rules 28 and 30; the office sets kinds and needs).
 * A result outlives its pages: what was accepted goes on counting after the file is destroyed. Pure.
 */
import { addDays, addMonths, type CivilDate, lastDayOf, monthOf } from "@/lib/kernel/civil-date";
import type { Condition, Validity } from "./schema";

/** Days before the end from which a family is told to renew. */
export const RENEW_DAYS = 30;
/** A document that nobody decided on is destroyed too: a promise to destroy after use must not wait for us. */
export const LONGEST_WAIT_DAYS = 90;

/** The same day `months` later or earlier, or the last day of a month that is too short. */
function monthsFrom(day: CivilDate, months: number): CivilDate {
  const month = addMonths(monthOf(day), months);
  const same = `${month}-${day.slice(8)}`;
  const last = lastDayOf(month);
  return same < last ? same : last;
}

type Dates = {
  /** The date on the document. */
  issuedOn: CivilDate | null;
  /** The end that is written on it. */
  stated: CivilDate | null;
  givenOn: CivilDate;
  yearEndsOn: CivilDate | null;
};

/** The last day on which a document holds, that day included; null holds without end. */
export function validUntil(validity: Validity, { issuedOn, stated, givenOn, yearEndsOn }: Dates): CivilDate | null {
  if (validity.lasts === "school-year") return yearEndsOn;
  if (validity.lasts === "months") return addDays(monthsFrom(issuedOn ?? givenOn, validity.months ?? 12), -1);
  return validity.lasts === "stated" ? stated : null;
}

export type DateFault = "issue-date-needed" | "issue-date-ahead" | "too-old" | "already-ended";

/** Why a document cannot be given with these dates; the same day three months ago still counts. */
export function faultOfDates(validity: Validity, { issuedOn, stated, givenOn }: Omit<Dates, "yearEndsOn">) {
  const { freshMonths } = validity;
  if (asksIssueDate(validity) && issuedOn === null) return "issue-date-needed" satisfies DateFault;
  if (issuedOn !== null && issuedOn > givenOn) return "issue-date-ahead" satisfies DateFault;
  if (freshMonths && issuedOn !== null && issuedOn < monthsFrom(givenOn, -freshMonths))
    return "too-old" satisfies DateFault;
  const until = validUntil(validity, { issuedOn, stated, givenOn, yearEndsOn: null });
  return until !== null && until < givenOn ? ("already-ended" satisfies DateFault) : null;
}

export const asksIssueDate = ({ lasts, freshMonths }: Validity) => lasts === "months" || freshMonths !== undefined;
export const asksEndDate = ({ lasts }: Validity) => lasts === "stated";

export type DocumentState = "draft" | "waiting" | "validated" | "refused" | "withdrawn";
/** What both sides read: nobody decided in time, and the pages are gone. */
export const shownState = <Row extends { state: DocumentState; destroyedAt: Date | null }>({
  state,
  destroyedAt,
}: Row) => (state === "waiting" && destroyedAt ? ("expired" as const) : state);

export type Given = {
  id: string;
  state: DocumentState;
  givenOn: CivilDate;
  validUntil: CivilDate | null;
  motive: string | null;
};

export type Standing =
  | { status: "missing" }
  | { status: "waiting"; since: CivilDate }
  | { status: "refused"; motive: string | null }
  | { status: "expired"; since: CivilDate }
  /** `until` null has no end; `renew` says that it ends soon and nothing newer waits. */
  | { status: "valid"; until: CivilDate | null; renew: boolean };

/** Where one kind stands for one child or home, from all that was given of it. What holds today comes first, then what waits. */
export function standingOf(given: readonly Given[], today: CivilDate): Standing {
  const waiting = given.filter(({ state }) => state === "waiting").sort(latestFirst)[0];
  const accepted = given.filter(({ state }) => state === "validated").sort(longestFirst)[0];
  if (accepted && (accepted.validUntil === null || accepted.validUntil >= today)) {
    const until = accepted.validUntil;
    return { status: "valid", until, renew: until !== null && until <= addDays(today, RENEW_DAYS) && !waiting };
  }
  if (waiting) return { status: "waiting", since: waiting.givenOn };
  const last = given.filter(({ state }) => state === "refused" || state === "validated").sort(latestFirst)[0];
  if (last?.state === "refused") return { status: "refused", motive: last.motive };
  return accepted?.validUntil ? { status: "expired", since: accepted.validUntil } : { status: "missing" };
}

const latestFirst = (a: Given, b: Given) =>
  a.givenOn === b.givenOn ? (a.id < b.id ? 1 : -1) : a.givenOn < b.givenOn ? 1 : -1;
const longestFirst = (a: Given, b: Given) => (endOf(a) < endOf(b) ? 1 : -1);
const endOf = ({ validUntil: until }: Given) => until ?? "9999-12-31";

/** What the family has to do something about. */
export const needsAction = (standing: Standing) =>
  ["missing", "refused", "expired"].includes(standing.status) || (standing.status === "valid" && standing.renew);

export type Need = {
  kindId: string;
  ruleCode: string | null;
  schoolYearId: string | null;
  condition: Condition;
  isRequired: boolean;
};

/** What is known of a child this year that decides what is asked. */
export type Situation = {
  schoolYearId: string | null;
  /** The rules of the activities that the child comes to, or asks to. */
  ruleCodes: readonly string[];
  hasPai: boolean;
  hasAllergies: boolean;
  sharesTime: boolean;
};

export function isAsked(need: Need, situation: Situation): boolean {
  if (need.schoolYearId !== null && need.schoolYearId !== situation.schoolYearId) return false;
  if (need.ruleCode !== null && !situation.ruleCodes.includes(need.ruleCode)) return false;
  if (need.condition === "pai") return situation.hasPai;
  if (need.condition === "allergies") return situation.hasAllergies;
  if (need.condition === "two-homes") return situation.sharesTime;
  return true;
}

export type Asked = { kindId: string; isRequired: boolean; ruleCodes: string[] };

/** Each kind once, required when one of its needs requires it, with the activities that ask for it (none: everybody who comes). */
export function askedOf(needs: readonly Need[], situations: readonly Situation[]): Asked[] {
  const byKind = new Map<string, Asked>();
  for (const need of needs) {
    if (!situations.some((situation) => isAsked(need, situation))) continue;
    const known = byKind.get(need.kindId) ?? { kindId: need.kindId, isRequired: false, ruleCodes: [] };
    byKind.set(need.kindId, {
      ...known,
      isRequired: known.isRequired || need.isRequired,
      ruleCodes: [...new Set([...known.ruleCodes, ...(need.ruleCode ? [need.ruleCode] : [])])],
    });
  }
  return [...byKind.values()];
}

export type Kind = {
  id: string;
  name: string;
  help: string;
  subject: "child" | "household";
  validity: Validity;
  isShared: boolean;
  destroyDays: number;
};

export type Requirement = {
  kind: Kind;
  householdId: string;
  child: { id: string; firstName: string } | null;
  isRequired: boolean;
  /** The activities that ask for it; none when everybody is asked. */
  activities: string[];
  standing: Standing;
};

/** The first day on which the pages must be gone. */
export const destroyedFrom = (decidedOn: CivilDate, days: number): CivilDate => addDays(decidedOn, days);
