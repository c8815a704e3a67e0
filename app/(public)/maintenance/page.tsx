/** The portal is closed for a while: the commune's own words, when it wrote some. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { currentSwitches } from "@/lib/server/session";
import { AccountCover } from "../account-cover";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.maintenance"))("title") };
}

export default async function MaintenancePage() {
  const [t, locale, { maintenance }] = await Promise.all([
    getTranslations("account.maintenance"),
    getLocale(),
    currentSwitches(),
  ]);
  const own = locale === "en" ? maintenance.messageEn : maintenance.messageFr;
  const links = [{ href: maintenance.on ? "/contact" : "/", label: maintenance.on ? t("contact") : t("home") }];
  return (
    <AccountCover title={maintenance.on ? t("title") : t("over")} links={links}>
      {maintenance.on ? (
        <Notice tone="info" inset title={own || t("message")}>
          <p>{t("kept")}</p>
        </Notice>
      ) : null}
    </AccountCover>
  );
}
