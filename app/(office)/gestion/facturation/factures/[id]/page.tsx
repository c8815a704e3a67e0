/** A draft or an issued invoice as the office sees it. The look is noted in the family's journal. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Bill } from "@/components/invoice/bill";
import { Mentions, Ways } from "@/components/invoice/mentions";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { consultedInvoice, type InvoiceView } from "@/lib/invoice/queries";
import { invoiceDocument } from "@/lib/invoice/rules-document";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.office"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function OfficeInvoicePage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("billing.consult", `/gestion/facturation/factures/${encodeURIComponent(id)}`);
  const invoice = isId(id) ? await tracedRead(visit, (context) => consultedInvoice(context, id)) : null;
  if (!invoice) notFound();
  const [locale, t, page] = await Promise.all([
    getLocale(),
    getTranslations("invoice.office.invoice"),
    getTranslations("invoice.page"),
  ]);
  const content = invoiceDocument(invoice.facts, locale);
  const { runId } = invoice;
  return (
    <Desk
      title={content.title}
      lead={content.recipient[0]}
      back={{ href: runId ? `/gestion/facturation/${runId}` : "/gestion/facturation", label: t("back") }}
    >
      {invoice.state === "issued" ? (
        <Issued invoice={invoice} />
      ) : (
        <div className="mt-4">
          <Notice inset>{t("draft")}</Notice>
        </div>
      )}
      <div className="mt-6">
        <Bill content={content} why={page("why")} />
        <Ways content={content} />
      </div>
      <Section title={page("official")}>
        <Mentions content={content} />
        <p className="small soft mt-4">{t("consultNotice")}</p>
      </Section>
    </Desk>
  );
}

async function Issued({ invoice }: { invoice: InvoiceView }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.page")]);
  return (
    <div className="form-actions mt-4">
      {invoice.dueCents > 0 ? (
        <Tag tone="due">
          {t("toPay")} {wordAmount(locale, invoice.dueCents)}
        </Tag>
      ) : (
        <Tag tone="ok">{t("paid")}</Tag>
      )}
      <LinkButton kind="quiet" icon="download" href={`/api/factures/${invoice.id}/pdf`} plain>
        {t("download")}
      </LinkButton>
    </div>
  );
}
