/** Proposing that one day changes homes: the other parent answers. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Leaf, Padded } from "@/components/layout/leaf";
import { childRecord } from "@/lib/household/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays } from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import { onceKey } from "../../../form-words";
import { swapDay } from "../actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.swap"))("title") };
}

export default async function SwapPage({ params }: Props) {
  const { id } = await params;
  const { tx, scope, today } = await familyPage("child.edit", `/enfants/${id}/echanger`);
  const child = await childRecord(tx, scope, { childId: id, today });
  if (!child?.sharesTime) notFound();
  const [t, household, ui] = await Promise.all([
    getTranslations("parents.swap"),
    getTranslations("household"),
    getTranslations("ui.form"),
  ]);
  const name = child.firstName;
  const labels = { day: t("day"), to: t("to", { name }) };
  return (
    <Leaf
      plain
      title={t("title")}
      lead={t("lead")}
      back={{ href: `/enfants/${id}`, label: household("backToChild", { name }) }}
    >
      <Padded>
        <ActionForm action={swapDay} texts={formTexts(ui)} labels={labels} hidden={{ childId: id, ...onceKey() }}>
          <DateField name="day" label={labels.day} min={addDays(today, 1)} max={addDays(today, 365)} required />
          <RadioGroup
            name="to"
            legend={labels.to}
            choices={(["mine", "other"] as const).map((value) => ({ value, label: t(value) }))}
          />
          <SubmitButton>{t("submit")}</SubmitButton>
        </ActionForm>
      </Padded>
    </Leaf>
  );
}
