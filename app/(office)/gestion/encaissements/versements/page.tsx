/** Paying over to the comptable: all that is in hand to begin with, and what was paid over so far. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { RegieForm } from "@/components/till/regie-form";
import { RemittanceForm } from "@/components/till/remittance-form";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, wordList, writeDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import { means } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { tillOf } from "@/lib/till/queries";
import { remittancesOf } from "@/lib/till/queries-papers";
import type { TillLine } from "@/lib/till/rules-state";
import { chosenRegie, TILL, TillTabs } from "../desk";
import type { Search } from "../period";
import { remit } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.remittances"))("title") };
}

export default async function RemittancesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", `${TILL}/versements`)]);
  const { tx, today } = visit;
  const [chosen, t] = await Promise.all([chosenRegie(tx, search), getTranslations("till")]);
  if (!chosen) return <Desk title={t("remittances.title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const { regieId } = chosen;
  const [till, made] = await Promise.all([tillOf(tx, regieId, today), remittancesOf(tx, regieId)]);
  const inHand = till.lines.filter((line) => line.inHandCents > 0);
  return (
    <Desk
      title={t("remittances.title")}
      lead={t("remittances.lead")}
      tools={<TillTabs current="remittances" {...chosen} />}
    >
      <RegieForm page={`${TILL}/versements`} {...chosen} words={{ regie: t("regie"), show: t("show") }} />
      {inHand.length === 0 ? (
        <EmptyState icon="euro" title={t("remittances.nothing")}>
          {t("remittances.nothingText")}
        </EmptyState>
      ) : (
        <Section title={t("remittances.make")}>
          <NewRemittance lines={inHand} regieId={regieId} today={today} />
        </Section>
      )}
      <Section title={t("remittances.made")} id="versements">
        {made.length === 0 ? <p className="soft mt-3">{t("remittances.empty")}</p> : <Made rows={made} />}
      </Section>
    </Desk>
  );
}

async function NewRemittance({ lines, ...given }: { lines: readonly TillLine[]; regieId: string; today: string }) {
  const [locale, t, named, ui] = await Promise.all([
    getLocale(),
    getTranslations("till.remittances"),
    getTranslations("payment.means"),
    getTranslations("ui.form"),
  ]);
  return (
    <RemittanceForm
      action={remit}
      texts={formTexts(ui)}
      hidden={{ regieId: given.regieId, _key: newSecret() }}
      amounts={lines.map(({ means: one, inHandCents }) => ({
        means: one,
        label: opening(named(one)),
        hint: t("hint", { amount: wordAmount(locale, inHandCents) }),
        amount: formatInput(inHandCents),
      }))}
      today={given.today}
      words={{ day: t("day"), save: t("save") }}
    />
  );
}

type Row = Awaited<ReturnType<typeof remittancesOf>>[number];

async function Made({ rows }: { rows: readonly Row[] }) {
  const [locale, t, named] = await Promise.all([
    getLocale(),
    getTranslations("till.remittances"),
    getTranslations("payment.means"),
  ]);
  const paidBy = (row: Row) =>
    wordList(
      locale,
      means.filter((one) => row.amounts[one]).map((one) => named(one)),
    );
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
          cell: (row) => <TextLink href={`${TILL}/versements/${row.id}`}>{writtenNumber(row)}</TextLink>,
        },
        { key: "date", header: t("date"), label: t("dateLabel"), cell: (row) => writeDate(row.day) },
        { key: "means", header: t("means"), label: t("meansLabel"), cell: paidBy },
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
