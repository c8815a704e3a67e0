/** One half of a change of address: a button, because opening a link must change nothing. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { formTexts } from "@/lib/i18n/form-texts";
import { AccountCover } from "../account-cover";
import { confirmEmail } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.emailChange"))("title") };
}

type Props = { searchParams: Promise<{ code?: string | string[] }> };

export default async function ConfirmEmailPage({ searchParams }: Props) {
  const { code } = await searchParams;
  const [t, ui] = await Promise.all([getTranslations("account.emailChange"), getTranslations("ui.form")]);
  return (
    <AccountCover title={t("title")} lead={t("lead")} links={[{ href: "/", label: t("back") }]}>
      <ActionForm
        action={confirmEmail}
        texts={formTexts(ui)}
        hidden={{ code: typeof code === "string" ? code.slice(0, 100) : "" }}
        after={null}
      >
        <SubmitButton block>{t("submit")}</SubmitButton>
      </ActionForm>
    </AccountCover>
  );
}
