/** One day of one activity: close it with a reason, open it again, change its places. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { dayForOffice } from "@/lib/activity/queries-office";
import { wordDay } from "@/lib/i18n/dates";
import { type FormTexts, formTexts } from "@/lib/i18n/form-texts";
import { monthOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { close, reopen, setPlaces } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.calendar"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function DayPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("activity.manage", `/gestion/calendrier/${encodeURIComponent(id)}`);
  const row = await dayForOffice(visit.tx, visit.scope, id);
  if (!row) notFound();
  const [t, locale, words] = await Promise.all([
    getTranslations("activity.calendar"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const { activity, day, taken, capacity } = row;
  const name = `${locale === "fr" ? activity.nameFr : activity.nameEn}, ${activity.site.name}`;
  const texts = formTexts(words);
  const about = { activityId: activity.id, activityDayId: row.id };
  return (
    <Desk
      title={t("dayTitle", { activity: name, day: wordDay(locale, day) })}
      lead={t("numbers", { taken, capacity })}
      back={{ href: `/gestion/calendrier?mois=${monthOf(day)}&prestation=${activity.id}`, label: t("back") }}
    >
      {row.closedFr === null ? (
        <CloseForm texts={texts} about={about} />
      ) : (
        <section className="mt-6">
          <Notice inset tone="warn" title={t("closedBecause", { reason: row.closedFr })}>
            {t("reopenText")}
          </Notice>
          <ActionForm action={reopen} texts={texts} prefix="reopen" hidden={{ ...onceKey(), ...about }}>
            <SubmitButton kind="line">{t("reopen")}</SubmitButton>
          </ActionForm>
        </section>
      )}
      <section className="mt-6">
        <h2 className="mb-2">{t("places")}</h2>
        <ActionForm action={setPlaces} texts={texts} prefix="places" hidden={{ ...onceKey(), ...about }}>
          <TextInput
            name="capacity"
            label={t("placesField")}
            inputMode="numeric"
            short
            defaultValue={String(capacity)}
          />
          <SubmitButton kind="line">{t("placesSubmit")}</SubmitButton>
        </ActionForm>
      </section>
    </Desk>
  );
}

type CloseProps = { texts: FormTexts; about: Record<string, string> };

async function CloseForm({ texts, about }: CloseProps) {
  const t = await getTranslations("activity.calendar");
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("close")}</h2>
      <p className="soft mb-4">{t("closeText")}</p>
      <ActionForm action={close} texts={texts} prefix="close" hidden={{ ...onceKey(), ...about }}>
        <TextInput name="reasonFr" label={t("reasonFr")} hint={t("reasonHint")} maxLength={200} />
        <TextInput name="reasonEn" label={t("reasonEn")} maxLength={200} />
        <SubmitButton kind="danger">{t("closeSubmit")}</SubmitButton>
      </ActionForm>
    </section>
  );
}
