/** Booking for a child that was entrusted: in the home of who entrusts it, on that home's days, by the same rules as the parent's own grid. */
import { type FamilyScope, mintEntrustedScope } from "@/lib/access/gate";
import { type Booked, bookDays } from "@/lib/booking/commands";
import type { BookEntrusted } from "@/lib/booking/schema";
import type { Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";

/** The right is asked again in the transaction: one that was taken back a moment ago books nothing. */
export async function bookEntrusted(
  context: Context,
  { childId, ticked, shown }: BookEntrusted,
  scope: FamilyScope,
): Promise<Outcome<Booked, "nothing-asked">> {
  const narrow = await mintEntrustedScope(context.tx, scope, { childId, right: "canBook" });
  if (!narrow) throw new NotFound();
  const live = await context.tx.booking.findMany({
    where: { childId, activityDayId: { in: shown }, state: "booked", householdId: { in: [...narrow.householdIds] } },
    select: { activityDayId: true },
  });
  const had = new Set(live.map(({ activityDayId }) => activityDayId));
  const cell = (activityDayId: string) => ({ childId, activityDayId });
  const add = ticked.filter((id) => !had.has(id)).map(cell);
  const remove = shown.filter((id) => had.has(id) && !ticked.includes(id)).map(cell);
  return bookDays(context, narrow, { wish: { add, remove, keep: [], same: null } });
}
