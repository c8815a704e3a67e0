/**
 * The daily three-way control (CGCT R.1617-16; domain rules 38, 39): what the portal booked, what PayFiP answered, what the treasury's list and
 * the bank's statement say. Equal, or a list of differences, each with its likely reason out of a closed list. Pure.
 */
import { addDays, type CivilDate, type CivilDateTime, distanceInDays } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { LineKind } from "@/lib/reading/schema";
import type { MatchRule } from "@/lib/statement/schema";

export const differenceCodes = [
  "not-in-list-yet",
  "not-in-list",
  "paid-there-unknown",
  "paid-there-unpaid",
  "amount-differs",
  "debit-rejected",
  "other-day",
  "payment-doubtful",
  "books-differ",
  "answer-differs",
  "list-differs",
  "line-unexplained",
  "transfer-not-on-account",
  "in-transit",
  "never-arrived",
] as const;
export type DifferenceCode = (typeof differenceCodes)[number];

/** `key` names what it is about, so that tomorrow's control finds the same difference again. */
export type Difference = { code: DifferenceCode; key: string; day: CivilDate; cents: Cents; name: string };

/** What explains itself with time: shown, not counted, nobody's case. */
const WAITING: readonly DifferenceCode[] = ["not-in-list-yet", "other-day", "in-transit"];
export function isWaiting({ code }: Pick<Difference, "code">): boolean {
  return WAITING.includes(code);
}

/** Those that have a case of their own from the moment they happened. */
export function hasOwnCase({ code }: Pick<Difference, "code">): boolean {
  return code === "payment-doubtful";
}

export function sourceKeyOf(regieId: string, { code, key }: Pick<Difference, "code" | "key">): string {
  return `control:${regieId}:${code}:${key}`;
}

/** Made on working nights: a Friday's payments are listed on Monday night at the latest, a holiday adds one. */
export const LIST_DELAY_DAYS = 4;
/** A deposit, a versement or a file of debits is on the account within ten days. */
export const BANK_DELAY_DAYS = 10;

/** Days that the files of one source tell of, both included; null when none came. */
export type Coverage = { since: CivilDate; until: CivilDate } | null;

export type OnlineReceipt = { id: string; day: CivilDate; cents: Cents; name: string; listedOn: CivilDate | null };
export type Moved = { id: string; day: CivilDate; cents: Cents; name: string; isOnAccount: boolean };
export type OpenLine = {
  id: string;
  kind: LineKind;
  day: CivilDate;
  cents: Cents;
  name: string;
  rule: MatchRule | null;
};
export type Doubtful = { id: string; day: CivilDate; cents: Cents; name: string };

export type ControlFacts = {
  today: CivilDate;
  list: Coverage;
  account: Coverage;
  online: readonly OnlineReceipt[];
  transfers: readonly Moved[];
  /** Versements, deposit slips, files of direct debits. */
  moved: readonly Moved[];
  lines: readonly OpenLine[];
  doubtful: readonly Doubtful[];
  days: readonly DayTotals[];
};

/** Why a day is not simply equal, though nobody has anything left to do about it. */
export const explanationKinds = ["set-aside", "case", "unknown", "other-day", "told"] as const;
export type ExplanationKind = (typeof explanationKinds)[number];

/** `gapCents`: what the list has more than the books by it. `reason` in the words of whoever decided; empty when nobody did. */
export type Explanation = { kind: ExplanationKind; cents: Cents; gapCents: Cents; name: string; reason: string };

/**
 * One day in cents: what the books hold of card and debit, money of nobody known included; what the receipts and those cases come to; what PayFiP
 * answered; what its list says, all its lines.
 */
export type DayTotals = {
  day: CivilDate;
  booksCents: Cents;
  receiptsCents: Cents;
  payfipCents: Cents;
  listCents: Cents;
  explained: readonly Explanation[];
};

/** The oldest first, then by what they are about. */
export function differencesOf(facts: ControlFacts): Difference[] {
  const found = [
    ...facts.online.flatMap((receipt) => ofOnline(receipt, facts)),
    ...facts.lines.map((line) => ({ ...ofThing(line), code: codeOfLine(line) })),
    ...facts.transfers.flatMap((transfer) => ofTransfer(transfer, facts)),
    ...facts.moved.flatMap((moved) => ofMoved(moved, facts)),
    ...facts.doubtful.map((one) => ({ ...ofThing(one), code: "payment-doubtful" as const })),
    ...facts.days.flatMap(ofDay),
  ];
  const settled = new Set(found.map(({ day }) => day));
  found.push(...facts.days.filter(({ day }) => !settled.has(day)).flatMap((day) => ofTotals(day, facts)));
  return found.sort((a, b) => order(a.day, b.day) || order(a.key, b.key));
}

function ofThing({ id, day, cents, name }: { id: string; day: CivilDate; cents: Cents; name: string }) {
  return { key: id, day, cents, name };
}

