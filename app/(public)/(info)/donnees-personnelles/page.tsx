/** What the law asks to be said about personal data (GDPR articles 13 and 14): purposes, who sees, how long, every cookie by name, rights, whom to ask. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { CookieTable } from "@/components/public/cookie-table";
import { OfficeDetails, Prose } from "@/components/public/prose";
import { RetentionTable } from "@/components/public/retention-table";
import { settingsOf } from "@/lib/commune/queries";
import { retentionSettings } from "@/lib/retention/queries-settings";
import { openPage } from "@/lib/server/page";
import { sessionCookieName } from "@/lib/server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.data"))("title") };
}

const purposes = ["service", "money", "proof", "consent", "health"] as const;

export default async function DataPage() {
  const { tx } = await openPage();
  const [t, { identity, dpo }, retention] = await Promise.all([
    getTranslations("public.data"),
    settingsOf(tx, ["identity", "dpo"]),
    retentionSettings(tx),
  ]);
  const town = identity.name;
  return (
    <Leaf title={t("title")} lead={t("lead", { town })}>
      <Prose title={t("why")}>
        <ul>
          {purposes.map((purpose) => (
            <li key={purpose}>{t(`purposes.${purpose}`)}</li>
          ))}
        </ul>
        <p>{t("controller", { town, address: identity.address || town })}</p>
      </Prose>
      <Prose title={t("who")}>
        <p>{t("whoText")}</p>
      </Prose>
      <Section title={t("keep")}>
        <RetentionTable durations={retention.durations} reasons={retention.reasons} />
      </Section>
      <Prose title={t("cookies")}>
        <p>{t("cookiesText")}</p>
      </Prose>
      <CookieTable session={sessionCookieName()} />
      <Prose title={t("rights")}>
        <p>{t("rightsText")}</p>
        <OfficeDetails office={{ ...dpo, name: dpo.name || t("dpo") }} missing={t("dpoMissing")} />
        <p>{t("cnil")}</p>
      </Prose>
    </Leaf>
  );
}
