/** Cheques and titles that wait to go to the bank, means by means, and the slips made so far. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { DepositForm } from "@/components/till/deposit-form";
import { RegieForm } from "@/components/till/regie-form";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, writeDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { type Paper, papersInHand, type SlipHead, slipsOf } from "@/lib/till/queries-papers";
import { paperMeans } from "@/lib/till/rules";
import { chosenRegie, TILL, TillTabs } from "../desk";
import type { Search } from "../period";
import { deposit } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.slips"))("title") };
}

export default async function SlipsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", `${TILL}/bordereaux`)]);
  const { tx, today } = visit;
  const [chosen, t] = await Promise.all([chosenRegie(tx, search), getTranslations("till")]);
  if (!chosen) return <Desk title={t("slips.title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const { regieId } = chosen;
  const [papers, slips] = await Promise.all([papersInHand(tx, regieId), slipsOf(tx, regieId)]);
  const ready = paperMeans
    .map((means) => ({ means, papers: papers.filter((paper) => paper.means === means) }))
    .filter((one) => one.papers.length > 0);
  return (
    <Desk title={t("slips.title")} lead={t("slips.lead")} tools={<TillTabs current="slips" {...chosen} />}>
      <RegieForm page={`${TILL}/bordereaux`} {...chosen} words={{ regie: t("regie"), show: t("show") }} />
      {ready.length === 0 ? (
        <EmptyState icon="euro" title={t("slips.none")}>
          {t("slips.noneText")}
        </EmptyState>
      ) : null}
      {ready.map((one) => (
        <Ready key={one.means} {...one} regieId={regieId} today={today} />
      ))}
      <Section title={t("slips.made")} id="bordereaux">
        {slips.length === 0 ? <p className="soft mt-3">{t("slips.empty")}</p> : <Slips rows={slips} />}
      </Section>
    </Desk>
  );
}

type ReadyProps = { means: (typeof paperMeans)[number]; papers: readonly Paper[]; regieId: string; today: string };

async function Ready({ means, papers, regieId, today }: ReadyProps) {
  const [locale, t, named, ui] = await Promise.all([
    getLocale(),
    getTranslations("till.slips"),
    getTranslations("payment.means"),
    getTranslations("ui.form"),
  ]);
  const told = papers.map((paper) => {
    const [amount, number] = [wordAmount(locale, paper.amountCents), paper.chequeNumber ?? paper.reference];
    return {
      value: paper.id,
      label: number ? t("line", { amount, number }) : t("lineTitle", { amount }),
      detail: t("detail", {
        payer: paper.chequeIssuer ?? paper.payer,
        receipt: writtenNumber(paper),
        day: writeDate(paper.day),
      }),
    };
  });
  const total = sum(papers.map((paper) => paper.amountCents));
  return (
    <Section
      title={t("ready", { means: opening(named(means)), count: papers.length, amount: wordAmount(locale, total) })}
    >
      <DepositForm
        action={deposit}
        texts={formTexts(ui)}
        hidden={{ regieId, means, _key: newSecret() }}
        papers={told}
        today={today}
        words={{ choose: t("choose"), day: t("day"), make: t("make") }}
      />
    </Section>
  );
}

async function Slips({ rows }: { rows: readonly SlipHead[] }) {
  const [locale, t, named] = await Promise.all([
    getLocale(),
    getTranslations("till.slips"),
    getTranslations("payment.means"),
  ]);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "number",
          header: t("number"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${TILL}/bordereaux/${row.id}`}>{writtenNumber(row)}</TextLink>,
        },
        { key: "date", header: t("date"), label: t("dateLabel"), cell: (row) => writeDate(row.day) },
        { key: "means", header: t("means"), label: t("meansLabel"), cell: (row) => named(row.means) },
        { key: "count", header: t("count"), label: t("countLabel"), align: "end", cell: (row) => row.receipts },
        {
          key: "total",
          header: t("total"),
          label: t("totalLabel"),
          align: "end",
          cell: (row) => <Money amount={row.totalCents} locale={locale} />,
        },
      ]}
    />
  );
}
