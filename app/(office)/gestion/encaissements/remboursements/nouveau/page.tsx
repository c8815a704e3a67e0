/** Asking at the desk for a receipt to be given back, out of the payer's credit. Another person grants it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { RefundRequestForm } from "@/components/refund/refund-forms";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { EmptyState } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { type Cents, formatInput } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { refundAtDesk } from "@/lib/refund/queries-office";
import { officePage, tracedRead } from "@/lib/server/page";
import { TILL } from "../../desk";
import { type Search, textOf } from "../../period";
import { ask } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refund.new"))("title") };
}

export default async function NewRefundPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const visit = await officePage("refund.decide", `${TILL}/remboursements/nouveau`);
  const id = textOf(search, "recu");
  const found = isId(id) ? await tracedRead(visit, (context) => refundAtDesk(context, id)) : null;
  if (!found) notFound();
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("refund.new"),
    getTranslations("payment.means"),
  ]);
  const { receipt, leftCents, credits } = found;
  const [credit] = credits;
  return (
    <Desk title={t("title")} back={{ href: `${TILL}/remboursements`, label: t("back") }}>
      <Section title={t("receipt")}>
        <DefinitionList
          items={[
            { term: t("receipt"), value: writtenNumber(receipt) },
            { term: t("means"), value: means(receipt.means) },
            { term: t("paid"), value: wordAmount(locale, receipt.amountCents) },
            ...(credit ? [{ term: t("left"), value: wordAmount(locale, leftCents) }] : []),
          ]}
        />
      </Section>
      {credit ? (
        credits.map((one) => <Request key={one.creditId} credit={one} receiptId={receipt.id} leftCents={leftCents} />)
      ) : (
        <NoCredit invoiceId={receipt.invoiceId} />
      )}
    </Desk>
  );
}

async function NoCredit({ invoiceId }: { invoiceId: string }) {
  const t = await getTranslations("refund.new");
  const open = (
    <LinkButton kind="line" href={`/gestion/facturation/factures/${invoiceId}`}>
      {t("invoice")}
    </LinkButton>
  );
  return (
    <EmptyState icon="euro" title={t("noCredit")} action={open}>
      {t("noCreditText")}
    </EmptyState>
  );
}

type Credit = { creditId: string; freeCents: Cents; openedOn: string };
type RequestProps = { credit: Credit; receiptId: string; leftCents: Cents };

async function Request({ credit, receiptId, leftCents }: RequestProps) {
  const [locale, t, ui] = await Promise.all([getLocale(), getTranslations("refund.new"), getTranslations("ui.form")]);
  const { creditId, freeCents, openedOn } = credit;
  const most = Math.min(freeCents, leftCents);
  if (most <= 0) {
    return (
      <EmptyState icon="euro" title={t("notRefundable")}>
        {t("notRefundableText")}
      </EmptyState>
    );
  }
  const named = { amount: wordAmount(locale, freeCents), day: wordDate(locale, openedOn) };
  return (
    <Section title={t("credit")}>
      <p className="py-3">{t("creditOf", named)}</p>
      <RefundRequestForm
        action={ask}
        texts={formTexts(ui)}
        hidden={{ creditId, receiptId, _key: newSecret() }}
        prefix={creditId}
        amount={formatInput(most)}
        words={{
          ...{ amount: t("amount"), amountHint: t("amountHint", { most: wordAmount(locale, most) }) },
          ...{ reason: t("reason"), reasonHint: t("reasonHint"), save: t("save") },
        }}
      />
    </Section>
  );
}
