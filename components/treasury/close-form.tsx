/** Closing a period into a lot: one button that says what it will lock, and asks again. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { wordAmount } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import type { Cents } from "@/lib/kernel/money";

type CloseFormProps = { action: FormAction; hidden: Record<string, string>; count: number; cents: Cents };

export async function CloseForm({ action, hidden, count, cents }: CloseFormProps) {
  const [locale, t, ui] = await Promise.all([
    getLocale(),
    getTranslations("treasury.lots"),
    getTranslations("ui.form"),
  ]);
  return (
    <Section title={t("close")}>
      {count === 0 ? (
        <p className="soft mt-3">{t("nothing")}</p>
      ) : (
        <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} label={t("close")}>
          <p className="soft mt-3 mb-3">{t("closeWhy")}</p>
          <ConfirmButton
            label={t("close")}
            question={t("question", { count, amount: wordAmount(locale, cents) })}
            confirm={t("confirm")}
            kind="primary"
          />
        </ActionForm>
      )}
    </Section>
  );
}
