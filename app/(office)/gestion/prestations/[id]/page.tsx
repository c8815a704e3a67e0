/** One service at one site: the office's own words and places, and what the rules say of it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { activityForOffice } from "@/lib/activity/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { officePage } from "@/lib/server/page";
import { save } from "../actions";
import { RulesOfActivity } from "../rules-of-activity";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.list"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function ActivityPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("activity.manage", `/gestion/prestations/${encodeURIComponent(id)}`);
  const activity = await activityForOffice(visit.tx, visit.scope, id);
  if (!activity) notFound();
  const [t, words, history] = await Promise.all([
    getTranslations("activity.edit"),
    getTranslations("ui.form"),
    rulesHistory(visit.tx),
  ]);
  const rules = rulesOn(history, visit.today);
  return (
    <Desk
      title={t("title", { activity: `${activity.nameFr}, ${activity.siteName}` })}
      lead={t("lead")}
      back={{ href: "/gestion/prestations", label: t("back") }}
    >
      <DeskColumns
        aside={
          rules ? <RulesOfActivity file={rules.file} activity={activity.ruleCode} today={visit.today} mayEdit /> : null
        }
      >
        <ActionForm action={save} texts={formTexts(words)} hidden={{ ...onceKey(), activityId: activity.id }}>
          <TextInput name="nameFr" label={t("nameFr")} defaultValue={activity.nameFr} />
          <TextInput name="nameEn" label={t("nameEn")} defaultValue={activity.nameEn} />
          <TextInput
            name="productCode"
            label={t("productCode")}
            hint={t("productCodeHint")}
            maxLength={4}
            defaultValue={activity.productCode}
            short
          />
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
      </DeskColumns>
    </Desk>
  );
}
