/** The family's journal: everything done on the household, by role, with filters by kind, child, period and words. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { JournalFilters } from "@/components/journal/journal-filters";
import { JournalLines } from "@/components/journal/journal-lines";
import { JournalWhy } from "@/components/journal/journal-why";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Pagination } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { opening, wordDay } from "@/lib/i18n/dates";
import { familyEntries } from "@/lib/journal/queries";
import type { Entry } from "@/lib/journal/rules";
import { addressOf, type JournalChoice, readChoice } from "@/lib/journal/schema";
import { familyPage } from "@/lib/server/page";

const LINES = 40;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("journal"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function JournalPage({ searchParams }: Props) {
  const choice = readChoice(await searchParams);
  const { tx, scope, today } = await familyPage("journal.read", addressOf(choice));
  const [t, locale] = await Promise.all([getTranslations("journal"), getLocale()]);
  const { entries, total, children } = await familyEntries(
    tx,
    { scope, today, locale },
    {
      group: choice.type,
      since: choice.du || undefined,
      until: choice.au || undefined,
      childId: choice.enfant || undefined,
      search: choice.mots || undefined,
      skip: (choice.page - 1) * LINES,
      take: LINES,
    },
  );
  return (
    <Leaf title={t("title")} lead={t("lead")} tools={<JournalFilters choice={choice} people={children} />}>
      <Spread aside={<JournalWhy />}>
        {byDay(entries).map(([day, list]) => (
          <Section
            key={day}
            title={day === today ? t("today", { day: opening(wordDay(locale, day)) }) : opening(wordDay(locale, day))}
          >
            <JournalLines entries={list} locale={locale} />
          </Section>
        ))}
        {entries.length === 0 ? (
          <Padded>
            <Nothing filtered={addressOf({ ...choice, page: 1 }) !== "/journal"} />
          </Padded>
        ) : null}
        <Padded>
          <Pages choice={choice} total={total} />
        </Padded>
      </Spread>
    </Leaf>
  );
}

function byDay(entries: readonly Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = entry.moment.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

async function Nothing({ filtered }: { filtered: boolean }) {
  const t = await getTranslations("journal");
  if (!filtered) {
    return (
      <EmptyState icon="journal" title={t("none")} level={2}>
        {t("noneText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title={t("empty")}
      level={2}
      action={
        <LinkButton kind="line" href="/journal">
          {t("emptyAction")}
        </LinkButton>
      }
    >
      {t("emptyText")}
    </EmptyState>
  );
}

async function Pages({ choice, total }: { choice: JournalChoice; total: number }) {
  const t = await getTranslations("journal");
  const from = (choice.page - 1) * LINES + 1;
  const to = Math.min(choice.page * LINES, total);
  if (total <= LINES) return null;
  const step = (by: number) => addressOf({ ...choice, page: choice.page + by });
  return (
    <Pagination
      label={t("pages")}
      position={t("position", { from, to, total })}
      previous={choice.page > 1 ? { href: step(-1), label: t("newer") } : undefined}
      next={to < total ? { href: step(1), label: t("older") } : undefined}
    />
  );
}
