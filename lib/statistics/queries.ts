/** Counts behind a question, for the whole commune. Each child stands in one cell only; no name and no id leaves this file. */
import { inForceOn } from "@/lib/activity/rules";
import { gradesSchema } from "@/lib/activity/schema";
import { priceOfDay } from "@/lib/booking/rules-price";
import { communeName } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { grades } from "@/lib/household/schema";
import {
  addMonths,
  type CivilDate,
  type CivilMonth,
  firstDayOf,
  fromColumn,
  lastDayOf,
  monthOf,
  toColumn,
} from "@/lib/kernel/civil-date";
import { pricingFilesOf } from "@/lib/profile/queries";
import { pricedHousehold } from "@/lib/profile/rules";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { alone, followPeople, type Published, settledMonth } from "./rules";
import { type CellName, cellOfPrice, cellsOfRules, type Named } from "./rules-cells";
import { type ListName, protectTogether } from "./rules-joint";
import { type Question, queryOf } from "./schema";

/** `day` is the one that the figures are of. */
export type Answer = Published & { names: ReadonlyMap<string, CellName>; day: CivilDate };

/**
 * Children are counted as they were enrolled on the first of a month, bookings when the month is over: figures that moved from one day to the next
 * would tell of whoever came in between. A month that hardly differs from the one before repeats it.
 */
export async function answerOf(tx: Tx, question: Question): Promise<Answer> {
  const isBookings = question.measure === "bookings";
  const counted = isBookings ? question.month : await settledFor(tx, question);
  const month = { first: firstDayOf(counted), last: lastDayOf(counted) };
  const day = isBookings ? month.last : month.first;
  const [bookings, enrolments] = await Promise.all([
    isBookings ? bookingsOf(tx, question, month) : new Map<string, number>(),
    readEnrolments(tx, question, month),
  ]);
  const asked = enrolments.filter((row) => (isBookings ? bookings.has(row.childId) : isOn(row, day)));
  return { ...(await publishedOf(tx, { question, rows: lastOfEach(asked), day }, bookings)), day };
}

const lastOfEach = (rows: readonly EnrolmentRow[]) => [...new Map(rows.map((row) => [row.childId, row])).values()];

/** The months of the school year up to the one that is asked for, and which of them speaks for it. */
async function settledFor(tx: Tx, { kind, month }: Question): Promise<CivilMonth> {
  const day = firstDayOf(month);
  const year = await tx.schoolYear.findFirst({
    where: { startsOn: { lte: toColumn(lastDayOf(month)) } },
    orderBy: { startsOn: "desc" },
    select: { startsOn: true },
  });
  const start = year ? monthOf(fromColumn(year.startsOn)) : month;
  const months: CivilMonth[] = [];
  for (let one = start; one < month; one = addMonths(one, 1)) months.push(one);
  const [since, gte] = [{ lte: toColumn(day) }, toColumn(firstDayOf(start))];
  const rows = await tx.enrolment.findMany({
    where: {
      activity: { kind },
      state: { in: ["accepted", "ended"] },
      since,
      OR: [{ until: null }, { until: { gte } }],
    },
    select: { childId: true, since: true, until: true },
  });
  const spans = rows.map(({ childId, since, until }) => ({ childId, since: fromColumn(since), until: dayOf(until) }));
  const peopleIn = (one: CivilMonth) =>
    new Set(spans.filter((span) => isOn(span, firstDayOf(one))).map(({ childId }) => childId));
  const [first, ...rest] = [...months, month];
  return settledMonth([first ?? month, ...rest], peopleIn);
}

async function publishedOf(
  tx: Tx,
  placing: Placing,
  bookings: ReadonlyMap<string, number>,
): Promise<Omit<Answer, "day">> {
  const { question, rows, day } = placing;
  const activities = await activitiesOf(tx, question);
  const countBy = (by: ListName) => countedBy(tx, { ...placing, question: { ...question, by }, activities }, bookings);
  // The three lists are about the same people: whichever is asked for, what it shows must not tell what another hides.
  const counted = { site: await countBy("site"), grade: await countBy("grade"), bracket: await countBy("bracket") };
  const cellsOf = (by: ListName) => [...counted[by].counts].map(([key, { people }]) => ({ key, count: people }));
  const cells = { site: cellsOf("site"), grade: cellsOf("grade"), bracket: cellsOf("bracket") };
  const published = protectTogether({ cells, possible: possiblePlaces(activities, rows, day) })[question.by];
  const { counts, names } = counted[question.by];
  if (question.measure === "children") return { ...published, names };
  const figures = new Map([...counts].map(([key, one]) => [key, one.bookings]));
  return { ...followPeople(published, figures), names };
}

