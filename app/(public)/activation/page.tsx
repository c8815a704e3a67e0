/** First visit: the code of a letter, or the link of a mail, and a password to choose. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput, TextInput } from "@/components/forms/text-input";
import { formTexts } from "@/lib/i18n/form-texts";
import { AccountCover } from "../account-cover";
import { activate } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.activation"))("title") };
}

type Props = { searchParams: Promise<{ code?: string | string[] }> };

export default async function ActivationPage({ searchParams }: Props) {
  const { code } = await searchParams;
  const link = typeof code === "string" && code !== "" ? code.slice(0, 100) : null;
  const [t, password, ui] = await Promise.all([
    getTranslations("account.activation"),
    getTranslations("account.password"),
    getTranslations("ui.form"),
  ]);
  const labels = { email: t("email"), code: t("code"), password: password("new") };
  const links = [
    { href: "/connexion", label: t("signIn") },
    { href: "/demande-de-compte", label: t("ask") },
  ];
  return (
    <AccountCover title={t("title")} lead={link ? t("leadLink") : t("lead")} links={links}>
      <ActionForm
        action={activate}
        texts={{ ...formTexts(ui), refused: t("refused"), pending: t("pending") }}
        labels={labels}
        hidden={link ? { code: link } : {}}
      >
        {link ? null : <CodeFields email={labels.email} code={labels.code} hints={[t("emailHint"), t("codeHint")]} />}
        <PasswordInput
          name="password"
          label={labels.password}
          hint={password("hint")}
          autoComplete="new-password"
          show={ui("show")}
          hide={ui("hide")}
        />
        <SubmitButton block>{t("submit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}

/** What a letter gave: a mailed link carries both. */
function CodeFields({ email, code, hints }: { email: string; code: string; hints: readonly [string, string] }) {
  return (
    <>
      <TextInput
        name="email"
        type="email"
        label={email}
        hint={hints[0]}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextInput
        name="code"
        label={code}
        hint={hints[1]}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
      />
    </>
  );
}
