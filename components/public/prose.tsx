/** Parts of the pages that anybody reads: running text under a title, and the details of an office. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Padded, Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";

export function Prose({ title, id, children }: { title: ReactNode; id?: string | undefined; children: ReactNode }) {
  return (
    <Section title={title} id={id}>
      <Padded>
        <div className="prose pt-3">{children}</div>
      </Padded>
    </Section>
  );
}

export type Office = {
  name?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  address?: string | undefined;
  hours?: string | undefined;
  payee?: string | undefined;
};

/** What the settings leave empty is left out; with nothing at all the page says so. */
export function OfficeDetails({ office, missing }: { office: Office; missing: string }) {
  const t = useTranslations("public.contact");
  const { name, phone, email, address, hours, payee } = office;
  const items = [
    address && { term: t("address"), value: address },
    hours && { term: t("hours"), value: hours },
    phone && { term: t("phone"), value: <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a> },
    email && { term: t("email"), value: <a href={`mailto:${email}`}>{email}</a> },
    payee && { term: t("payee"), value: payee },
  ].flatMap((item) => item || []);
  return (
    <>
      {name ? <p className="font-semibold">{name}</p> : null}
      {items.length > 0 ? <DefinitionList items={items} /> : <p>{missing}</p>}
    </>
  );
}
