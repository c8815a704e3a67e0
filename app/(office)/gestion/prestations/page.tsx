/** The services of the agent's sites, site by site: the office's words and places, and what the rules in force say of each. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { schoolYearsFrom } from "@/lib/activity/queries";
import { activitiesForOffice, type OfficeActivity } from "@/lib/activity/queries-office";
import { enrolledCounts } from "@/lib/enrolment/queries";
import { weekdayShort, wordTimes } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type Rules, rulesOn } from "@/lib/rulebook/rules-history";
import { officePage } from "@/lib/server/page";
import { open } from "./actions";
import { RulesOfActivity } from "./rules-of-activity";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.list"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function ActivitiesPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const visit = await officePage("activity.consult", "/gestion/prestations");
  const [t, edit, activities, years] = await Promise.all([
    getTranslations("activity.list"),
    getTranslations("activity.edit"),
    activitiesForOffice(visit.tx, visit.scope),
    schoolYearsFrom(visit.tx, visit.today),
  ]);
  const ids = activities.map((one) => one.id);
  const enrolled = await enrolledCounts(visit.tx, ids, visit.today);
  const mayEdit = allows(visit.passport.role, "activity.manage");
  const rules = rulesOn(await rulesHistory(visit.tx), visit.today);
  const sites = [...new Set(activities.map((one) => one.siteName))];
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      notice={fait === "oui" ? <Notice tone="ok" live title={edit("saved")} /> : null}
    >
      {activities.length === 0 ? <EmptyState icon="kite" title={t("empty")} /> : null}
      {sites.map((site) => (
        <Activities
          key={site}
          site={site}
          rows={activities.filter((one) => one.siteName === site)}
          {...{ enrolled, mayEdit, rules, today: visit.today }}
        />
      ))}
      {mayEdit ? years.map((year) => <OpenYear key={year.id} year={year} />) : null}
    </Desk>
  );
}

type TableProps = {
  site: string;
  rows: readonly OfficeActivity[];
  enrolled: ReadonlyMap<string, number>;
  mayEdit: boolean;
  rules: Rules | null;
  today: CivilDate;
};

async function Activities({ site, rows, enrolled, mayEdit, rules, today }: TableProps) {
  const [t, said, locale] = await Promise.all([
    getTranslations("activity.list"),
    getTranslations("rules.service"),
    getLocale(),
  ]);
  const nameOf = (row: OfficeActivity) => {
    const name = locale === "fr" ? row.nameFr : row.nameEn;
    return mayEdit ? <TextLink href={`/gestion/prestations/${row.id}`}>{name}</TextLink> : name;
  };
  const rulesFor = (row: OfficeActivity) =>
    rules ? (
      <Disclosure summary={said("rules")}>
        <RulesOfActivity file={rules.file} activity={row.ruleCode} today={today} mayEdit={mayEdit} />
      </Disclosure>
    ) : null;
  const facts: Column<OfficeActivity>[] = [
    { key: "name", header: t("name"), rowHeader: true, cell: nameOf },
    { key: "days", header: t("days"), label: t("days"), cell: (row) => weekdaysText(locale, row.weekdays) },
    { key: "hours", header: t("hours"), label: t("hours"), cell: (row) => wordTimes(locale, row.startsAt, row.endsAt) },
    { key: "rules", header: said("rules"), cell: rulesFor },
  ];
  const numbers: Column<OfficeActivity>[] = [
    { key: "capacity", header: t("capacity"), align: "end", label: t("capacity"), cell: (row) => row.capacity },
    {
      key: "enrolled",
      header: t("enrolled"),
      align: "end",
      label: t("enrolled"),
      cell: (row) => enrolled.get(row.id) ?? 0,
    },
    {
      key: "state",
      header: t("state"),
      cell: (row) => <Tag tone={row.isOpen ? "ok" : "quiet"}>{row.isOpen ? t("open") : t("closed")}</Tag>,
    },
  ];
  return (
    <div className="mb-6">
      <Table caption={site} rows={rows} rowKey={(row) => row.id} columns={[...facts, ...numbers]} />
    </div>
  );
}

/** "lun. mar. jeu. ven." */
function weekdaysText(locale: Locale, weekdays: readonly number[]): string {
  // Any week serves to name weekdays: 2026-11-23 is a Monday.
  return weekdays.map((weekday) => weekdayShort(locale, addDays("2026-11-23", weekday - 1))).join(" ");
}

async function OpenYear({ year }: { year: { id: string; label: string } }) {
  const t = await getTranslations("activity.list");
  const texts = formTexts(await getTranslations("ui.form"));
  return (
    <section className="mt-6" aria-label={t("openYear", { year: year.label })}>
      <p className="soft mb-2">{t("openYearText")}</p>
      <ActionForm action={open} texts={texts} prefix={year.id} hidden={{ ...onceKey(), schoolYearId: year.id }}>
        <SubmitButton kind="line">{t("openYear", { year: year.label })}</SubmitButton>
      </ActionForm>
    </section>
  );
}
