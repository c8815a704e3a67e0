/** Asking to change the address of one's account; the two mailboxes confirm. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput, TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { selfPage } from "@/lib/server/page";
import { SelfMain, SelfPart } from "../../self-main";
import { askEmailChange } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.own"))("changeEmail") };
}

export default async function ChangeEmailPage() {
  const { passport } = await selfPage("/compte/adresse", { whileBlocked: false });
  const [t, ui] = await Promise.all([getTranslations("account.own"), getTranslations("ui.form")]);
  const back = { href: "/compte", label: t("back") };
  return (
    <SelfMain role={passport.role} title={t("changeEmail")} lead={t("changeEmailWhy")} back={back}>
      <SelfPart role={passport.role}>
        <ActionForm
          action={askEmailChange}
          texts={formTexts(ui)}
          labels={{ email: t("newEmail"), password: t("current") }}
          after={null}
        >
          <TextInput
            name="email"
            type="email"
            label={t("newEmail")}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordInput
            name="password"
            label={t("current")}
            hint={t("currentWhy")}
            autoComplete="current-password"
            show={ui("show")}
            hide={ui("hide")}
          />
          <SubmitButton>{t("askEmail")}</SubmitButton>
        </ActionForm>
      </SelfPart>
    </SelfMain>
  );
}
