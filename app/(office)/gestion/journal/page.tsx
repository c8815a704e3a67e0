/** The journal for the office: one household's for whoever has it in scope; everything, by agent, subject and period, for the head. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { type OfficeJournal, officeJournal, staffNames } from "@/lib/journal/queries-office";
import { journalState } from "@/lib/journal/queries-state";
import { isNarrowed, type OfficeChoice, officeAddress, readOfficeChoice } from "@/lib/journal/schema-office";
import { officePage, tracedRead } from "@/lib/server/page";
import { OfficeFilters } from "./filters";
import { OfficeLines } from "./lines";
import { SealingState } from "./state";
import { Turn } from "./turn";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("trace"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OfficeJournalPage({ searchParams }: Props) {
  const choice = readOfficeChoice(await searchParams);
  const visit = await officePage("family.consult", officeAddress(choice));
  const t = await getTranslations("trace");
  const { everySite } = visit.scope;
  const found = await find(visit, choice);
  const household = found?.household;
  return (
    <Desk
      title={household ? t("family", { name: household.name }) : t("title")}
      lead={t("lead")}
      {...(household && { back: { href: "/gestion/journal", label: t("title") } })}
    >
      {found || everySite ? (
        <OfficeFilters
          choice={choice}
          staff={everySite ? await staffNames(visit.tx) : []}
          kids={found?.children ?? []}
          everySite={everySite}
        />
      ) : null}
      {found ? <Lines found={found} choice={choice} /> : <ChooseFirst everySite={everySite} />}
      {everySite && !household ? <SealingState state={await journalState(visit.tx, visit.now)} /> : null}
    </Desk>
  );
}

/** Null when nothing was asked for yet; what is not the reader's is not found. */
async function find(visit: Awaited<ReturnType<typeof officePage>>, choice: OfficeChoice) {
  const { everySite } = visit.scope;
  if (!choice.foyer && !choice.enfant && !(everySite && isNarrowed(choice))) return null;
  const locale = await getLocale();
  const found = await tracedRead(visit, (context) => officeJournal(context, visit.scope, { choice, locale }));
  if (!found) notFound();
  return found;
}

async function Lines({ found, choice }: { found: OfficeJournal; choice: OfficeChoice }) {
  const [t, locale] = await Promise.all([getTranslations("trace"), getLocale()]);
  if (found.entries.length === 0) {
    return (
      <EmptyState icon="journal" level={2} title={t("none")}>
        {t("noneText")}
      </EmptyState>
    );
  }
  return (
    <>
      {found.household ? (
        <p className="my-4">
          <LinkButton
            kind="line"
            icon="seal"
            href={officeAddress({ ...choice, apres: "" }, "/gestion/journal/dossier")}
          >
            {t("dispute.open")}
          </LinkButton>
        </p>
      ) : null}
      <OfficeLines entries={found.entries} locale={locale} />
      <Turn choice={choice} next={found.next} />
    </>
  );
}

async function ChooseFirst({ everySite }: { everySite: boolean }) {
  const t = await getTranslations("trace.filters");
  return (
    <EmptyState
      icon="search"
      level={2}
      title={everySite ? t("chooseAny") : t("choose")}
      action={
        <LinkButton kind="line" href="/gestion/foyers">
          {t("find")}
        </LinkButton>
      }
    >
      {everySite ? t("chooseAnyHint") : t("householdHint")}
    </EmptyState>
  );
}
