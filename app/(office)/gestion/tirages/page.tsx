/** The draws of the office's activities, and the form that opens one. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { PhaseTag } from "@/components/booking/phase-tag";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { activitiesForOffice, type OfficeActivity } from "@/lib/activity/queries-office";
import { nameIn } from "@/lib/booking/queries-mail";
import { type DrawLine, drawsForOffice } from "@/lib/draw/queries";
import { wordLimit, wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { open } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("draw"))("title") };
}

export default async function OfficeDrawsPage() {
  const visit = await officePage("activity.manage", "/gestion/tirages");
  const [t, draws, activities] = await Promise.all([
    getTranslations("draw"),
    drawsForOffice(visit.tx, visit.scope, visit.moment),
    activitiesForOffice(visit.tx, visit.scope),
  ]);
  return (
    <Desk title={t("title")} lead={t("office.lead")}>
      {draws.length === 0 ? (
        <EmptyState icon="scale" title={t("office.none")}>
          {t("office.noneText")}
        </EmptyState>
      ) : (
        <Draws draws={draws} />
      )}
      <OpenForm activities={activities} today={visit.today} />
    </Desk>
  );
}

async function Draws({ draws }: { draws: readonly DrawLine[] }) {
  const [t, locale] = await Promise.all([getTranslations("draw"), getLocale()]);
  return (
    <Table
      caption={t("office.caption")}
      rows={draws}
      rowKey={(draw) => draw.id}
      columns={[
        {
          key: "what",
          header: t("office.what"),
          rowHeader: true,
          cell: (draw) => <TextLink href={`/gestion/tirages/${draw.id}`}>{draw.label}</TextLink>,
        },
        {
          key: "activity",
          header: t("office.activity"),
          cell: (draw) => `${nameIn(locale, draw)}, ${draw.siteName}`,
        },
        {
          key: "days",
          header: t("office.days"),
          label: t("office.days"),
          cell: (draw) => wordSpan(locale, { from: draw.firstDay, to: draw.lastDay }),
        },
        {
          key: "closes",
          header: t("office.closes"),
          label: t("office.closes"),
          cell: (draw) => wordLimit(locale, draw.closesAt),
        },
        {
          key: "state",
          header: t("office.state"),
          cell: (draw) => <PhaseTag phase={draw.phase} label={t(`phases.${draw.phase}`)} />,
        },
      ]}
    />
  );
}

async function OpenForm({ activities, today }: { activities: readonly OfficeActivity[]; today: CivilDate }) {
  const [t, locale, words] = await Promise.all([
    getTranslations("draw.office"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const options = activities.map((one) => ({ value: one.id, label: `${nameIn(locale, one)}, ${one.siteName}` }));
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("open")}</h2>
      <p className="soft mb-4">{t("openText")}</p>
      <ActionForm action={open} texts={formTexts(words)} prefix="open" hidden={onceKey()}>
        <Select name="activityId" label={t("activity")} options={options} />
        <TextInput name="label" label={t("label")} hint={t("labelHint")} maxLength={160} />
        <div className="field-row">
          <DateField name="firstDay" label={t("firstDay")} />
          <DateField name="lastDay" label={t("lastDay")} />
        </div>
        <div className="field-row">
          <DateField name="opensOn" label={t("opensOn")} defaultValue={today} />
          <TextInput name="opensTime" label={t("opensTime")} type="time" short defaultValue="08:00" />
        </div>
        <div className="field-row">
          <DateField name="closesOn" label={t("closesOn")} defaultValue={addDays(today, 7)} />
          <TextInput name="closesTime" label={t("closesTime")} type="time" short defaultValue="18:00" />
        </div>
        <SubmitButton>{t("submit")}</SubmitButton>
      </ActionForm>
    </section>
  );
}
