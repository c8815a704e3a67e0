/** Accepting, with the day a document holds until where it states one; or refusing, with a motive that the family reads. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import type { OfficeDocument } from "@/lib/document/queries-office";
import { asksEndDate } from "@/lib/document/rules";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { decide } from "../actions";

export async function Decision({ document }: { document: OfficeDocument }) {
  const [t, form] = await Promise.all([getTranslations("document.office"), getTranslations("ui.form")]);
  const base = { action: decide, texts: formTexts(form), after: null };
  const hidden = (verdict: string) => ({ verdict, documentId: document.id, _key: newSecret() });
  return (
    <Section title={t("decide")}>
      <div className="mt-4">
        <ActionForm
          {...base}
          hidden={hidden("validate")}
          prefix="accept"
          label={t("accept")}
          labels={{ validUntil: t("end") }}
        >
          {asksEndDate(document.validity) ? (
            <DateField
              name="validUntil"
              label={t("end")}
              hint={t("endHint")}
              defaultValue={document.validUntil ?? ""}
            />
          ) : null}
          <SubmitButton icon="check">{t("accept")}</SubmitButton>
        </ActionForm>
      </div>
      <div className="mt-6">
        <ActionForm
          {...base}
          hidden={hidden("refuse")}
          prefix="refuse"
          label={t("refuse")}
          labels={{ motive: t("motive") }}
        >
          <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={3} />
          <SubmitButton kind="danger" icon="cross">
            {t("refuse")}
          </SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}
