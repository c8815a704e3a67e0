/**
 * The head prepares the change of school year as a draft that nobody else sees, corrects it, undoes it, or publishes it once (issue « school-year
 * rollover »). The row of the year to come is held meanwhile: two heads who press at the same instant come one after the other.
 */
import { record } from "@/lib/evidence/record";
import { fromColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { type LiveRollover, liveRollover, plannedOf, schools, type Year, yearsAround } from "./queries";
import { driftOf, schooledIn } from "./queries-drift";
import { type Choice, planOf, refuseChoice } from "./rules";
import type { ChangeChildInput, RolloverId } from "./schema";

/** Rows of one insert: within the packet that servers take by default. */
const AT_ONCE = 500;

export async function prepareRollover(context: Context): Promise<Outcome<{ children: number }, "already" | "no-year">> {
  const { tx, now, actor, today } = context;
  const years = await yearsAround(tx, today);
  if (!years || !actor) return refuse(context, null, "no-year");
  await tx.$queryRaw`SELECT id FROM school_year WHERE id = ${years.to.id} FOR UPDATE`;
  const live = await liveRollover(tx, years.to.id);
  if (live) return refuse(context, live.id, "already");
  const id = newId();
  const prepared = { preparedAt: now, preparedById: actor.accountId };
  await tx.rollover.create({
    data: { id, fromYearId: years.from.id, toYearId: years.to.id, state: "draft", ...prepared },
  });
  const rows = await draftRows(context, years);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const part = rows.slice(start, start + AT_ONCE);
    await tx.rolloverChild.createMany({ data: part.map((row) => ({ rolloverId: id, ...row })) });
  }
  await trace(context, "rollover.prepared", { id, body: { toYear: years.to.label, children: rows.length } });
  return done({ children: rows.length });
}

/** Each child at school today whom no school of the new year has yet, with the class that follows. */
async function draftRows({ tx, today }: Context, { from, to }: { from: Year; to: Year }) {
  const [schooled, placed, offering] = await Promise.all([
    schooledIn(tx, from, { today }),
    tx.schooling.findMany({ where: { schoolYearId: to.id }, select: { childId: true } }),
    schools(tx),
  ]);
  const known = new Set(placed.map((row) => row.childId));
  const fresh = [...schooled.values()].filter((row) => !known.has(row.childId));
  return fresh.map(({ childId, siteId, grade }) => ({
    ...{ childId, fromSiteId: siteId, fromGrade: grade },
    ...planOf({ grade, siteId }, offering),
  }));
}

export async function changeChild(
  context: Context,
  { rolloverId, childId, place }: ChangeChildInput,
): Promise<Outcome<{ siteId: string; grade: string }, "not-draft" | "no-class">> {
  const rollover = await hold(context, rolloverId);
  const row = await context.tx.rolloverChild.findUnique({ where: { rolloverId_childId: { rolloverId, childId } } });
  if (!row) throw new NotFound();
  if (rollover.state !== "draft") return refuse(context, rolloverId, "not-draft");
  const choice = choiceOf(place, row.fromGrade);
  if (refuseChoice(choice, await schools(context.tx))) return refuse(context, rolloverId, "no-class");
  const changedById = context.actor?.accountId ?? null;
  await context.tx.rolloverChild.update({
    where: { rolloverId_childId: { rolloverId, childId } },
    data: { ...choice, changedById },
  });
  const { outcome, toGrade, toSiteId } = row;
  await record(context, {
    type: "rollover.changed",
    subject: { kind: "child", id: childId },
    object: { kind: "rollover", id: rolloverId },
    body: { childId, before: { outcome, toGrade, toSiteId }, after: choice },
  });
  return done({ siteId: row.fromSiteId, grade: row.fromGrade });
}

function choiceOf(place: string, fromGrade: string): Choice {
  const [toSiteId = "", toGrade = ""] = place.split(" ");
  if (place === "leaves") return { outcome: "leaves", toGrade: null, toSiteId: null };
  return { outcome: toGrade === fromGrade ? "stays" : "moves", toGrade, toSiteId };
}

export async function undoRollover(
  context: Context,
  { rolloverId }: RolloverId,
): Promise<Outcome<object, "not-draft">> {
  const { tx, now, actor } = context;
  const rollover = await hold(context, rolloverId);
  if (rollover.state !== "draft") return refuse(context, rolloverId, "not-draft");
  await tx.rollover.update({
    where: { id: rolloverId },
    data: { state: "undone", undoneAt: now, undoneById: actor?.accountId ?? null },
  });
  await trace(context, "rollover.undone", { id: rolloverId, body: {} });
  return done();
}

/** From here the worker writes the schools of the new year, a few hundred children at a time; it cannot be undone. */
export async function publishRollover(
  context: Context,
  { rolloverId }: RolloverId,
): Promise<Outcome<object, "not-draft" | "undecided">> {
  const { tx, actor, today } = context;
  const rollover = await hold(context, rolloverId);
  if (rollover.state !== "draft") return refuse(context, rolloverId, "not-draft");
  const drafted = await plannedOf(tx, rolloverId);
  const total = drafted.length;
  // A draft is judged by its own two years: on the day it is published the next one may have begun.
  const from = await tx.schoolYear.findUniqueOrThrow({ where: { id: rollover.fromYearId } });
  const around = { from: { id: from.id, endsOn: fromColumn(from.endsOn) }, to: { id: rollover.toYearId }, today };
  // Who left or changed class since the draft is passed over, and holds up nobody.
  const { current: rows } = await driftOf(tx, around, drafted);
  if (rows.some(({ outcome }) => outcome === "undecided")) return refuse(context, rolloverId, "undecided");
  const publishedById = actor?.accountId ?? null;
  await tx.rollover.update({ where: { id: rolloverId }, data: { state: "publishing", publishedById } });
  await trace(context, "rollover.published", { id: rolloverId, body: { children: total } });
  await enqueue(context, { kind: "rollover.publish", payload: { rolloverId }, dedupeKey: rolloverId, total });
  return done();
}

async function hold({ tx }: Context, id: string): Promise<LiveRollover> {
  await tx.$queryRaw`SELECT id FROM rollover WHERE id = ${id} FOR UPDATE`;
  const rollover = await tx.rollover.findUnique({ where: { id } });
  if (!rollover) throw new NotFound();
  return rollover;
}

type Step = "rollover.prepared" | "rollover.undone" | "rollover.published" | "rollover.refused";

function trace(context: Context, type: Step, { id, body }: { id: string; body: Record<string, string | number> }) {
  return record(context, { type, subject: null, object: { kind: "rollover", id }, body });
}

async function refuse<Reason extends string>(context: Context, id: string | null, reason: Reason) {
  await trace(context, "rollover.refused", { id: id ?? newId(), body: { reason } });
  return refused(reason);
}