function ofOnline(receipt: OnlineReceipt, { list, today }: ControlFacts): Difference[] {
  // Before the first list nothing can be missing in it.
  if (!list || receipt.day < list.since) return [];
  if (receipt.listedOn !== null) {
    return receipt.listedOn === receipt.day ? [] : [{ ...ofThing(receipt), code: "other-day" }];
  }
  // A list that tells of later days has passed this one by.
  const late = distanceInDays(receipt.day, today) > LIST_DELAY_DAYS;
  const passed = addDays(receipt.day, 1) < list.until;
  return [
    {
      ...ofThing(receipt),
      code: late || (passed && distanceInDays(receipt.day, today) > 1) ? "not-in-list" : "not-in-list-yet",
    },
  ];
}

const OF_RULE: Partial<Record<MatchRule, DifferenceCode>> = {
  "refdet-late": "paid-there-unpaid",
  "refdet-amount-differs": "amount-differs",
  "debit-rejected": "debit-rejected",
  "debit-returned": "debit-rejected",
};

function codeOfLine({ kind, rule }: OpenLine): DifferenceCode {
  const code = rule && OF_RULE[rule];
  if (code) return code;
  return kind === "list" ? "paid-there-unknown" : "line-unexplained";
}

function ofTransfer(transfer: Moved, { account, today }: ControlFacts): Difference[] {
  if (!account || transfer.isOnAccount || transfer.day < account.since || transfer.day > account.until) return [];
  if (distanceInDays(transfer.day, today) <= LIST_DELAY_DAYS) return [{ ...ofThing(transfer), code: "in-transit" }];
  return [{ ...ofThing(transfer), code: "transfer-not-on-account" }];
}

function ofMoved(moved: Moved, { account, today }: ControlFacts): Difference[] {
  if (!account || moved.isOnAccount || moved.day < account.since) return [];
  const late =
    distanceInDays(moved.day, today) > BANK_DELAY_DAYS && addDays(moved.day, BANK_DELAY_DAYS) <= account.until;
  return [{ ...ofThing(moved), code: late ? "never-arrived" : "in-transit" }];
}

/** Books and receipts are one thing twice; PayFiP's own answers must come to the same. */
function ofDay({ day, booksCents, receiptsCents, payfipCents }: DayTotals): Difference[] {
  const [books, answers] = [booksCents - receiptsCents, payfipCents - receiptsCents];
  return [
    ...(books === 0 ? [] : [{ code: "books-differ" as const, key: day, day, cents: books, name: "" }]),
    ...(answers === 0 ? [] : [{ code: "answer-differs" as const, key: day, day, cents: answers, name: "" }]),
  ];
}

/** The last look at a day of which each line seems to fit: its totals must come to the same, less what is explained. */
function ofTotals(totals: DayTotals, { list }: ControlFacts): Difference[] {
  const { day, listCents, booksCents, explained } = totals;
  if (!isCovered(day, list)) return [];
  const rest = listCents - booksCents - sum(explained.map(({ gapCents }) => gapCents));
  return rest === 0 ? [] : [{ code: "list-differs", key: day, day, cents: rest, name: "" }];
}

function isCovered(day: CivilDate, list: Coverage): boolean {
  return list !== null && day >= list.since && day <= list.until;
}

/**
 * equal: three sources spoke and say the same amounts, line by line. explained: they do not, and it is said why. unchecked: no list has told of
 * the day, so that two sources agree at most.
 */
export const dayStates = ["equal", "differs", "waiting", "explained", "unchecked"] as const;
export type DayState = (typeof dayStates)[number];

export type DayControl = DayTotals & {
  /** Null: no list has told of this day yet. */
  treasuryCents: Cents | null;
  state: DayState;
  differences: number;
};

/** Each day beside its differences; `told` gives the words of whoever explained one, and null where nobody did. */
export function daysOf(
  facts: Pick<ControlFacts, "days" | "list">,
  differences: readonly Difference[],
  told: (difference: Difference) => string | null,
): DayControl[] {
  const { list } = facts;
  return facts.days.map((totals) => {
    const own = differences.filter(({ day }) => day === totals.day);
    const counted = own.filter((one) => !isWaiting(one) && told(one) === null);
    const explained = [...totals.explained, ...own.flatMap((one) => inWords(one, told(one)))];
    const covered = isCovered(totals.day, list);
    const treasuryCents = covered ? totals.listCents : null;
    // A payment that the list has on another day waits for nothing any more.
    const isOpen = own.some((one) => isWaiting(one) && one.code !== "other-day");
    const waits = isOpen || (!covered && list !== null && totals.day > list.until && totals.booksCents !== 0);
    const settled = !covered ? "unchecked" : explained.length > 0 ? "explained" : "equal";
    const state = counted.length > 0 ? "differs" : waits ? "waiting" : settled;
    return { ...totals, explained, treasuryCents, state, differences: counted.length };
  });
}

function inWords({ cents, name }: Difference, reason: string | null): Explanation[] {
  return reason === null ? [] : [{ kind: "told", cents, gapCents: 0, name, reason }];
}

/** A control that was written down; `ranAt` on the wall clock. */
export type StripDay = { day: CivilDate; state: DayState; ranAt: CivilDateTime };

export function totalOf(differences: readonly Difference[]): Cents {
  return sum(differences.map(({ cents }) => Math.abs(cents)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
