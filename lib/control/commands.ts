/**
 * Each morning the control of the day before, and of the weeks behind it where something moved: written down, with a case for each difference
 * that time does not explain, and a mail to the régie. A difference that is gone closes its case by itself, with its trace.
 */
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import { addDays, type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { openCase, settleCase } from "@/lib/payment/commands-case";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, type JsonObject, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { reweigh } from "@/lib/statement/commands";
import { type ControlView, controlView } from "./queries";
import { type DayControl, type Difference, hasOwnCase, sourceKeyOf, totalOf } from "./rules";

export type Ran = { equal: boolean; differences: number };

export async function runControl(context: Context, { regieId }: { regieId: string }): Promise<Outcome<Ran, never>> {
  const { tx, today } = context;
  const [regie] = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (!regie) throw new NotFound();
  await reweigh(context, regieId);
  const view = await controlView(tx, regieId, today);
  const written = await writeDays(context, regieId, view);
  const opened = await followCases(context, regieId, view.differences);
  const { differences } = view;
  const isQuiet = view.days.every(({ state }) => state !== "differs" && state !== "explained");
  // Without any list two sources agree at most, which is not a control of three.
  const equal = view.facts.list !== null && differences.length === 0 && isQuiet;
  await record(context, {
    type: "control.ran",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: {
      ...{
        day: addDays(today, -1),
        equal,
        count: differences.length,
        differences: differences.slice(0, MOST_CASES).map(({ code, key, cents, day }) => ({ code, key, cents, day })),
      },
      ...{ waiting: view.waiting.length, controls: written, opened },
    },
  });
  if (differences.length > 0) await tellRegie(context, { regieId, name: regie.name, differences });
  return done({ equal, differences: differences.length });
}

/** Yesterday and each day since the last one written, an earlier day when it says something else than it did. Gives the rows written. */
async function writeDays({ tx, now, today }: Context, regieId: string, view: ControlView): Promise<string[]> {
  const known = await tx.dailyControl.findMany({
    where: { regieId, day: { gte: toColumn(view.days[0]?.day ?? today) } },
    select: { day: true, report: true },
  });
  const before = new Map(known.map(({ day, report }) => [fromColumn(day), JSON.stringify(sorted(report))]));
  const yesterday = addDays(today, -1);
  const { _max } = await tx.dailyControl.aggregate({ where: { regieId }, _max: { day: true } });
  // Mornings without a worker leave no hole.
  const last = _max.day ? fromColumn(_max.day) : yesterday;
  const written: string[] = [];
  for (const control of view.days.filter(({ day }) => day === yesterday || day > last || before.has(day))) {
    const report = reportOf(control, view.differences);
    if (control.day !== yesterday && before.get(control.day) === JSON.stringify(sorted(report))) continue;
    const facts = { equal: control.state === "equal", report, ranAt: now };
    const { id } = await tx.dailyControl.upsert({
      where: { regieId_day: { regieId, day: toColumn(control.day) } },
      create: { id: newId(), regieId, day: toColumn(control.day), ...facts },
      update: facts,
    });
    written.push(id);
  }
  return written;
}

function reportOf(
  { day, booksCents, payfipCents, treasuryCents, state, explained }: DayControl,
  all: readonly Difference[],
): JsonObject {
  const own = all.filter((one) => one.day === day).map(({ code, key, cents }) => ({ code, key, cents }));
  const why = explained.map(({ kind, cents, name, reason }) => ({ kind, cents, name, reason }));
  return { portalCents: booksCents, payfipCents, treasuryCents, state, differences: own, explained: why };
}

/** The database gives the keys of an object back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

/** So many new cases at once; the rest waits for the next day, and stands in the control meanwhile. */
const MOST_CASES = 200;

async function followCases(context: Context, regieId: string, differences: readonly Difference[]): Promise<number> {
  const rows = await context.tx.moneyCase.findMany({
    where: { regieId, kind: "control-difference", state: "open" },
    select: { sourceKey: true },
  });
  const open = new Set(rows.map(({ sourceKey }) => sourceKey));
  const found = new Map(
    differences.filter((one) => !hasOwnCase(one)).map((one) => [sourceKeyOf(regieId, one), one] as const),
  );
  const fresh = [...found].filter(([sourceKey]) => !open.has(sourceKey)).slice(0, MOST_CASES);
  for (const [sourceKey, difference] of fresh) {
    await openCase(context, {
      ...{ kind: "control-difference", sourceKey, regieId, amountCents: difference.cents },
      // What a person explained is not in the list; what was equal for a while and is not any more begins again.
      mayReopen: true,
      ...(isLine(difference) && { lineId: difference.key }),
    });
  }
  for (const sourceKey of open) {
    if (found.has(sourceKey)) continue;
    await settleCase(context, { sourceKey, resolution: "corrected", reason: "control.equal-again" });
  }
  return fresh.length;
}

const OF_LINES = ["paid-there-unknown", "paid-there-unpaid", "amount-differs", "debit-rejected", "line-unexplained"];

function isLine({ code }: Difference): boolean {
  return OF_LINES.includes(code);
}

type Telling = { regieId: string; name: string; differences: readonly Difference[] };

/** Once a day, to everybody of the régie, each in their language. */
async function tellRegie(context: Context, { regieId, name, differences }: Telling): Promise<void> {
  const { tx, today, now } = context;
  const day = addDays(today, -1);
  const where = { regieId_day: { regieId, day: toColumn(day) } };
  const { mailedAt } = await tx.dailyControl.findUniqueOrThrow({ where, select: { mailedAt: true } });
  if (mailedAt && parisOf(mailedAt).day === today) return;
  const people = await tx.account.findMany({
    where: { role: "regie", activatedAt: { not: null }, closedAt: null },
    select: { email: true, locale: true },
  });
  for (const { email, locale: spoken } of people) {
    const locale = spoken === "en" ? "en" : "fr";
    const codes = catalogues[locale].control.codes;
    const list = differences
      .slice(0, MOST_TOLD)
      .map((one) => [wordDay(locale, one.day), wordAmount(locale, one.cents), one.name, codes[one.code].title])
      .map((words) => `- ${words.filter(Boolean).join(", ")}`);
    const words = await wordMail(tx, locale, "controlDiffers", {
      ...{ regie: name, day: wordDay(locale, day), count: String(differences.length) },
      ...{ amount: wordAmount(locale, totalOf(differences)), list: list.join("\n") },
      link: `${env().PUBLIC_URL}/gestion/rapprochement`,
    });
    await sendLater(context, { to: email, ...words });
  }
  await tx.dailyControl.update({ where, data: { mailedAt: now } });
}

const MOST_TOLD = 20;

/** Before the office opens, after PayFiP's night job and the last questions about the day before. */
const HOUR = "06:00";
/** The last day this worker looked after: once a day is enough. */
let lookedOn: CivilDate = "";

/** A round of the worker: the control of each régie, once a day, whichever worker comes first. */
export async function runDailyControls(database: Database, now: Date): Promise<number> {
  const { day: today, time } = parisOf(now);
  if (today === lookedOn || time < HOUR) return 0;
  const regies = await database.regie.findMany({ select: { id: true }, orderBy: { code: "asc" } });
  let ran = 0;
  for (const { id } of regies) if (await runOnce(database, now, { regieId: id, today })) ran += 1;
  lookedOn = today;
  return ran;
}

function runOnce(database: Database, now: Date, { regieId, today }: { regieId: string; today: CivilDate }) {
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
    const where = { regieId_day: { regieId, day: toColumn(addDays(today, -1)) } };
    const known = await tx.dailyControl.findUnique({ where, select: { ranAt: true } });
    if (known && parisOf(known.ranAt).day === today) return false;
    await runControl(systemContext(tx, now), { regieId });
    return true;
  }, database);
}
