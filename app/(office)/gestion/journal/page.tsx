/** The journal for the office: one household's for whoever has it in scope; everything, by agent, subject and period, for the head. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Pagination } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { OFFICE_LINES, officeJournal, staffNames } from "@/lib/journal/queries-office";
import { journalState } from "@/lib/journal/queries-state";
import { type OfficeChoice, officeAddress, readOfficeChoice } from "@/lib/journal/schema-office";
import { officePage, tracedRead } from "@/lib/server/page";
import { OfficeFilters } from "./filters";
import { OfficeLines } from "./lines";
import { SealingState } from "./state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("trace"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OfficeJournalPage({ searchParams }: Props) {
  const choice = readOfficeChoice(await searchParams);
  const visit = await officePage("family.consult", officeAddress(choice));
  const [t, locale] = await Promise.all([getTranslations("trace"), getLocale()]);
  const { everySite } = visit.scope;
  const asked = Boolean(choice.foyer || choice.enfant) || everySite;
  const found = asked
    ? await tracedRead(visit, (context) => officeJournal(context, visit.scope, { choice, locale }))
    : null;
  if (asked && !found) notFound();
  const staff = everySite ? await staffNames(visit.tx) : [];
  const state = everySite && !found?.household ? await journalState(visit.tx) : null;
  return (
    <Desk
      title={found?.household ? t("family", { name: found.household.name }) : t("title")}
      lead={t("lead")}
      {...(found?.household && { back: { href: "/gestion/journal", label: t("title") } })}
    >
      {found ? <OfficeFilters choice={choice} staff={staff} /> : <ChooseFirst />}
      {found ? <Lines found={found} choice={choice} /> : null}
      {state ? <SealingState state={state} /> : null}
    </Desk>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof officeJournal>>>;

async function Lines({ found, choice }: { found: Found; choice: OfficeChoice }) {
  const [t, locale] = await Promise.all([getTranslations("trace"), getLocale()]);
  if (found.entries.length === 0) {
    return (
      <EmptyState icon="journal" level={2} title={t("none")}>
        {t("noneText")}
      </EmptyState>
    );
  }
  const from = (choice.page - 1) * OFFICE_LINES + 1;
  const to = from + found.entries.length - 1;
  const step = (by: number) => officeAddress({ ...choice, page: choice.page + by });
  return (
    <>
      {found.household ? (
        <p className="my-4">
          <LinkButton kind="line" icon="seal" href={officeAddress({ ...choice, page: 1 }, "/gestion/journal/dossier")}>
            {t("dispute.open")}
          </LinkButton>
        </p>
      ) : null}
      <OfficeLines entries={found.entries} locale={locale} />
      <Pagination
        label={t("pages")}
        position={t("position", { from, to, total: found.total })}
        previous={choice.page > 1 ? { href: step(-1), label: t("newer") } : undefined}
        next={to < found.total ? { href: step(1), label: t("older") } : undefined}
      />
    </>
  );
}

async function ChooseFirst() {
  const t = await getTranslations("trace.filters");
  return (
    <EmptyState
      icon="search"
      level={2}
      title={t("choose")}
      action={
        <LinkButton kind="line" href="/gestion/foyers">
          {t("find")}
        </LinkButton>
      }
    >
      {t("householdHint")}
    </EmptyState>
  );
}
