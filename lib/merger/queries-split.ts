/** The plan of splitting a household: which coming days and enrolments follow each child. */
import { coversDay } from "@/lib/household/rules";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { NotFound } from "@/lib/server/action";
import type { Tx } from "@/lib/server/db";
import { calendarHere, refuseSplit, type SplitPlan, type SplitRefusal } from "./rules";
import type { SplitWish } from "./schema";

const inForce = (day: CivilDate) => ({ OR: [{ until: null }, { until: { gte: toColumn(day) } }] });

export async function splitFile(tx: Tx, householdId: string, today: CivilDate) {
  return tx.household.findFirst({
    where: { id: householdId, closedAt: null },
    include: {
      members: { where: inForce(today), orderBy: [{ since: "asc" }, { id: "asc" }], include: { guardian: true } },
      children: { where: inForce(today), orderBy: { id: "asc" }, include: { child: true } },
      payers: { where: inForce(today), include: { payer: true } },
    },
  });
}

export type Found = { plan: SplitPlan; refusal: null } | { plan: null; refusal: SplitRefusal };

export async function splitPlan(tx: Tx, wish: SplitWish, today: CivilDate): Promise<Found> {
  const file = await splitFile(tx, wish.householdId, today);
  const isMember = file?.members.some(({ guardianId }) => guardianId === wish.guardianId);
  const known = new Set(file?.children.map(({ childId }) => childId));
  if (!file || !isMember || wish.children.some(({ childId }) => !known.has(childId))) throw new NotFound();
  const refusal = refuseSplit(wish, { today, adults: file.members.length });
  if (refusal) return { plan: null, refusal };
  const children = [...wish.children].sort((a, b) => (a.childId < b.childId ? -1 : 1));
  const { householdId, guardianId, since } = wish;
  const [booking, enrolment] = [await leavingBookings(tx, wish), await leavingEnrolments(tx, wish)];
  const moves = [
    { table: "booking", ids: booking },
    { table: "enrolment", ids: enrolment },
  ].filter(({ ids }) => ids.length > 0);
  return { plan: { householdId, guardianId, since, children, moves }, refusal: null };
}

/** Coming days of children who leave, and of alternating ones the days that are no longer here. */
async function leavingBookings(tx: Tx, { householdId, since, children }: SplitWish): Promise<string[]> {
  const moving = children.filter(({ staying }) => staying !== "stays");
  const rows = await tx.booking.findMany({
    where: {
      ...{ householdId, state: "booked", childId: { in: moving.map(({ childId }) => childId) } },
      activityDay: { day: { gte: toColumn(since) } },
    },
    select: { id: true, childId: true, activityDay: { select: { day: true } } },
  });
  return rows
    .filter(({ childId, activityDay }) => {
      const staying = moving.find((one) => one.childId === childId)?.staying ?? "goes";
      return staying === "goes" || !coversDay(calendarHere(staying), fromColumn(activityDay.day));
    })
    .map(({ id }) => id)
    .sort();
}

async function leavingEnrolments(tx: Tx, { householdId, since, children }: SplitWish): Promise<string[]> {
  const childIds = children.filter(({ staying }) => staying === "goes").map(({ childId }) => childId);
  const rows = await tx.enrolment.findMany({
    where: { householdId, childId: { in: childIds }, state: { in: ["requested", "accepted"] }, ...inForce(since) },
    select: { id: true },
  });
  return rows.map(({ id }) => id).sort();
}
