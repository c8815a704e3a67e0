/** The statement that the law asks for (loi 2005-102, article 47): « non conforme » until an audit is recorded in the settings. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { OfficeDetails, Prose } from "@/components/public/prose";
import { settingsOf } from "@/lib/commune/queries";
import { conformityOf } from "@/lib/commune/rules";
import { wordDate } from "@/lib/i18n/dates";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.accessibility"))("title") };
}

export default async function AccessibilityPage() {
  const { tx } = await openPage();
  const [t, contact, locale, settings] = await Promise.all([
    getTranslations("public.accessibility"),
    getTranslations("public.contact"),
    getLocale(),
    settingsOf(tx, ["identity", "contacts", "accessibility"]),
  ]);
  const { auditOn, auditBy, rate } = settings.accessibility;
  const state = conformityOf(settings.accessibility);
  const { office: name, address, email, phone } = settings.contacts;
  return (
    <Leaf title={t("title")} lead={t("lead", { town: settings.identity.name })}>
      <Prose title={t("state")}>
        <p>
          <strong>{t(state)}</strong>
        </p>
        {state === "none" ? (
          <p>{t("noneText")}</p>
        ) : (
          <p>
            {t("audit", {
              day: wordDate(locale, auditOn),
              by: auditBy || t("unnamed"),
              rate: String(rate).replace(".", locale === "fr" ? "," : "."),
            })}
          </p>
        )}
      </Prose>
      <Prose title={t("done")}>
        <p>{t("doneText")}</p>
      </Prose>
      <Prose title={t("known")}>
        <p>{t("knownText")}</p>
      </Prose>
      <Prose title={t("tell")}>
        <p>{t("tellText")}</p>
        <OfficeDetails office={{ name, address, email, phone }} missing={contact("missing")} />
      </Prose>
      <Prose title={t("defender")}>
        <p>{t("defenderText")}</p>
      </Prose>
    </Leaf>
  );
}
