/** One invoice on screen: the same words and amounts as its PDF, each line with its calculation, and what was paid. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Bill } from "@/components/invoice/bill";
import { DueLabel } from "@/components/invoice/due-label";
import { Mentions, Ways } from "@/components/invoice/mentions";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { AttemptLines } from "@/components/payment/attempt-lines";
import { DayMark } from "@/components/ui/dates";
import { Line, Lines, Priced } from "@/components/ui/line";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { type InvoiceView, ownInvoice } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import { invoiceDocument } from "@/lib/invoice/rules-document";
import { isId } from "@/lib/kernel/ids";
import { attemptsOf } from "@/lib/payment/queries";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.list"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function InvoicePage({ params }: Props) {
  const { id } = await params;
  const { tx, scope, today } = await familyPage("invoice.read", `/factures/${encodeURIComponent(id)}`);
  const invoice = isId(id) ? await ownInvoice(tx, scope, id) : null;
  if (!invoice) notFound();
  const [locale, t, attempts] = await Promise.all([getLocale(), getTranslations("invoice.page"), attemptsOf(tx, id)]);
  const { facts } = invoice;
  const content = invoiceDocument(facts, locale);
  const lead = t("lead", {
    number: numberOf(facts) ?? "",
    day: facts.issuedOn ? wordDate(locale, facts.issuedOn) : "",
    regie: facts.head.issuer.regie,
  });
  return (
    <Leaf
      title={content.title}
      lead={<span className="soft">{lead}</span>}
      back={{ href: "/factures", label: t("back") }}
    >
      <Spread asideFirst aside={<DueLabel invoice={invoice} today={today} />}>
        <Padded>
          <Bill content={content} why={t("why")} />
          <Ways content={content} />
        </Padded>
        <Received payments={invoice.payments} title={t("payments")} />
        <AttemptLines attempts={attempts.filter((attempt) => attempt.status !== "paid")} />
        <Section title={t("official")}>
          <Padded>
            <Mentions content={content} />
          </Padded>
        </Section>
      </Spread>
    </Leaf>
  );
}

async function Received({ payments, title }: { payments: InvoiceView["payments"]; title: string }) {
  if (payments.length === 0) return null;
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("invoice.page"),
    getTranslations("invoice.means"),
  ]);
  return (
    <Section title={title}>
      <Lines>
        {payments.map((payment) => (
          <Line key={payment.id} quiet margin={<DayMark day={payment.receivedOn} locale={locale} />}>
            <Priced amount={wordAmount(locale, payment.amountCents)} detail={means(payment.means)}>
              <p>{t("received", { day: wordDate(locale, payment.receivedOn) })}</p>
            </Priced>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
