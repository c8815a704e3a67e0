/** Asking for a link to choose a new password. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { AccountCover } from "../account-cover";
import { askReset } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.reset"))("title") };
}

export default async function ForgottenPasswordPage() {
  const [t, ui] = await Promise.all([getTranslations("account.reset"), getTranslations("ui.form")]);
  return (
    <AccountCover title={t("title")} lead={t("lead")} links={[{ href: "/connexion", label: t("back") }]}>
      <ActionForm action={askReset} texts={formTexts(ui)} labels={{ email: t("email") }} after={null}>
        <TextInput
          name="email"
          type="email"
          label={t("email")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <SubmitButton block>{t("submit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}
