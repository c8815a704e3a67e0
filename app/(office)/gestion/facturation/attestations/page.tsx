/** Payers by name, for their statement and their certificate: money, no child's record. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Button, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { type FoundPayer, findPayers, MOST_FOUND } from "@/lib/certificate/queries-statement";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certificate.desk"))("title") };
}

type Props = { searchParams: Promise<{ nom?: string | string[] }> };

export default async function PapersPage({ searchParams }: Props) {
  const { nom } = await searchParams;
  const visit = await officePage("billing.consult", "/gestion/facturation/attestations");
  const words = typeof nom === "string" ? nom.trim().slice(0, 100) : "";
  const [t, found] = await Promise.all([
    getTranslations("certificate.desk"),
    words.length < 2 ? null : tracedRead(visit, (context) => findPayers(context, words)),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/facturation", label: t("back") }}>
      <form action="/gestion/facturation/attestations" method="get" className="field-bar py-3">
        <TextInput name="nom" label={t("name")} defaultValue={words} />
        <Button kind="primary" type="submit" icon="search">
          {t("search")}
        </Button>
      </form>
      {found ? <Found payers={found} /> : null}
    </Desk>
  );
}

async function Found({ payers }: { payers: readonly FoundPayer[] }) {
  const t = await getTranslations("certificate.desk");
  if (payers.length === 0) {
    return (
      <EmptyState icon="search" title={t("none")}>
        {t("noneText")}
      </EmptyState>
    );
  }
  return (
    <Section title={t("found")}>
      <Table
        caption={t("found")}
        hideCaption
        rows={payers}
        rowKey={({ id }) => id}
        columns={[
          {
            ...{ key: "name", header: t("name"), rowHeader: true },
            cell: ({ id, name }) => (
              <TextLink href={`/gestion/facturation/attestations/${id}`} label={t("openLabel", { name })}>
                {name}
              </TextLink>
            ),
          },
          {
            ...{ key: "invoices", header: t("invoices"), label: t("invoices"), align: "end" as const },
            cell: ({ invoices }) => invoices,
          },
        ]}
      />
      {payers.length === MOST_FOUND ? <p className="soft mt-3">{t("more", { count: payers.length })}</p> : null}
    </Section>
  );
}
