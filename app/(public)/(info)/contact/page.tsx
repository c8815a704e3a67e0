/** Whom to reach for what, as the settings say: the office, the cash office, the data protection officer, each site. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { OfficeDetails, Prose } from "@/components/public/prose";
import { TextLink } from "@/components/ui/button";
import { settingsOf } from "@/lib/commune/queries";
import { publicOffer } from "@/lib/report/queries-offer";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.contact"))("title") };
}

export default async function ContactPage() {
  const { tx } = await openPage();
  const [t, locale] = await Promise.all([getTranslations("public.contact"), getLocale()]);
  const [{ contacts, regie, dpo }, sites] = await Promise.all([
    settingsOf(tx, ["contacts", "regie", "dpo"]),
    publicOffer(tx),
  ]);
  const { hoursFr, hoursEn, office, ...reach } = contacts;
  const hours = (locale === "en" && hoursEn) || hoursFr;
  const missing = t("missing");
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      <Prose title={t("office")}>
        <OfficeDetails office={{ ...reach, name: office, hours }} missing={missing} />
        <p>
          {t("request")} <TextLink href="/demandes">{t("requestLink")}</TextLink>
        </p>
      </Prose>
      <Prose title={t("regie")}>
        <OfficeDetails
          office={{
            name: regie.name,
            address: regie.address,
            email: regie.email,
            phone: regie.phone,
            payee: regie.chequePayee,
          }}
          missing={missing}
        />
      </Prose>
      <Prose title={t("dpo")}>
        <OfficeDetails office={dpo} missing={missing} />
      </Prose>
      {sites.length > 0 ? (
        <Prose title={t("sites")}>
          {sites.map(({ id, name, address, phone }) => (
            <OfficeDetails key={id} office={{ name, address, phone: phone ?? undefined }} missing={missing} />
          ))}
        </Prose>
      ) : null}
    </Leaf>
  );
}
