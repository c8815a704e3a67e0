/** The one grid of a family's bookings: a week (phone first) or a month (desk). Everything is a plain form; a script counts and adds up. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { holidaysOf } from "@/lib/activity/queries";
import { familyFacts, otherHomes } from "@/lib/booking/queries-facts";
import {
  addDays,
  type CivilDate,
  firstDayOf,
  isCivilDate,
  isCivilMonth,
  lastDayOf,
  mondayOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import type { GridTalk } from "./grid-words";
import { MonthPage } from "./month-page";
import { WeekPage } from "./week-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking"))("title") };
}

type Props = { searchParams: Promise<{ semaine?: string; mois?: string }> };

export default async function BookingsPage({ searchParams }: Props) {
  const { semaine, mois } = await searchParams;
  const month = mois && isCivilMonth(mois) ? mois : null;
  const asked = semaine && isCivilDate(semaine) ? semaine : null;
  const path = month ? `/reservations?mois=${month}` : asked ? `/reservations?semaine=${asked}` : "/reservations";
  const visit = await familyPage("booking.write", path);
  const monday = mondayOf(asked ?? weekToShow(visit.today));
  const period = month ? { from: firstDayOf(month), to: lastDayOf(month) } : { from: monday, to: addDays(monday, 6) };
  const [t, locale, facts, holidays] = await Promise.all([
    getTranslations("booking"),
    getLocale(),
    familyFacts(visit.tx, visit.scope, period),
    holidaysOf(visit.tx, period),
  ]);
  const talk: GridTalk = { t, locale, homes: await otherHomes(visit.tx, facts), back: month ?? monday };
  if (facts.activities.size === 0) return <NothingYet talk={talk} child={facts.children[0]} />;
  const given = { talk, facts, holidays, now: visit.moment };
  return month ? <MonthPage {...given} month={month} /> : <WeekPage {...given} monday={monday} />;
}

/** This week, and from Friday on the next one. */
function weekToShow(today: CivilDate): CivilDate {
  return weekdayOf(today) >= 5 ? addDays(today, 7) : today;
}

function NothingYet({ talk: { t }, child }: { talk: GridTalk; child: { id: string; firstName: string } | undefined }) {
  const href = child ? `/enfants/${child.id}/inscriptions` : "/contact";
  return (
    <Leaf title={t("title")}>
      <EmptyState
        icon="calendar"
        title={t("empty.title")}
        action={
          child ? <LinkButton href={href}>{t("empty.action", { child: child.firstName })}</LinkButton> : undefined
        }
      >
        {child ? t("empty.text") : t("empty.noChild")}
      </EmptyState>
    </Leaf>
  );
}
