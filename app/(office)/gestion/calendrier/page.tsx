/** The open days of one activity in a month, with what is taken; and the holidays of the month. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { Button, TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { StepLink } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { holidaysOf } from "@/lib/activity/queries";
import { activitiesForOffice, daysInMonth, type OfficeActivity } from "@/lib/activity/queries-office";
import { opening, wordDayInYear, wordMonth, wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addMonths, type CivilMonth, firstDayOf, isCivilMonth, lastDayOf, monthOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { CalendarTabs } from "./calendar-tabs";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.calendar"))("title") };
}

type Props = { searchParams: Promise<{ mois?: string; prestation?: string }> };

export default async function CalendarPage({ searchParams }: Props) {
  const { mois, prestation } = await searchParams;
  const visit = await officePage("activity.consult", "/gestion/calendrier");
  const month = mois && isCivilMonth(mois) ? mois : monthOf(visit.today);
  const [t, locale, activities, holidays] = await Promise.all([
    getTranslations("activity.calendar"),
    getLocale(),
    activitiesForOffice(visit.tx, visit.scope),
    holidaysOf(visit.tx, { from: firstDayOf(month), to: lastDayOf(month) }),
  ]);
  const activity = activities.find((one) => one.id === prestation) ?? activities[0];
  const days = activity ? await daysInMonth(visit.tx, activity.id, month) : [];
  const mayEdit = allows(visit.passport.role, "activity.manage");
  const names = holidays.map((holiday) => ({
    term: locale === "fr" ? holiday.nameFr : holiday.nameEn,
    value:
      holiday.since === holiday.until
        ? wordDayInYear(locale, holiday.since)
        : wordSpan(locale, { from: holiday.since, to: holiday.until }),
  }));
  const aside = (
    <section>
      <h2 className="mb-2">{t("holidays")}</h2>
      {names.length > 0 ? <DefinitionList items={names} /> : <p className="soft">{t("noHolidays")}</p>}
    </section>
  );
  return (
    <Desk title={t("title")} lead={t("lead")} tools={<CalendarTabs view="month" />}>
      {activity ? (
        <>
          <Choice activities={activities} activity={activity} month={month} />
          <DeskColumns aside={aside}>
            <Days rows={days} activity={activity} month={month} mayEdit={mayEdit} locale={locale} />
          </DeskColumns>
        </>
      ) : (
        <EmptyState icon="calendar" title={t("empty")} />
      )}
    </Desk>
  );
}

type ChoiceProps = { activities: readonly OfficeActivity[]; activity: OfficeActivity; month: CivilMonth };

async function Choice({ activities, activity, month }: ChoiceProps) {
  const [t, locale] = await Promise.all([getTranslations("activity.calendar"), getLocale()]);
  const href = (other: CivilMonth) => `/gestion/calendrier?mois=${other}&prestation=${activity.id}`;
  const nameOf = (one: OfficeActivity) => `${locale === "fr" ? one.nameFr : one.nameEn}, ${one.siteName}`;
  return (
    <div className="monthhead mb-4">
      <form action="/gestion/calendrier" method="get" className="field-bar">
        <input type="hidden" name="mois" value={month} />
        <Select
          name="prestation"
          label={t("choose")}
          options={activities.map((one) => ({ value: one.id, label: nameOf(one) }))}
          defaultValue={activity.id}
        />
        <Button type="submit" kind="line">
          {t("show")}
        </Button>
      </form>
      <div className="monthtools">
        <StepLink href={href(addMonths(month, -1))} label={t("previous")} direction="back" />
        <strong>{opening(wordMonth(locale, month))}</strong>
        <StepLink href={href(addMonths(month, 1))} label={t("next")} direction="on" />
      </div>
    </div>
  );
}

type Row = Awaited<ReturnType<typeof daysInMonth>>[number];
type DaysProps = {
  rows: readonly Row[];
  activity: OfficeActivity;
  month: CivilMonth;
  mayEdit: boolean;
  locale: Locale;
};

async function Days({ rows, activity, month, mayEdit, locale }: DaysProps) {
  const [t, queue] = await Promise.all([getTranslations("activity.calendar"), getTranslations("disruption.queue")]);
  const name = locale === "fr" ? activity.nameFr : activity.nameEn;
  if (rows.length === 0) return <EmptyState icon="calendar" title={t("empty")} />;
  const stateOf = (row: Row) => {
    if (row.closedFr !== null) return <Tag tone="bad">{`${t("closed")} · ${row.closedFr}`}</Tag>;
    if (row.taken < row.capacity) return <Tag tone="ok">{t("open")}</Tag>;
    return (
      <>
        <Tag tone="due">{t("full")}</Tag>{" "}
        <TextLink href={`/gestion/calendrier/${row.id}/attente`}>{queue("link")}</TextLink>
      </>
    );
  };
  const dayOf = (row: Row) => {
    const day = opening(wordDayInYear(locale, row.day));
    return mayEdit ? <TextLink href={`/gestion/calendrier/${row.id}`}>{day}</TextLink> : day;
  };
  return (
    <Table
      caption={t("caption", { activity: `${name}, ${activity.siteName}`, month: wordMonth(locale, month) })}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "day", header: t("day"), rowHeader: true, cell: dayOf },
        { key: "taken", header: t("taken"), align: "end", label: t("taken"), cell: (row) => row.taken },
        { key: "capacity", header: t("capacity"), align: "end", label: t("capacity"), cell: (row) => row.capacity },
        { key: "state", header: t("state"), cell: stateOf },
      ]}
    />
  );
}
