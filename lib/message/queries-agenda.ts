/** A household's bookings as a calendar feed. The address is a secret: its hash is kept, a revoked or unknown one is as if it did not exist. */
import { createHash } from "node:crypto";
import { childrenOfFamily, type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { suspendedAt } from "@/lib/account/queries";
import { writeCalendar } from "@/lib/booking/ical";
import { nameIn } from "@/lib/booking/queries-mail";
import { communeName } from "@/lib/commune/queries-mail";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { addDays, type CivilDate, fromColumn, instantOf, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { db, type Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The day since which the person has a live address, or null. */
export async function feedOf(tx: Tx, scope: FamilyScope): Promise<CivilDate | null> {
  const feed = await tx.calendarFeed.findFirst({
    where: { accountId: scope.accountId, revokedAt: null },
    orderBy: { createdAt: "desc" },
  });
  return feed && parisOf(feed.createdAt).day;
}

const PAST_DAYS = 31;
const COMING_DAYS = 366;

/** The feed's text, or null, as for a suspended account. Only the person's own households today, only children they may see, first names only. */
export async function agendaOf(secret: string, now: Date): Promise<string | null> {
  const tx = db();
  const feed = await tx.calendarFeed.findUnique({ where: { secretHash: hashOf(secret) } });
  if (!feed || feed.revokedAt) return null;
  const account = await tx.account.findUnique({
    where: { id: feed.accountId },
    select: {
      locale: true,
      closedAt: true,
      suspensions: { where: suspendedAt(now), select: { id: true }, take: 1 },
    },
  });
  if (!account || account.closedAt || account.suspensions.length > 0) return null;
  const today = parisOf(now).day;
  const scope = await mintFamilyScope(tx, feed.accountId, today);
  if (!scope?.householdIds.includes(feed.householdId)) return null;
  const locale: Locale = account.locale === "en" ? "en" : "fr";
  const bookings = await readBookings(tx, scope, { householdId: feed.householdId, today });
  const name = catalogues[locale].booking.agenda.calendarName.replace("{town}", await communeName(tx));
  const events = bookings.map(({ id, bookedAt, child, activityDay }) => {
    const { activity } = activityDay;
    const day = fromColumn(activityDay.day);
    return {
      id,
      start: instantOf(`${day}T${activity.startsAt}`),
      end: instantOf(`${day}T${activity.endsAt}`),
      summary: `${child.firstName}, ${nameIn(locale, activity)}`,
      location: activity.site.name,
      changed: bookedAt,
    };
  });
  return writeCalendar(name, new URL(env().PUBLIC_URL).hostname, events);
}

function readBookings(tx: Tx, scope: FamilyScope, { householdId, today }: { householdId: string; today: CivilDate }) {
  const activity = {
    select: { nameFr: true, nameEn: true, startsAt: true, endsAt: true, site: { select: { name: true } } },
  };
  return tx.booking.findMany({
    where: {
      householdId,
      state: "booked",
      child: childrenOfFamily(scope),
      activityDay: { day: { gte: toColumn(addDays(today, -PAST_DAYS)), lte: toColumn(addDays(today, COMING_DAYS)) } },
    },
    orderBy: { id: "asc" },
    select: {
      id: true,
      bookedAt: true,
      child: { select: { firstName: true } },
      activityDay: { select: { day: true, activity } },
    },
  });
}
