/** What another version of the rules would make of a month: an imagined family, a real one, all of them without names (issue: the office's simulator). */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { draftOf } from "@/lib/draft/queries";
import { monthFacts, versionsFor } from "@/lib/forecast/queries";
import { always, billedUnder } from "@/lib/forecast/rules";
import { compareImagined } from "@/lib/forecast/rules-imagined";
import { type SimulationAsked, simulationSchema } from "@/lib/forecast/schema";
import { addMonths, type CivilMonth, monthOf } from "@/lib/kernel/civil-date";
import type { Rules } from "@/lib/rulebook/rules-history";
import { officePage } from "@/lib/server/page";
import { ComparedTable } from "./compared-table";
import { EverybodySection } from "./everybody-section";
import { HouseholdSection } from "./household-section";
import { imaginedRows, type Talk, tableWords, totals } from "./rows";
import { SimulationForm } from "./simulation-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forecast"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SimulatorPage({ searchParams }: Props) {
  const visit = await officePage("activity.manage", "/gestion/tarifs/simulateur");
  const asked = simulationSchema.parse(await searchParams);
  const month = asked.mois ?? addMonths(monthOf(visit.today), -1);
  const [t, locale, { history, current }, draft] = await Promise.all([
    getTranslations("forecast"),
    getLocale(),
    versionsFor(visit.tx, month),
    draftOf(visit.tx),
  ]);
  const project: Rules | null = draft
    ? { id: "brouillon", label: t("form.draft"), since: visit.today, file: draft.file }
    : null;
  const others = [...(project ? [project] : []), ...history.filter((rules) => rules !== current).reverse()];
  const other = others.find(({ id }) => id === asked.avec) ?? others[0];
  if (!current || !other) return <Nothing t={t} />;
  const facts = await monthFacts(visit.tx, month);
  const before = facts.flatMap((one) => billedUnder(one, always(current)));
  const after = facts.flatMap((one) => billedUnder(one, always(other)));
  const talk: Talk = { t, locale };
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/tarifs", label: t("back") }}
      tools={
        <SimulationForm
          asked={{ ...asked, mois: month }}
          current={current}
          others={others}
          other={other}
          today={visit.today}
        />
      }
    >
      {asked.foyer ? <HouseholdSection visit={visit} id={asked.foyer} before={before} after={after} /> : null}
      <ImaginedSection talk={talk} asked={asked} month={month} current={current} other={other} />
      <EverybodySection facts={facts} current={current} before={before} after={after} />
    </Desk>
  );
}

function Nothing({ t }: Pick<Talk, "t">) {
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/tarifs", label: t("back") }}>
      <EmptyState
        icon="euro"
        title={t("nothing")}
        level={2}
        action={<LinkButton href="/gestion/tarifs">{t("prepare")}</LinkButton>}
      >
        {t("nothingText")}
      </EmptyState>
    </Desk>
  );
}

type ImaginedProps = { talk: Talk; asked: SimulationAsked; month: CivilMonth; current: Rules; other: Rules };

function ImaginedSection({ talk, asked, month, current, other }: ImaginedProps) {
  const { t } = talk;
  const files = [current.file, other.file];
  const compared = compareImagined(current.file, other.file, {
    month,
    quotient: asked.quotient ?? null,
    children: asked.enfants,
    grade: asked.classe,
    isResident: asked.commune === "oui",
    weekdays: asked.jours,
    services: asked.services.filter((id) => current.file.activities.some((activity) => activity.id === id)),
  });
  if (compared.lines.length === 0) {
    return (
      <Section title={t("imagined.title")}>
        <p className="soft">{t("imagined.empty")}</p>
      </Section>
    );
  }
  const { way, amount, foot } = totals(talk, compared);
  return (
    <Section title={t(`imagined.${way}`, { amount })}>
      <ComparedTable
        words={tableWords(talk, t("imagined.title"))}
        rows={imaginedRows(talk, compared, files)}
        foot={foot}
      />
    </Section>
  );
}
