/** The words of a grid's cells, the same in week and month: state, accessible name, and the reason with its date and hour. */
import type { _Translator as Translator } from "next-intl";
import type { CellView, CellWords } from "@/components/booking/cell";
import type { Note } from "@/components/booking/week-grid";
import { gradeSpan } from "@/lib/activity/rules";
import type { BookingRefusal, CancelRefusal } from "@/lib/booking/rules";
import type { ActivityFacts, ChildFacts, DayFacts, Verdict } from "@/lib/booking/rules-grid";
import { onceKeyOf } from "@/lib/booking/rules-price";
import { householdOn } from "@/lib/household/rules";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import { untilMoment, wordDayInYear, wordLimit, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { sayPrice } from "@/lib/wording/rules-prices";

export type BookingT = Translator<Messages, "booking">;

/** What the wording needs to know of the page: language, other homes, and where to come back to. */
export type GridTalk = { t: BookingT; locale: Locale; homes: ReadonlyMap<string, string[]>; back: string };

export type GridCell = { child: ChildFacts; activity: ActivityFacts; day: DayFacts; verdict: Verdict };

export function activityName(locale: Locale, activity: { nameFr: string; nameEn: string }): string {
  return locale === "fr" ? activity.nameFr : activity.nameEn;
}

/** As it stands inside a sentence: « cantine ». */
function inSentence(locale: Locale, activity: { nameFr: string; nameEn: string }): string {
  const name = activityName(locale, activity);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function cellWords(t: BookingT): CellWords {
  return { free: t("cell.free"), booked: t("cell.booked"), added: t("cell.added"), removed: t("cell.removed") };
}

export function cellView(talk: GridTalk, cell: GridCell): CellView {
  const { verdict } = cell;
  if (verdict.booking) return verdict.cancelRefusal ? keptCell(talk, cell) : boxOf(talk, cell, bookedCents(verdict));
  if (verdict.waiting) return queuedCell(talk, cell);
  if (verdict.refusal === null && verdict.price) return boxOf(talk, cell, verdict.price.cents);
  return refusedCell(talk, cell, verdict.refusal ?? "no-tariff");
}

/** « Libre, Léa, cantine, lundi 7 décembre, 2,80 € ». */
function nameOf({ locale }: GridTalk, { child, activity, day }: GridCell, state: string, price?: string): string {
  const parts = [state, child.firstName, inSentence(locale, activity), wordDayInYear(locale, day.day), price];
  return parts.filter(Boolean).join(", ");
}

function boxOf(talk: GridTalk, cell: GridCell, cents: number): CellView {
  const { t, locale } = talk;
  const { verdict, day, activity } = cell;
  const isBooked = verdict.booking !== null;
  const price = sayPrice(locale, cents, verdict.price?.unit);
  const late = isBooked ? null : lateWords(talk, verdict);
  return {
    kind: "choice",
    value: `${cell.child.id}.${day.id}`,
    name: nameOf(talk, cell, isBooked ? t("cell.booked") : t("cell.free"), late ?? price),
    isBooked,
    cents,
    price,
    late: late ? t("cell.late") : undefined,
    change: wordChange(locale, isBooked ? -cents : cents),
    slot: `${day.day} ${activity.kind} ${activity.startsAt}`,
    once: (verdict.price && onceKeyOf(verdict.price, { childId: cell.child.id, day: day.day })) ?? undefined,
  };
}

/** « hors délai : 5,40 € au lieu de 4,40 € »; null in time, or where the limit changes no price. */
function lateWords({ t, locale }: GridTalk, { price, inTimePrice }: Verdict): string | null {
  if (!price || !inTimePrice) return null;
  return t("late.price", { price: wordAmount(locale, price.cents), usual: wordAmount(locale, inTimePrice.cents) });
}

/** Of days that share one price one booking carries it; each of them tells it. */
function bookedCents({ booking, price }: Verdict): number {
  const isShared = price?.lines.some(({ kind }) => kind === "flat");
  return price && isShared ? price.cents : (booking?.priceCents ?? 0);
}

function keptCell(talk: GridTalk, cell: GridCell): CellView {
  const { t, locale } = talk;
  const detail = wordAmount(locale, bookedCents(cell.verdict));
  const said = `${nameOf(talk, cell, t("cell.booked"), detail)}. ${keptReason(talk, cell)}`;
  return { kind: "fixed", look: "on", icon: "check", word: t("cell.booked"), detail, said };
}

function keptReason({ t, locale }: GridTalk, { activity, verdict }: GridCell): string {
  const limit = wordLimit(locale, verdict.cancelClosesAt);
  return t("why.cancelTooLate", { activity: activityName(locale, activity), limit });
}

function queuedCell(talk: GridTalk, cell: GridCell): CellView {
  const { t } = talk;
  const { waiting } = cell.verdict;
  const isOffered = waiting?.state === "offered";
  const word = isOffered ? t("cell.offered") : t("cell.full");
  const detail = isOffered ? undefined : t("cell.rank", { rank: waiting?.rank ?? 1 });
  const said = `${nameOf(talk, cell, word)}. ${queueNote(talk, cell).text}`;
  return { kind: "fixed", look: "wait", icon: "hourglass", word, detail, said };
}

const LOOKS: Record<BookingRefusal, Pick<Extract<CellView, { kind: "fixed" }>, "look" | "icon">> = {
  "other-household": { look: "na", icon: null },
  "not-eligible": { look: "na", icon: null },
  "not-enrolled": { look: "na", icon: null },
  "day-closed": { look: "shut", icon: "closed" },
  "no-tariff": { look: "shut", icon: "closed" },
  "by-draw": { look: "shut", icon: "scale" },
  "already-booked": { look: "on", icon: "check" },
  "not-yet": { look: "shut", icon: "clock" },
  "too-late": { look: "shut", icon: "lock" },
  unpaid: { look: "shut", icon: "euro" },
  full: { look: "full", icon: "people" },
};

function refusedCell(talk: GridTalk, cell: GridCell, reason: BookingRefusal): CellView {
  const word = shortReason(talk, cell, reason);
  const said = `${nameOf(talk, cell, word)}. ${longReason(talk, cell, reason)}`;
  return { kind: "fixed", ...LOOKS[reason], word, said };
}

/** One or two words inside the cell. */
function shortReason(talk: GridTalk, { child, activity, day }: GridCell, reason: BookingRefusal): string {
  const { t } = talk;
  switch (reason) {
    case "other-household":
      return awayWord(talk, child, day.day);
    case "not-eligible":
      return gradesWord(talk, activity);
    case "not-enrolled":
      return child.enrolments.some((one) => one.activityId === activity.id)
        ? t("cell.requested")
        : t("cell.notEnrolled");
    case "day-closed":
      return t("cell.closed");
    case "by-draw":
      return t("cell.byDraw");
    case "no-tariff":
      return t("cell.noTariff");
    case "already-booked":
      return t("cell.booked");
    case "not-yet":
      return t("cell.notYet");
    case "too-late":
      return t("cell.tooLate");
    case "unpaid":
      return t("cell.unpaid");
    case "full":
      return t("cell.full");
  }
}

/** « Dès le CP », « Jusqu’à la GS ». */
export function gradesWord({ t }: Pick<GridTalk, "t">, { grades }: Pick<ActivityFacts, "grades">): string {
  const span = gradeSpan(grades);
  if (span?.from && !span.to) return t("grades.from", { grade: t(`grades.names.${span.from}`) });
  if (span?.to && !span.from) return t("grades.to", { grade: t(`grades.names.${span.to}`) });
  if (span?.from && span.to) return t("grades.between", { from: span.from, to: span.to });
  return grades ? t("grades.only", { grades: grades.join(", ") }) : t("grades.all");
}

/** « Chez Sacha », or « Pas chez vous » when we may not say where. */
export function awayWord({ t, locale, homes }: GridTalk, child: ChildFacts, day: CivilDate): string {
  const home = householdOn(day, child.residences, child.exceptions);
  const names = home ? homes.get(home) : undefined;
  return names ? t("cell.at", { name: wordList(locale, names) }) : t("cell.away");
}

/** The reason in a sentence, with the day and the hour of the limit. */
export function longReason(talk: GridTalk, cell: GridCell, reason: BookingRefusal | CancelRefusal): string {
  const { t, locale, homes } = talk;
  const { child, activity, day, verdict } = cell;
  const name = activityName(locale, activity);
  switch (reason) {
    case "other-household": {
      const home = householdOn(day.day, child.residences, child.exceptions);
      const names = home ? homes.get(home) : undefined;
      if (!names) return t("why.away", { child: child.firstName });
      return t("why.atOther", { child: child.firstName, name: wordList(locale, names) });
    }
    case "not-eligible":
      return t("why.notEligible", { activity: name, grades: gradesWord(talk, activity) });
    case "not-enrolled":
      return t("why.notEnrolled", { child: child.firstName, activity: name });
    case "day-closed":
      return (locale === "fr" ? day.closedFr : (day.closedEn ?? day.closedFr)) ?? t("why.closed", { activity: name });
    case "by-draw":
      return t("why.byDraw", {
        activity: name,
        limit: untilMoment(locale, verdict.draw?.closesAt ?? verdict.closesAt),
      });
    case "no-tariff":
      return t("why.noTariff", { activity: name });
    case "already-booked":
      return t("why.alreadyBooked", { child: child.firstName, activity: name });
    case "not-booked":
      return t("why.notBooked", { child: child.firstName, activity: name });
    case "not-yet":
      return t("why.notYet", { activity: name, opens: openingWords(locale, verdict.opensAt ?? verdict.closesAt) });
    case "too-late":
      return t("why.tooLate", { activity: name, limit: wordLimit(locale, verdict.closesAt) });
    case "unpaid":
      return t("why.unpaid");
    case "full":
      return t("why.full", { activity: name, day: wordDayInYear(locale, day.day) });
  }
}

/** « lundi 30 novembre », with the hour when it is not the beginning of the day. */
function openingWords(locale: Locale, moment: string): string {
  return moment.endsWith("T00:00") ? wordDayInYear(locale, moment.slice(0, 10)) : wordLimit(locale, moment);
}

/** What is written under a row about one of its cells; null when the cell says enough. */
export function noteOf(talk: GridTalk, cell: GridCell): Note | null {
  const { verdict, activity } = cell;
  if (verdict.booking) return verdict.cancelRefusal ? { text: keptReason(talk, cell) } : null;
  if (verdict.waiting) return queueNote(talk, cell);
  if (verdict.refusal === "full") return fullNote(talk, cell);
  if (verdict.draw && verdict.refusal === "by-draw") return drawNote(talk, cell, verdict.draw.id);
  if (verdict.refusal === "unpaid") return unpaidNote(talk);
  const late = verdict.refusal === null ? lateWords(talk, verdict) : null;
  if (late) return { text: talk.t("late.note", { activity: activityName(talk.locale, activity), late }) };
  const said: (BookingRefusal | null)[] = ["day-closed", "not-yet", "too-late", "no-tariff"];
  if (!verdict.refusal || !said.includes(verdict.refusal)) return null;
  return { text: longReason(talk, cell, verdict.refusal) };
}

/** The way out: pay, or say that the invoice is wrong, from the same page. */
function unpaidNote({ t }: GridTalk): Note {
  return { text: t("why.unpaid"), link: { href: "/factures", label: t("why.unpaidLink") } };
}

function drawNote(talk: GridTalk, cell: GridCell, id: string): Note {
  const link = { href: `/reservations/tirage/${id}`, label: talk.t("draw.wish") };
  return { text: longReason(talk, cell, "by-draw"), link };
}

function queueHref({ back }: GridTalk, { child, day }: GridCell): string {
  return `/reservations/attente?enfant=${child.id}&jour=${day.id}&retour=${back}`;
}

function queueNote(talk: GridTalk, cell: GridCell): Note {
  const { t, locale } = talk;
  const { waiting } = cell.verdict;
  const child = cell.child.firstName;
  const href = queueHref(talk, cell);
  if (waiting?.state === "offered" && waiting.offerEndsAt) {
    const text = t("queue.offered", { child, limit: wordLimit(locale, waiting.offerEndsAt) });
    return { text, link: { href, label: t("queue.answer") } };
  }
  return { text: t("queue.rank", { child, rank: waiting?.rank ?? 1 }), link: { href, label: t("queue.leave") } };
}

function fullNote(talk: GridTalk, cell: GridCell): Note {
  const { t } = talk;
  const label = t("queue.join", { child: cell.child.firstName });
  return { text: longReason(talk, cell, "full"), link: { href: queueHref(talk, cell), label } };
}
