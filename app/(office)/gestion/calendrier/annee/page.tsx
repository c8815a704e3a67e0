/** A school year at a glance: holidays, public holidays, closures and exceptional days, by the rules in force or by the draft. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { YearGrid } from "@/components/rules/year-grid";
import { LinkButton } from "@/components/ui/button";
import { Filters, StepLink } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { firstYearOf, isTold, yearOf } from "@/lib/almanac/rules-year";
import { draftOf } from "@/lib/draft/queries";
import { lastDayOf } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { officePage } from "@/lib/server/page";
import { CalendarTabs } from "../calendar-tabs";
import { HolidayImport } from "./holiday-import";
import { yearMonths } from "./year-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.calendar"))("title") };
}

type Props = { searchParams: Promise<{ annee?: string; regles?: string }> };

export default async function YearPage({ searchParams }: Props) {
  const { annee, regles } = await searchParams;
  const visit = await officePage("activity.consult", "/gestion/calendrier/annee");
  const [t, locale, history, draft] = await Promise.all([
    getTranslations("rules.year"),
    getLocale(),
    rulesHistory(visit.tx),
    draftOf(visit.tx),
  ]);
  const first = annee && /^20\d{2}$/.test(annee) ? Number(annee) : firstYearOf(visit.today);
  const isDraft = regles === "brouillon" && draft !== null;
  const file = isDraft ? draft.file : (rulesOn(history, lastDayOf(`${first + 1}-06`))?.file ?? null);
  const mayWrite = allows(visit.passport.role, "activity.manage");
  const href = (year: number, rules: string) => `/gestion/calendrier/annee?annee=${year}&regles=${rules}`;
  const shown = isDraft ? "brouillon" : "vigueur";
  return (
    <Desk title={t("title", { year: `${first}-${first + 1}` })} lead={t("lead")} tools={<CalendarTabs view="year" />}>
      <div className="monthhead mb-4">
        {draft && mayWrite ? (
          <Filters
            label={t("which")}
            items={[
              { href: href(first, "vigueur"), label: t("inForce"), current: !isDraft },
              { href: href(first, "brouillon"), label: t("draft"), current: isDraft },
            ]}
          />
        ) : null}
        <div className="monthtools">
          <StepLink href={href(first - 1, shown)} label={t("previous")} direction="back" />
          <strong>{`${first}-${first + 1}`}</strong>
          <StepLink href={href(first + 1, shown)} label={t("next")} direction="on" />
        </div>
      </div>
      {file && isTold(file, first) ? (
        <YearGrid {...(await yearMonths(file, yearOf(file, first), locale))} />
      ) : (
        <EmptyState icon="calendar" level={2} title={t("noRules")} />
      )}
      {mayWrite && draft ? <DraftCalendar file={draft.file} /> : null}
    </Desk>
  );
}

async function DraftCalendar({ file }: { file: CommuneFile }) {
  const t = await getTranslations("rules.year");
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("edit")}</h2>
      <p className="form-actions">
        <LinkButton href="/gestion/tarifs/brouillon/vacances" kind="line">
          {t("schoolHolidays")}
        </LinkButton>
        <LinkButton href="/gestion/tarifs/brouillon/fermetures" kind="line">
          {t("closures")}
        </LinkButton>
        <LinkButton href="/gestion/tarifs/brouillon/ouvertures" kind="line">
          {t("openings")}
        </LinkButton>
      </p>
      <HolidayImport zone={file.calendar.zone} />
    </section>
  );
}
