/** FranceConnect knows the person, the portal not yet: which account is theirs? */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FranceConnectWay } from "@/components/account/franceconnect-way";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput, TextInput } from "@/components/forms/text-input";
import { Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import { franceConnect } from "@/lib/identity/franceconnect";
import { arrivalSchema } from "@/lib/identity/schema";
import { openPage } from "@/lib/server/page";
import { AccountCover } from "../../../account-cover";
import { carried } from "../journey";
import { linkIdentity } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("outside.identity.link"))("title") };
}

export default async function LinkPage() {
  if (!franceConnect()) notFound();
  const { now } = await openPage();
  const [t, ui, account] = await Promise.all([
    getTranslations("outside.identity.link"),
    getTranslations("ui.form"),
    getTranslations("account.signIn"),
  ]);
  if (!(await carried(arrivalSchema, now))) {
    return (
      <AccountCover title={t("title")}>
        <Notice tone="error" inset live title={t("over")} />
        <FranceConnectWay suite={null} again />
      </AccountCover>
    );
  }
  const labels = { email: t("email"), password: t("password") };
  const links = [
    { href: "/mot-de-passe-oublie", label: account("forgotten") },
    { href: "/demande-de-compte", label: t("none") },
  ];
  return (
    <AccountCover title={t("title")} lead={t("lead")} links={links}>
      <ActionForm action={linkIdentity} texts={{ ...formTexts(ui), pending: account("pending") }} labels={labels}>
        <TextInput
          name="email"
          type="email"
          label={labels.email}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordInput
          name="password"
          label={labels.password}
          autoComplete="current-password"
          show={ui("show")}
          hide={ui("hide")}
        />
        <SubmitButton block>{t("submit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}
