/** A child's day, booked or attended or both, as the rules price it (facts: domain-rules 20–22). Pure. */
import { householdOn } from "@/lib/household/rules";
import type { Stay, Use } from "@/lib/pricing/schema";
import type { AttendanceStatus, BillingFacts, Day } from "./schema";

export type DayKind = "booked" | "unbooked" | "absence" | "waived";

/** What a day is charged as; "waived" when an absence is excused, null when there is nothing to charge. */
export function dayKindOf(isBooked: boolean, status: AttendanceStatus | null): DayKind | null {
  const came = status === "present" || status === "unbooked_present";
  if (!isBooked) return came ? "unbooked" : null;
  if (status === "absent_justified") return "waived";
  return status === "absent" ? "absence" : "booked";
}

/** The household that owes for a day: that of the booking, else the one that has the child that day; null when nobody knows. */
export function householdOf(facts: Pick<BillingFacts, "homes">, { booking, childId, day }: Day): string | null {
  if (booking) return booking.householdId;
  const home = facts.homes.get(childId);
  return home ? householdOn(day, home.residences, home.exceptions) : null;
}

export function idOfUse({ activityDayId, childId }: Pick<Day, "activityDayId" | "childId">): string {
  return `${activityDayId}:${childId}`;
}

export function pricedUse(day: Day, kind: DayKind): Use {
  const { booking, attendance, regularity, enrolledOn } = day;
  const stay = stayOf(day);
  return {
    id: idOfUse(day),
    childId: day.childId,
    activity: day.ruleCode,
    day: day.day,
    status: STATUS[kind],
    booking: booking?.timing ?? "none",
    ...(stay && { stay }),
    ...(attendance?.absenceCharge && { absenceCharge: attendance.absenceCharge }),
    facts: { ...(regularity !== null && { regularity }), ...(enrolledOn !== null && { enrolledOn }) },
  };
}

const STATUS = {
  booked: "present",
  unbooked: "present",
  absence: "absent_unexcused",
  waived: "absent_excused",
} as const satisfies Record<DayKind, Use["status"]>;

/** The hours noted on the sheet; what was not noted is the opening or the closing. */
function stayOf({ attendance, startsAt, endsAt }: Day): Stay | null {
  const { arrivedAt = null, departedAt = null } = attendance ?? {};
  if (arrivedAt === null && departedAt === null) return null;
  const stay = { from: arrivedAt ?? startsAt, to: departedAt ?? endsAt };
  return stay.from < stay.to ? stay : null;
}
