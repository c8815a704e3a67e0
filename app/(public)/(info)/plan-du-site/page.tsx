/** Every page that a family or a visitor may open by an address of its own. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { Prose } from "@/components/public/prose";
import { TextLink } from "@/components/ui/button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.map"))("title") };
}

const open = [
  ["/", "home"],
  ["/tarifs", "services"],
  ["/combien-pour-nous", "estimate"],
  ["/connexion", "signIn"],
  ["/activation", "activate"],
  ["/demande-de-compte", "ask"],
  ["/mot-de-passe-oublie", "forgot"],
  ["/charte", "charter"],
  ["/tirages", "draws"],
  ["/aide", "help"],
  ["/contact", "contact"],
  ["/accessibilite", "accessibility"],
  ["/donnees-personnelles", "data"],
  ["/mentions-legales", "legal"],
  ["/verifier", "verify"],
] as const;

const family = [
  ["/accueil", "familyHome"],
  ["/reservations", "bookings"],
  ["/factures", "invoices"],
  ["/foyer", "household"],
  ["/demandes", "requests"],
  ["/journal", "journal"],
  ["/mes-donnees", "mine"],
  ["/compte", "account"],
] as const;

export default async function SiteMapPage() {
  const t = await getTranslations("public.map");
  const links = (pages: typeof open | typeof family) => (
    <ul>
      {pages.map(([href, key]) => (
        <li key={href}>
          <TextLink href={href} plain={key === "verify"}>
            {t(`links.${key}`)}
          </TextLink>
        </li>
      ))}
    </ul>
  );
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      <Prose title={t("public")}>{links(open)}</Prose>
      <Prose title={t("family")}>
        <p>{t("familyLead")}</p>
        {links(family)}
      </Prose>
    </Leaf>
  );
}
