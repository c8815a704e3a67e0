/** Who publishes and hosts the portal (loi 2004-575, article 6). */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { Prose } from "@/components/public/prose";
import { DefinitionList } from "@/components/ui/label";
import { settingsOf } from "@/lib/commune/queries";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.legal"))("title") };
}

export default async function LegalPage() {
  const { tx } = await openPage();
  const [t, { identity, contacts }] = await Promise.all([
    getTranslations("public.legal"),
    settingsOf(tx, ["identity", "contacts"]),
  ]);
  const optional = (term: string, value: string) => (value ? [{ term, value }] : []);
  return (
    <Leaf title={t("title")}>
      <Prose title={t("publisher")}>
        <DefinitionList
          items={[
            { term: t("town"), value: identity.name },
            { term: t("address"), value: identity.address || t("unknown") },
            { term: t("director"), value: identity.publisher || t("unknown") },
            ...optional(
              t("siret"),
              identity.siret.replace(/(\d{3})(\d{3})(\d{3})(\d{5})/, "$1\u00a0$2\u00a0$3\u00a0$4"),
            ),
            ...optional(t("insee"), identity.inseeCode),
            ...optional(t("phone"), contacts.phone),
            ...optional(t("email"), contacts.email),
          ]}
        />
      </Prose>
      <Prose title={t("host")}>
        <p>{identity.host || t("unknown")}</p>
      </Prose>
      {identity.court ? (
        <Prose title={t("court")}>
          <p>{identity.court}</p>
        </Prose>
      ) : null}
      <Prose title={t("software")}>
        <p>{t("softwareText")}</p>
      </Prose>
    </Leaf>
  );
}
