/** What the régie received over a period, by means and by product, and the lots that close it for the treasury. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { CloseForm } from "@/components/treasury/close-form";
import { LotTable } from "@/components/treasury/lot-table";
import { PeriodForm } from "@/components/treasury/period-form";
import { PeriodSummary } from "@/components/treasury/period-summary";
import { ReceiptTable } from "@/components/treasury/receipt-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordSpan } from "@/lib/i18n/dates";
import { newSecret } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { type Listed, productNames, receiptsOf, regies, unlockedBefore } from "@/lib/treasury/queries";
import { type LotHead, lotsOf } from "@/lib/treasury/queries-lot";
import { summaryOf } from "@/lib/treasury/rules-lot";
import { TillTabs } from "../desk";
import { periodOf, type Search, textOf } from "../period";
import { closePeriod } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("treasury"))("title") };
}

export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([
    searchParams,
    officePage("treasury.export", "/gestion/encaissements/lots"),
  ]);
  const { tx, today } = visit;
  const known = await regies(tx);
  const period = periodOf(search, { regies: known, today });
  const [locale, t] = await Promise.all([getLocale(), getTranslations("treasury")]);
  if (!period) return <Desk title={t("title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const [receipts, lots, beforeCents, products] = await Promise.all([
    receiptsOf(tx, period),
    lotsOf(tx, { regieId: period.regieId }),
    unlockedBefore(tx, period),
    productNames(tx, period.regieId, locale),
  ]);
  const free = receipts.filter((receipt) => receipt.lotId === null);
  const freeCents = sum(free.map((receipt) => receipt.amountCents));
  const made = lots.find((lot) => lot.id === textOf(search, "lot"));
  const till = { summary: summaryOf(receipts), count: receipts.length, beforeCents, freeCents, products };
  const closing = (
    <CloseForm action={closePeriod} hidden={{ ...period, _key: newSecret() }} count={free.length} cents={freeCents} />
  );
  const span = wordSpan(locale, { from: period.since, to: period.until, year: true });
  return (
    <Desk
      title={t("title")}
      lead={t("lead", { period: span })}
      tools={<TillTabs current="lots" regieId={period.regieId} regies={known} />}
    >
      {made ? <Made lot={made} /> : null}
      <PeriodForm
        page="/gestion/encaissements/lots"
        regies={known}
        period={period}
        words={{ regie: t("regie"), since: t("since"), until: t("until"), show: t("show") }}
      />
      <PeriodSummary {...till}>{closing}</PeriodSummary>
      <Received receipts={receipts} lots={lots} />
      <Lots lots={lots} />
    </Desk>
  );
}

async function Made({ lot }: { lot: LotHead }) {
  const t = await getTranslations("treasury.lots");
  return (
    <div className="mt-6 mb-3">
      <Notice tone="ok" inset live title={t("made", { number: writtenNumber(lot) })}>
        <p>
          <LinkButton kind="quiet" icon="download" href={`/api/exports/${lot.id}`} download>
            {t("download")}
          </LinkButton>
        </p>
      </Notice>
    </div>
  );
}

async function Received({ receipts, lots }: { receipts: readonly Listed[]; lots: readonly LotHead[] }) {
  const t = await getTranslations("treasury.receipts");
  const numbers = new Map(lots.map((lot) => [lot.id, writtenNumber(lot)]));
  const rows = receipts.map((receipt) => ({
    ...receipt,
    number: writtenNumber(receipt),
    invoice: writtenNumber(receipt.invoice),
    reverses: receipt.reverses && writtenNumber(receipt.reverses),
    lot: numbers.get(receipt.lotId ?? "") ?? null,
  }));
  return (
    <Section title={t("title")}>
      {rows.length === 0 ? (
        <EmptyState icon="euro" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <ReceiptTable rows={rows} />
      )}
    </Section>
  );
}

async function Lots({ lots }: { lots: readonly LotHead[] }) {
  const t = await getTranslations("treasury.lots");
  return (
    <Section title={t("title")} id="lots">
      {lots.length === 0 ? (
        <EmptyState icon="download" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <LotTable rows={lots.map((lot) => ({ ...lot, number: writtenNumber(lot) }))} />
      )}
    </Section>
  );
}