type Counting = Placing & { activities: Activities };

async function countedBy(tx: Tx, counting: Counting, bookings: ReadonlyMap<string, number>) {
  const cellOf = await placer(tx, counting);
  const names = new Map(await knownCells(tx, counting));
  const counts = new Map([...names.keys()].map((key) => [key, { people: 0, bookings: 0 }]));
  for (const row of counting.rows) {
    const [key, name] = cellOf(row);
    names.set(key, names.get(key) ?? name);
    const { people, bookings: made } = counts.get(key) ?? { people: 0, bookings: 0 };
    counts.set(key, { people: people + 1, bookings: made + (bookings.get(row.childId) ?? 0) });
  }
  return { counts, names };
}

/** Which class can be found at which site: what is open there, and what is there all the same. */
function possiblePlaces(activities: Activities, rows: readonly EnrolmentRow[], day: CivilDate) {
  const pair = (site: string, grade: string) => `${site}\n${grade}`;
  const open = activities.flatMap(({ site, grades: own }) =>
    (gradesSchema.parse(own ?? site.grades) ?? []).map((grade) => pair(site.name, grade)),
  );
  const pairs = new Set([...open, ...rows.map((row) => pair(row.site, gradeOf(row, day)))]);
  return (site: string, grade: string) => pairs.has(pair(site, grade));
}

const NO_GRADE = "?";
const gradeOf = ({ schoolings }: EnrolmentRow, day: CivilDate): string => inForceOn(schoolings, day)?.grade ?? NO_GRADE;

type Month = { first: CivilDate; last: CivilDate };

async function bookingsOf(tx: Tx, { kind }: Question, month: Month): Promise<Map<string, number>> {
  const rows = await tx.booking.groupBy({
    by: ["childId"],
    where: {
      state: "booked",
      activityDay: { day: { gte: toColumn(month.first), lte: toColumn(month.last) }, activity: { kind } },
    },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.childId, row._count._all]));
}

