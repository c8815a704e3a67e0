/** Choosing a new password with the link of a mail. Opening the page spends nothing: mail scanners open links too. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { AccountCover } from "../../account-cover";
import { resetPassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.reset"))("newTitle") };
}

type Props = { searchParams: Promise<{ code?: string | string[] }> };

export default async function NewPasswordPage({ searchParams }: Props) {
  const { code } = await searchParams;
  const [t, password, ui] = await Promise.all([
    getTranslations("account.reset"),
    getTranslations("account.password"),
    getTranslations("ui.form"),
  ]);
  const links = [{ href: "/mot-de-passe-oublie", label: t("again") }];
  return (
    <AccountCover title={t("newTitle")} lead={t("newLead")} links={links}>
      <ActionForm
        action={resetPassword}
        texts={formTexts(ui)}
        labels={{ password: password("new") }}
        hidden={{ code: typeof code === "string" ? code.slice(0, 100) : "" }}
      >
        <PasswordInput
          name="password"
          label={password("new")}
          hint={password("hint")}
          autoComplete="new-password"
          show={ui("show")}
          hide={ui("hide")}
        />
        <SubmitButton block>{t("newSubmit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}
