/** Change one activity: names, hours, weekdays, classes, limits, places. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox, CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { activityForOffice } from "@/lib/activity/queries-office";
import { weekdayName } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { save } from "../actions";
import { LimitFields } from "./limit-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.list"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function ActivityPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("activity.manage", `/gestion/prestations/${encodeURIComponent(id)}`);
  const activity = await activityForOffice(visit.tx, visit.scope, id);
  if (!activity) notFound();
  const [t, locale, words] = await Promise.all([
    getTranslations("activity.edit"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: weekdayName(locale, addDays("2026-11-23", day - 1)),
  }));
  return (
    <Desk
      title={t("title", { activity: `${activity.nameFr}, ${activity.siteName}` })}
      lead={t("lead")}
      back={{ href: "/gestion/prestations", label: t("back") }}
    >
      <ActionForm action={save} texts={formTexts(words)} hidden={{ ...onceKey(), activityId: activity.id }}>
        <div className="field-row">
          <TextInput name="nameFr" label={t("nameFr")} defaultValue={activity.nameFr} />
          <TextInput name="nameEn" label={t("nameEn")} defaultValue={activity.nameEn} />
        </div>
        <div className="field-row">
          <TextInput name="startsAt" label={t("startsAt")} type="time" defaultValue={activity.startsAt} short />
          <TextInput name="endsAt" label={t("endsAt")} type="time" defaultValue={activity.endsAt} short />
        </div>
        <CheckboxGroup
          name="weekdays[]"
          legend={t("weekdays")}
          choices={weekdays}
          defaultValues={activity.weekdays.map(String)}
        />
        <CheckboxGroup
          name="grades[]"
          legend={t("grades")}
          hint={t("gradesHint")}
          choices={activity.siteGrades.map((grade) => ({ value: grade, label: grade }))}
          defaultValues={activity.grades ?? []}
        />
        <LimitFields name="bookCutOff" legend={t("bookLimit")} cutOff={activity.bookCutOff} />
        <LimitFields name="cancelCutOff" legend={t("cancelLimit")} cutOff={activity.cancelCutOff} />
        <TextInput
          name="capacity"
          label={t("capacity")}
          inputMode="numeric"
          defaultValue={String(activity.capacity)}
          short
        />
        <Checkbox name="isOpen" value="yes" label={t("isOpen")} defaultChecked={activity.isOpen} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </ActionForm>
    </Desk>
  );
}
