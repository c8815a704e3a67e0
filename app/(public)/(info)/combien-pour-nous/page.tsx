/** « Combien pour nous ? »: a visitor types a quotient and reads own prices. Works without a script; keeps nothing. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Leaf, Padded } from "@/components/layout/leaf";
import { EstimateFields, EstimateResult } from "@/components/public/estimate-form";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { grades } from "@/lib/household/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { openPage } from "@/lib/server/page";
import { estimate } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.estimate"))("title") };
}

const COUNTS = Array.from({ length: 8 }, (_, place) => String(place + 1));

export default async function EstimatePage() {
  await openPage();
  const [t, ui, { name: town }] = await Promise.all([
    getTranslations("public.estimate"),
    getTranslations("ui.form"),
    communeIdentity(),
  ]);
  const labels = {
    quotient: t("quotient"),
    children: t("children"),
    resident: t("resident", { town }),
    grade: t("grade"),
  };
  const texts = {
    ...labels,
    ...{ quotientHint: t("quotientHint"), gradeHint: t("gradeHint") },
    ...{ yes: t("yes"), no: t("no"), submit: t("submit") },
  };
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/tarifs", label: t("back") }}>
      <Padded>
        <ActionForm action={estimate} texts={formTexts(ui)} labels={labels}>
          <EstimateFields
            texts={texts}
            grades={grades.map((grade) => ({ value: grade, label: grade }))}
            counts={COUNTS.map((count) => ({ value: count, label: count }))}
          />
          <EstimateResult />
        </ActionForm>
      </Padded>
    </Leaf>
  );
}
