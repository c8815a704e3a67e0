/** The charter in force: read by anybody, accepted by whoever is signed in and has not done so. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CharterText } from "@/components/account/charter-text";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Notice } from "@/components/ui/notice";
import { charterAcceptedAt, currentCharter } from "@/lib/account/queries";
import { safeReturn } from "@/lib/account/rules";
import { wordDate, wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { openPage } from "@/lib/server/page";
import { AccountCover } from "../account-cover";
import { signOut } from "../connexion/actions";
import { acceptCharter } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.charter"))("title") };
}

type Props = { searchParams: Promise<{ suite?: string | string[] }> };

export default async function CharterPage({ searchParams }: Props) {
  const [{ suite }, { passport, tx }, locale] = await Promise.all([searchParams, openPage(), getLocale()]);
  const [t, ui, charter] = await Promise.all([
    getTranslations("account.charter"),
    getTranslations("ui.form"),
    currentCharter(tx, locale),
  ]);
  if (!charter) {
    return (
      <AccountCover title={t("title")} links={[{ href: "/", label: t("home") }]}>
        <p>{t("none")}</p>
      </AccountCover>
    );
  }
  const { version, body, publishedOn } = charter;
  const asked = passport?.role === "parent" && (passport.charterVersion ?? 0) < version;
  const acceptedAt = passport && !asked ? await charterAcceptedAt(tx, passport.accountId, version) : null;
  const back = safeReturn(typeof suite === "string" ? suite : null);
  return (
    <AccountCover
      wide
      title={t("title")}
      lead={t("version", { version, day: wordDate(locale, publishedOn) })}
      links={asked ? [] : [{ href: "/", label: t("home") }]}
    >
      {asked ? <Notice tone="warn" inset title={t("asked")} /> : null}
      {acceptedAt ? <Notice tone="ok" inset title={t("accepted", { moment: wordMoment(locale, acceptedAt) })} /> : null}
      <CharterText text={body} />
      {asked ? (
        <div className="mt-6">
          <ActionForm
            action={acceptCharter}
            texts={formTexts(ui)}
            hidden={{ version: String(version), ...(back && { suite: back }) }}
          >
            <SubmitButton block>{t("accept")}</SubmitButton>
          </ActionForm>
          <ActionForm action={signOut} texts={formTexts(ui)} label={t("leave")}>
            <p className="mt-4">{t("orLeave")}</p>
            <SubmitButton kind="quiet">{t("leave")}</SubmitButton>
          </ActionForm>
        </div>
      ) : null}
    </AccountCover>
  );
}
