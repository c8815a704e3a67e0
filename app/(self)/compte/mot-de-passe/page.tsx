/** Changing one's password. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { selfPage } from "@/lib/server/page";
import { SelfMain, SelfPart } from "../../self-main";
import { changePassword } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.own"))("changePassword") };
}

export default async function ChangePasswordPage() {
  const { passport } = await selfPage("/compte/mot-de-passe", { whileBlocked: false });
  const [t, password, ui] = await Promise.all([
    getTranslations("account.own"),
    getTranslations("account.password"),
    getTranslations("ui.form"),
  ]);
  const back = { href: "/compte", label: t("back") };
  return (
    <SelfMain role={passport.role} title={t("changePassword")} lead={t("changePasswordWhy")} back={back}>
      <SelfPart role={passport.role}>
        <ActionForm
          action={changePassword}
          texts={formTexts(ui)}
          labels={{ current: t("current"), password: password("new") }}
          after={null}
        >
          <PasswordInput
            name="current"
            label={t("current")}
            hint={t("currentWhy")}
            autoComplete="current-password"
            show={ui("show")}
            hide={ui("hide")}
          />
          <PasswordInput
            name="password"
            label={password("new")}
            hint={password("hint")}
            autoComplete="new-password"
            show={ui("show")}
            hide={ui("hide")}
          />
          <SubmitButton>{t("savePassword")}</SubmitButton>
        </ActionForm>
      </SelfPart>
    </SelfMain>
  );
}