/** Enrolments that touch the month, the latest of a child last: it is the one that counts. */
async function readEnrolments(tx: Tx, { kind }: Question, month: Month) {
  const rows = await tx.enrolment.findMany({
    where: {
      activity: { kind },
      state: { in: ["accepted", "ended"] },
      since: { lte: toColumn(month.last) },
      OR: [{ until: null }, { until: { gte: toColumn(month.first) } }],
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
    select: {
      childId: true,
      householdId: true,
      state: true,
      since: true,
      until: true,
      regularity: true,
      activity: { select: { ruleCode: true, site: { select: { name: true } } } },
      child: {
        select: {
          schoolings: { select: { grade: true, since: true, until: true }, orderBy: { since: "asc" } },
        },
      },
    },
  });
  return rows.map(({ activity, child, since, until, ...row }) => ({
    ...row,
    since: fromColumn(since),
    until: until && fromColumn(until),
    site: activity.site.name,
    ruleCode: activity.ruleCode,
    schoolings: child.schoolings.map((one) => ({ ...one, since: fromColumn(one.since), until: dayOf(one.until) })),
  }));
}

type EnrolmentRow = Awaited<ReturnType<typeof readEnrolments>>[number];

const dayOf = (value: Date | null): CivilDate | null => value && fromColumn(value);
const isOn = (row: { since: CivilDate; until: CivilDate | null }, day: CivilDate) =>
  row.since <= day && (row.until === null || day <= row.until);

type Placing = { question: Question; rows: readonly EnrolmentRow[]; day: CivilDate };

/** The one cell of a child, by the facts of the day. */
async function placer(tx: Tx, { question, rows, day }: Placing): Promise<(row: EnrolmentRow) => Named> {
  if (question.by === "site") return ({ site }) => [site, { kind: "plain", text: site }];
  if (question.by === "grade") {
    return (row) => {
      const grade = gradeOf(row, day);
      return [grade, grade === NO_GRADE ? { kind: "noGrade" } : { kind: "plain", text: grade }];
    };
  }
  const ids = [...new Set(rows.map((row) => row.householdId))];
  const [files, history, commune] = await Promise.all([pricingFilesOf(tx, ids), rulesHistory(tx), communeName(tx)]);
  const rules = rulesOn(history, day);
  return ({ householdId, childId, ruleCode, regularity }) => {
    const file = files.households.get(householdId);
    if (!rules || !file) return cellOfPrice(null);
    const children = (files.childrenOf.get(householdId) ?? []).flatMap((id) => files.children.get(id) ?? []);
    const household = pricedHousehold(commune, file, children);
    const price = priceOfDay(rules, { household, childId, ruleCode, day, regularity }, "in_time");
    return cellOfPrice(price?.lines.flatMap(({ why }) => why) ?? null);
  };
}

/** What is offered of a kind, where and to which classes. */
function activitiesOf(tx: Tx, { kind }: Question) {
  return tx.activity.findMany({
    where: { kind },
    select: { ruleCode: true, grades: true, site: { select: { name: true, position: true, grades: true } } },
  });
}

type Activities = Awaited<ReturnType<typeof activitiesOf>>;

/** The cells that the list has in any case: every bracket, site or class, so that an absent one says nothing either. */
async function knownCells(tx: Tx, { question: { by }, day, activities }: Counting): Promise<Named[]> {
  const plain = (text: string): Named => [text, { kind: "plain", text }];
  if (by === "bracket") {
    const rules = rulesOn(await rulesHistory(tx), day);
    const codes = [...new Set(activities.map(({ ruleCode }) => ruleCode))].sort();
    return rules ? codes.flatMap((code) => cellsOfRules(rules, code, day)) : [];
  }
  if (by === "site") {
    const sites = activities.map(({ site }) => site).sort((a, b) => a.position - b.position);
    return [...new Set(sites.map((site) => site.name))].map(plain);
  }
  const open = new Set(activities.flatMap((one) => gradesSchema.parse(one.grades ?? one.site.grades) ?? []));
  return grades.filter((grade) => open.has(grade)).map(plain);
}

export type MonthFigure = { month: CivilMonth; bookings: number | null };

/** Bookings of each of the last twelve months that are over and have any, each standing alone: those of the same children as the lists. */
export async function monthlyBookings(tx: Tx, { kind }: Question, today: CivilDate): Promise<MonthFigure[]> {
  const [from, to] = [firstDayOf(addMonths(monthOf(today), -12)), lastDayOf(addMonths(monthOf(today), -1))];
  const rows = await tx.$queryRaw<{ month: string; bookings: bigint; people: bigint }[]>`
    SELECT DATE_FORMAT(d.day, '%Y-%m') AS month, COUNT(*) AS bookings, COUNT(DISTINCT b.child_id) AS people
    FROM booking b JOIN activity_day d ON d.id = b.activity_day_id JOIN activity a ON a.id = d.activity_id
    WHERE b.state = 'booked' AND a.kind = ${kind} AND d.day BETWEEN ${from} AND ${to}
      AND EXISTS (SELECT 1 FROM enrolment e JOIN activity o ON o.id = e.activity_id
        WHERE e.child_id = b.child_id AND o.kind = ${kind} AND e.state IN ('accepted', 'ended')
          AND e.since <= LAST_DAY(d.day) AND (e.until IS NULL OR e.until >= DATE_FORMAT(d.day, '%Y-%m-01')))
    GROUP BY DATE_FORMAT(d.day, '%Y-%m') ORDER BY month`;
  return rows.map(({ month, bookings, people }) => ({ month, bookings: alone(Number(bookings), Number(people)) }));
}

/** The same answer as the page's, noted as an export. */
export async function exportAnswer(context: Context, question: Question): Promise<Answer> {
  const answer = await answerOf(context.tx, question);
  await record(context, {
    type: "export.made",
    subject: null,
    object: { kind: "statistics", id: question.month },
    body: { question: queryOf(question) },
  });
  return answer;
}
