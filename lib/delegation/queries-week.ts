/** A week of an entrusted child as the third person sees it: days and activities of who entrusts it, without any price or reason of the family's. */
import type { FamilyScope } from "@/lib/access/gate";
import { familyFacts } from "@/lib/booking/queries-facts";
import { verdictOf } from "@/lib/booking/rules-grid";
import { addDays, type CivilDate, type CivilDateTime } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type EntrustedDay = {
  id: string;
  day: CivilDate;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  booked: boolean;
  /** Ticking or unticking would be taken now. */
  open: boolean;
};

type Asked = { childId: string; monday: CivilDate; now: CivilDateTime };

/** `scope` is the narrow one of the child (mintEntrustedScope). Days with the other parent are not in it, nor activities it is not enrolled in. */
export async function entrustedWeek(
  tx: Tx,
  scope: FamilyScope,
  { childId, monday, now }: Asked,
): Promise<EntrustedDay[]> {
  const facts = await familyFacts(tx, scope, { from: monday, to: addDays(monday, 6) });
  const child = facts.children.find(({ id }) => id === childId);
  if (!child) return [];
  return facts.days.flatMap((day) => {
    const activity = facts.activities.get(day.activityId);
    const verdict = verdictOf(facts, child, day, now);
    const isOut = verdict.refusal === "not-enrolled" || verdict.refusal === "not-eligible";
    if (!activity || verdict.householdId === null || (isOut && !verdict.booking)) return [];
    const booked = verdict.booking !== null;
    const { nameFr, nameEn, startsAt, endsAt } = activity;
    const open = booked ? verdict.cancelRefusal === null : verdict.refusal === null;
    return [{ id: day.id, day: day.day, nameFr, nameEn, startsAt, endsAt, booked, open }];
  });
}
