/** Signing in. Someone already signed in goes straight on. */
import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FranceConnectWay } from "@/components/account/franceconnect-way";
import { GateSweep } from "@/components/attendance/device/sweep";
import { ForgetKey } from "@/components/document/office/forget-key";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput, TextInput } from "@/components/forms/text-input";
import { Notice } from "@/components/ui/notice";
import { homeOf, safeReturn } from "@/lib/account/rules";
import { formTexts } from "@/lib/i18n/form-texts";
import { franceConnect } from "@/lib/identity/franceconnect";
import { openPage } from "@/lib/server/page";
import { waitingPassport } from "@/lib/server/session";
import { AccountCover } from "../account-cover";
import { signIn } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.signIn"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const [{ suite, sortie, error }, { passport }] = await Promise.all([searchParams, openPage()]);
  const back = safeReturn(typeof suite === "string" ? suite : null);
  if (passport) redirect((back ?? homeOf(passport.role)) as Route);
  if (await waitingPassport())
    redirect(`/compte/double-facteur?suite=${encodeURIComponent(back ?? "/gestion")}` as Route);
  const [t, ui] = await Promise.all([getTranslations("account.signIn"), getTranslations("ui.form")]);
  const links = [
    { href: "/mot-de-passe-oublie", label: t("forgotten") },
    { href: "/activation", label: t("activate") },
    { href: "/demande-de-compte", label: t("ask") },
  ];
  const labels = { email: t("email"), password: t("password") };
  return (
    <AccountCover title={t("title")} lead={t("lead")} links={links}>
      <GateSweep />
      <ForgetKey />
      {sortie ? <Notice tone="ok" inset live title={t("signedOut")} /> : null}
      {error ? <Notice tone="error" inset live title={await failureWords(error, t("failed"))} /> : null}
      {franceConnect() ? <FranceConnectWay suite={back} /> : null}
      <ActionForm
        action={signIn}
        texts={{ ...formTexts(ui), refused: t("refused"), pending: t("pending") }}
        labels={labels}
        hidden={back ? { suite: back } : {}}
      >
        <TextInput
          name="email"
          type="email"
          label={labels.email}
          hint={t("emailHint")}
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

async function failureWords(error: string | string[], otherwise: string): Promise<string> {
  const t = await getTranslations("outside.identity");
  if (error === "franceconnect") return t("cancelled");
  return error === "franceconnect-ferme" ? t("closed") : otherwise;
}
