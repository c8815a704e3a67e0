/** A week to repeat: choose the rhythm and the end, see what will be added and what not, then confirm. Plain forms. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { schoolYearsFrom } from "@/lib/activity/queries";
import { familyFacts, otherHomes } from "@/lib/booking/queries-facts";
import { ownBookingOf } from "@/lib/booking/rules-grid";
import { repeatOf } from "@/lib/booking/rules-repeat";
import { type Rhythm, rhythms } from "@/lib/booking/schema";
import { wordSpan } from "@/lib/i18n/dates";
import { addDays, type CivilDate, isCivilDate, mondayOf } from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import { Preview } from "./preview";
import { RhythmForm } from "./rhythm-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking.repeat"))("title") };
}

type Props = { searchParams: Promise<{ semaine?: string; rythme?: string; jusqu?: string }> };

export default async function RepeatPage({ searchParams }: Props) {
  const { semaine = "", rythme, jusqu } = await searchParams;
  const visit = await familyPage("booking.write", `/reservations/repeter?semaine=${encodeURIComponent(semaine)}`);
  const monday = mondayOf(isCivilDate(semaine) ? semaine : visit.today);
  const rhythm: Rhythm = rhythms.find((one) => one === rythme) ?? "every-week";
  const [t, locale, years] = await Promise.all([
    getTranslations("booking"),
    getLocale(),
    schoolYearsFrom(visit.tx, visit.today),
  ]);
  const ends = endsOf(monday, years[0]?.endsOn ?? addDays(monday, 28));
  const until = ends.find((day) => day === jusqu) ?? null;
  const facts = await familyFacts(visit.tx, visit.scope, { from: monday, to: until ?? addDays(monday, 6) });
  const span = wordSpan(locale, { from: monday, to: addDays(monday, 4) });
  const talk = { t, locale, homes: await otherHomes(visit.tx, facts), back: monday };
  const hasModel = facts.days.some(
    (day) =>
      mondayOf(day.day) === monday && facts.children.some((child) => ownBookingOf(facts, child.id, day.id) !== null),
  );
  return (
    <Leaf
      plain
      title={t("repeat.title")}
      back={{ href: `/reservations?semaine=${monday}`, label: t("repeat.back", { span }) }}
    >
      <div className="weekpage">
        {hasModel ? (
          <RhythmForm talk={talk} facts={facts} given={{ monday, rhythm, until, ends }} />
        ) : (
          <p className="dayblock pb-5">{t("repeat.nothing", { span })}</p>
        )}
        {hasModel && until ? (
          <Preview
            talk={talk}
            pattern={{ monday, rhythm, until }}
            repeat={repeatOf(facts, { monday, rhythm, until }, visit.moment)}
          />
        ) : null}
      </div>
    </Leaf>
  );
}

/** The Fridays on which a repeat may end, up to the end of the school year. */
function endsOf(monday: CivilDate, last: CivilDate): CivilDate[] {
  const ends: CivilDate[] = [];
  for (let friday = addDays(monday, 11); friday <= last && ends.length < 52; friday = addDays(friday, 7)) {
    ends.push(friday);
  }
  return ends;
}
