/** The family's home: what must I do, what is booked next, what do I owe. Never empty: when nothing waits it says until when. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { HomeLead } from "@/components/home/home-lead";
import { MoreLinks } from "@/components/home/more-links";
import { GoodToKnow, OwedAside, QuietLine } from "@/components/home/sections";
import { Todo } from "@/components/home/todo";
import { WeekTable } from "@/components/home/week-table";
import { JournalLines } from "@/components/journal/journal-lines";
import { Leaf, Section, Spread } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Day } from "@/components/ui/dates";
import { Line } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import type { FamilyScope } from "@/lib/access/gate";
import { newsOn } from "@/lib/commune/queries";
import { askedOf } from "@/lib/custody/queries";
import { missingOf } from "@/lib/document/queries";
import type { Locale } from "@/lib/i18n/locale";
import { familyEntries } from "@/lib/journal/queries";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { homeFacts } from "@/lib/report/queries-home";
import { byChild, choicesOf, closuresOf, offersOf, pressing, weekOf, weekShown } from "@/lib/report/rules-home";
import { confirmationsOf } from "@/lib/rollover/queries-confirm";
import { familyPage, type Visit } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

export default async function HomePage() {
  const visit = await familyPage("home.read", "/accueil");
  // Who is nobody's parent here and was entrusted with a child has one page.
  if (visit.scope.guardianId === "") redirect("/confies");
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const home = await read(visit, locale);
  const shown = { today: visit.today, locale };
  return (
    <Leaf
      dateline={<Day day={visit.today} locale={locale} open />}
      title={t("hello", { name: visit.passport.firstName })}
      lead={<HomeLead {...home} {...shown} />}
    >
      <Spread aside={<Aside home={home} {...shown} />}>
        <Section title={t("todo.title")}>
          <Todo {...home} quiet={<QuietLine next={home.limits[0] ?? null} {...shown} />} {...shown} />
        </Section>
        <Section
          title={home.monday <= visit.today ? t("week.this") : t("week.next")}
          link={{ href: `/reservations?semaine=${home.monday}`, label: t("week.change") }}
        >
          {home.heads.length > 0 ? <WeekTable {...home} {...shown} /> : <NoChild />}
        </Section>
        <MoreLinks />
      </Spread>
    </Leaf>
  );
}

type Home = Awaited<ReturnType<typeof read>>;

async function read({ tx, scope, today, moment, now }: Visit<FamilyScope>, locale: Locale) {
  const [{ children, facts, ...money }, missing, news, latest, confirmations, proposals] = await Promise.all([
    homeFacts(tx, scope, today),
    missingOf(tx, scope, { today, locale }),
    newsOn(tx, today, locale),
    familyEntries(tx, { scope, today, locale }, { group: "actions", take: 3 }),
    confirmationsOf(tx, scope),
    askedOf(tx, scope, now),
  ]);
  const monday = weekShown(today);
  const limits = choicesOf(facts, monday, moment);
  const choices = byChild(pressing(limits, moment));
  const offers = offersOf(facts, moment);
  const heads = facts.children.map(({ id, firstName }) => {
    const detail = children.find((one) => one.id === id)?.school?.grade ?? null;
    return { id, firstName, detail };
  });
  const asked = proposals.flatMap(({ id, childId, expiresAt }) => {
    const firstName = heads.find((head) => head.id === childId)?.firstName;
    return firstName ? [{ id, childId, firstName, until: parisOf(expiresAt).day }] : [];
  });
  const toConfirm = [...new Set(confirmations.filter((one) => one.isAsked).map((one) => one.yearLabel))];
  const waiting =
    money.owed.filter((one) => !one.checking).length +
    offers.length +
    choices.length +
    asked.length +
    toConfirm.length +
    Math.min(1, missing.length);
  const days = { monday, week: weekOf(facts, monday), closures: closuresOf(facts, today) };
  return {
    ...money,
    ...days,
    limits,
    choices,
    offers,
    asked,
    toConfirm,
    missing,
    heads,
    waiting,
    news,
    latest: latest.entries,
  };
}

async function Aside({ home, ...shown }: { home: Home; today: CivilDate; locale: Locale }) {
  const t = await getTranslations("home.actions");
  return (
    <>
      <OwedAside {...home} {...shown} />
      <GoodToKnow {...home} {...shown} />
      <Section title={t("title")} link={{ href: "/journal", label: t("all") }}>
        <JournalLines entries={home.latest} locale={shown.locale} brief />
        {home.latest.length === 0 ? (
          <Line as="div" quiet>
            {t("none")}
          </Line>
        ) : null}
      </Section>
    </>
  );
}

async function NoChild() {
  const t = await getTranslations("home.empty");
  return (
    <EmptyState icon="family" title={t("title")} action={<LinkButton href="/contact">{t("action")}</LinkButton>}>
      {t("text")}
    </EmptyState>
  );
}
