/** The plan of splitting a household, table by table as lib/merger/rules-tables says: what follows the adult and each child, and what ends here. */
import { coversDay } from "@/lib/household/rules";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { NotFound } from "@/lib/server/action";
import type { Tx } from "@/lib/server/db";
import { calendarHere, type Rows, refuseAhead, refuseSplit, type SplitPlan, type SplitRefusal } from "./rules";
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
  const member = file?.members.find(({ guardianId }) => guardianId === wish.guardianId);
  const known = new Set(file?.children.map(({ childId }) => childId));
  if (!file || !member || wish.children.some(({ childId }) => !known.has(childId))) throw new NotFound();
  const refusal = refuseSplit(wish, { today, adults: file.members.length });
  if (refusal) return { plan: null, refusal };
  const children = [...wish.children].sort((a, b) => (a.childId < b.childId ? -1 : 1));
  const { householdId, guardianId, since } = wish;
  const moves = rowsOf({
    booking: await leavingDays(tx, wish, "booking"),
    enrolment: await leavingEnrolments(tx, wish),
    waiting_entry: await leavingDays(tx, wish, "waiting_entry"),
    ...(await followingLists(tx, wish)),
    ...(await ofTheAdult(tx, wish, member.guardian.accountId)),
  });
  const ahead = refuseAhead(moves, { since, today });
  if (ahead) return { plan: null, refusal: ahead };
  return { plan: { householdId, guardianId, since, children, moves, ends: await endingRows(tx, wish) }, refusal: null };
}

type Named = readonly { id: string }[];

const rowsOf = (byTable: Record<string, Named>): Rows =>
  Object.entries(byTable).flatMap(([table, rows]) =>
    rows.length > 0 ? [{ table, ids: rows.map(({ id }) => id).sort() }] : [],
  );

/** Children who leave for good, and those who leave or alternate. */
const leaving = ({ children }: SplitWish) => childrenWho(children, (staying) => staying === "goes");
const moving = ({ children }: SplitWish) => childrenWho(children, (staying) => staying !== "stays");
const childrenWho = (children: SplitWish["children"], test: (staying: string) => boolean) =>
  children.filter(({ staying }) => test(staying)).map(({ childId }) => childId);

/** Coming days, booked or waited for, of children who leave, and of alternating ones the days that are no longer here. */
async function leavingDays(tx: Tx, wish: SplitWish, table: "booking" | "waiting_entry"): Promise<Named> {
  const { householdId, since, children } = wish;
  const mine = { householdId, childId: { in: moving(wish) } };
  const rows =
    table === "booking"
      ? await tx.booking.findMany({ where: { ...mine, state: "booked" } })
      : await tx.waitingEntry.findMany({ where: { ...mine, state: { in: ["waiting", "offered"] } } });
  const days = await tx.activityDay.findMany({
    where: { id: { in: rows.map(({ activityDayId }) => activityDayId) }, day: { gte: toColumn(since) } },
    select: { id: true, day: true },
  });
  const dayOf = new Map(days.map(({ id, day }) => [id, fromColumn(day)]));
  return rows.filter(({ childId, activityDayId }) => {
    const day = dayOf.get(activityDayId);
    const staying = children.find((one) => one.childId === childId)?.staying ?? "goes";
    return day !== undefined && (staying === "goes" || !coversDay(calendarHere(staying), day));
  });
}

function leavingEnrolments(tx: Tx, wish: SplitWish): Promise<Named> {
  const { householdId, since } = wish;
  const mine = { householdId, childId: { in: leaving(wish) } };
  return tx.enrolment.findMany({ where: { ...mine, state: { in: ["requested", "accepted"] }, ...inForce(since) } });
}

/** The home's lists about a child who no longer lives there, and its wishes of open draws. */
async function followingLists(tx: Tx, wish: SplitWish): Promise<Record<string, Named>> {
  const mine = { householdId: wish.householdId, childId: { in: leaving(wish) } };
  const [emergency_contact, pickup_person, draw_wish] = await Promise.all([
    tx.emergencyContact.findMany({ where: mine }),
    tx.pickupPerson.findMany({ where: mine }),
    tx.drawWish.findMany({ where: { ...mine, withdrawnAt: null, draw: { state: "open" } } }),
  ]);
  return { emergency_contact, pickup_person, draw_wish };
}

/** What the one who leaves asked and entrusted: who stays does not read it on. */
async function ofTheAdult(tx: Tx, wish: SplitWish, accountId: string | null): Promise<Record<string, Named>> {
  const { householdId, guardianId, since } = wish;
  const granted = { householdId, grantedById: guardianId, revokedAt: null, until: { gte: toColumn(since) } };
  const delegation = await tx.delegation.findMany({ where: { ...granted, childId: { in: moving(wish) } } });
  const shared_change = await tx.sharedChange.findMany({
    where: { householdId, proposerId: guardianId, state: "proposed" },
  });
  if (accountId === null) return { delegation, shared_change };
  const asked = { householdId, accountId };
  const [family_request, change_request] = await Promise.all([
    tx.familyRequest.findMany({ where: { ...asked, OR: [{ closedAt: null }, { isPrivate: true }] } }),
    tx.changeRequest.findMany({ where: { ...asked, state: "submitted" } }),
  ]);
  return { delegation, shared_change, family_request, change_request };
}

/** Children entrusted from a home that they leave, or by somebody who no longer lives with them; a share paid here for a child who leaves. */
async function endingRows(tx: Tx, wish: SplitWish): Promise<Rows> {
  const { householdId, guardianId, since } = wish;
  const staying = wish.children.filter((one) => one.staying === "stays").map(({ childId }) => childId);
  const delegation = await tx.delegation.findMany({
    where: {
      ...{ householdId, revokedAt: null, until: { gte: toColumn(since) } },
      OR: [
        { grantedById: guardianId, childId: { in: staying } },
        { grantedById: { not: guardianId }, childId: { in: leaving(wish) } },
      ],
    },
  });
  const household_payer = await tx.householdPayer.findMany({
    where: { householdId, childId: { in: leaving(wish) }, ...inForce(since) },
  });
  return rowsOf({ delegation, household_payer });
}
