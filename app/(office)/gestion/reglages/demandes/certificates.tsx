/** For each reason of an absence, the document without which it cannot be accepted. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Section } from "@/components/layout/leaf";
import type { Handling } from "@/lib/casework/queries-settings";
import { absenceReasons } from "@/lib/casework/rules";
import { attachableKinds } from "@/lib/document/queries-giver";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import type { Visit } from "@/lib/server/page";
import { certificates } from "./actions";

export async function CertificatesSection({ handling, tx }: { handling: Handling; tx: Visit<unknown>["tx"] }) {
  const [t, reasons, form, locale] = await Promise.all([
    getTranslations("attachment.settings"),
    getTranslations("attachment.reason.choices"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const kinds = await attachableKinds(tx, locale, { childId: "any" });
  const options = [{ value: "", label: t("none") }, ...kinds.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <Section title={t("title")}>
      <p>{t("lead")}</p>
      <ActionForm
        action={certificates}
        texts={formTexts(form)}
        label={t("title")}
        prefix="certificates"
        hidden={{ _key: newSecret() }}
      >
        {absenceReasons.map((reason) => (
          <Select
            key={reason}
            name={`certificates.${reason}`}
            label={reasons(reason)}
            options={options}
            defaultValue={handling.certificates[reason] ?? ""}
          />
        ))}
        <SubmitButton kind="line">{t("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
