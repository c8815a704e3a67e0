/** Counts behind a question, for the whole commune. Each child stands in one cell only; no name and no id leaves this file. */
import { gradesSchema } from "@/lib/activity/schema";
import { communeName } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { addressesOf, quotientsOf } from "@/lib/household/queries-facts";
import { addressOn, quotientOn } from "@/lib/household/rules";
import { grades } from "@/lib/household/schema";
import {
  addDays,
  type CivilDate,
  type CivilMonth,
  firstDayOf,
  fromColumn,
  lastDayOf,
  toColumn,
} from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { inForceOn, isResident, priceOf } from "@/lib/tariff/rules";
import { tariffRuleSchema } from "@/lib/tariff/schema";
import { alone, followPeople, type Published, protect } from "./rules";
import { type CellName, cellOfPrice, cellsOfRule } from "./rules-cells";
import { type Question, queryOf } from "./schema";

export type Answer = Published & { names: ReadonlyMap<string, CellName> };

export async function answerOf(tx: Tx, question: Question, today: CivilDate): Promise<Answer> {
  const month = { first: firstDayOf(question.month), last: lastDayOf(question.month) };
  const day = month.last < today ? month.last : today;
  const [bookings, enrolments] = await Promise.all([
    bookingsOf(tx, question, month),
    readEnrolments(tx, question, month),
  ]);
  const asked = enrolments.filter((row) =>
    question.measure === "bookings" ? bookings.has(row.childId) : row.state === "accepted" && isOn(row, day),
  );
  const once = [...new Map(asked.map((row) => [row.childId, row])).values()];
  const cellOf = await placer(tx, { question, rows: once, day });
  const names = new Map(await knownCells(tx, question, enrolments, day));
  const counts = new Map([...names.keys()].map((key) => [key, { people: 0, bookings: 0 }]));
  for (const row of once) {
    const [key, name] = cellOf(row);
    names.set(key, names.get(key) ?? name);
    const { people, bookings: made } = counts.get(key) ?? { people: 0, bookings: 0 };
    counts.set(key, { people: people + 1, bookings: made + (bookings.get(row.childId) ?? 0) });
  }
  const published = protect([...counts].map(([key, { people }]) => ({ key, count: people })));
  if (question.measure === "children") return { ...published, names };
  const figures = new Map([...counts].map(([key, one]) => [key, one.bookings]));
  return { ...followPeople(published, figures), names };
}

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
      activity: { select: { site: { select: { name: true } }, tariffs: true } },
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
    schoolings: child.schoolings.map((one) => ({ ...one, since: fromColumn(one.since), until: dayOf(one.until) })),
    tariffs: activity.tariffs.map(({ id, label, rule, ...dates }) => ({
      id,
      label,
      rule: tariffRuleSchema.parse(rule),
      since: fromColumn(dates.since),
      until: dayOf(dates.until),
    })),
  }));
}

type EnrolmentRow = Awaited<ReturnType<typeof readEnrolments>>[number];

const dayOf = (value: Date | null): CivilDate | null => value && fromColumn(value);
const isOn = (row: { since: CivilDate; until: CivilDate | null }, day: CivilDate) =>
  row.since <= day && (row.until === null || day <= row.until);

type Placing = { question: Question; rows: readonly EnrolmentRow[]; day: CivilDate };

/** The one cell of a child, by the facts of the day. */
async function placer(tx: Tx, { question, rows, day }: Placing): Promise<(row: EnrolmentRow) => [string, CellName]> {
  if (question.by === "site") return ({ site }) => [site, { kind: "plain", text: site }];
  if (question.by === "grade") {
    return ({ schoolings }) => {
      const grade = inForceOn(schoolings, day)?.grade;
      return grade ? [grade, { kind: "plain", text: grade }] : ["?", { kind: "noGrade" }];
    };
  }
  const households = rows.map((row) => row.householdId);
  const [quotients, addresses, commune] = await Promise.all([
    quotientsOf(tx, households),
    addressesOf(tx, households),
    communeName(tx),
  ]);
  return ({ householdId, tariffs }) => {
    const version = inForceOn(tariffs, day);
    if (!version) return ["-", { kind: "noPrice" }];
    const own = <Fact extends { householdId: string }>(facts: readonly Fact[]) =>
      facts.filter((fact) => fact.householdId === householdId);
    const city = addressOn(own(addresses), day)?.city ?? null;
    const facts = {
      quotient: quotientOn(own(quotients), day),
      isResident: isResident(city, commune),
      use: "booked" as const,
    };
    return cellOfPrice(version.rule, priceOf(version, facts).why);
  };
}

/** The cells that the list has in any case: every bracket, site or class, so that an absent one says nothing either. */
async function knownCells(
  tx: Tx,
  { by, kind }: Question,
  enrolments: readonly EnrolmentRow[],
  day: CivilDate,
): Promise<[string, CellName][]> {
  const plain = (text: string): [string, CellName] => [text, { kind: "plain", text }];
  if (by === "bracket") {
    const version = enrolments[0] && inForceOn(enrolments[0].tariffs, day);
    return version ? cellsOfRule(version.rule) : [];
  }
  const activities = await tx.activity.findMany({
    where: { kind },
    select: { grades: true, site: { select: { name: true, position: true, grades: true } } },
  });
  if (by === "site") {
    const sites = activities.map(({ site }) => site).sort((a, b) => a.position - b.position);
    return [...new Set(sites.map((site) => site.name))].map(plain);
  }
  const open = new Set(activities.flatMap((one) => gradesSchema.parse(one.grades ?? one.site.grades) ?? []));
  return grades.filter((grade) => open.has(grade)).map(plain);
}

export type MonthFigure = { month: CivilMonth; bookings: number | null };

/** Bookings of each of the last twelve months that have any, each standing alone. */
export async function monthlyBookings(tx: Tx, { kind }: Question, today: CivilDate): Promise<MonthFigure[]> {
  const rows = await tx.$queryRaw<{ month: string; bookings: bigint; people: bigint }[]>`
    SELECT DATE_FORMAT(d.day, '%Y-%m') AS month, COUNT(*) AS bookings, COUNT(DISTINCT b.child_id) AS people
    FROM booking b JOIN activity_day d ON d.id = b.activity_day_id JOIN activity a ON a.id = d.activity_id
    WHERE b.state = 'booked' AND a.kind = ${kind} AND d.day BETWEEN ${addDays(today, -365)} AND ${lastDayOf(today.slice(0, 7))}
    GROUP BY DATE_FORMAT(d.day, '%Y-%m') ORDER BY month`;
  return rows.map(({ month, bookings, people }) => ({ month, bookings: alone(Number(bookings), Number(people)) }));
}

/** The same answer as the page's, noted as an export. */
export async function exportAnswer(context: Context, question: Question): Promise<Answer> {
  const answer = await answerOf(context.tx, question, context.today);
  await record(context, {
    type: "export.made",
    subject: null,
    object: { kind: "statistics", id: question.month },
    body: { question: queryOf(question) },
  });
  return answer;
}
