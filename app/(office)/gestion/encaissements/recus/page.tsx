/** The stub book: every receipt, by day, means or number. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { StubTable } from "@/components/till/stub-table";
import { PeriodForm } from "@/components/treasury/period-form";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening } from "@/lib/i18n/dates";
import { means } from "@/lib/ledger/rules";
import { officePage } from "@/lib/server/page";
import { receiptList } from "@/lib/till/queries-receipts";
import { chosenRegie, TILL, TillTabs } from "../desk";
import { periodOf, type Search, textOf } from "../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.receipts"))("title") };
}

export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", `${TILL}/recus`)]);
  const { tx, today } = visit;
  const [chosen, locale, t] = await Promise.all([chosenRegie(tx, search), getLocale(), getTranslations("till")]);
  const period = chosen && periodOf(search, { ...chosen, today });
  if (!chosen || !period)
    return <Desk title={t("receipts.title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const by = means.find((one) => one === textOf(search, "moyen"));
  const number = textOf(search, "numero");
  const { rows, count, totalCents } = await receiptList(tx, { ...period, ...(by && { means: by }), number });
  const take = (
    <LinkButton icon="plus" href={`${TILL}/nouveau`}>
      {t("take")}
    </LinkButton>
  );
  return (
    <Desk
      title={t("receipts.title")}
      lead={t("receipts.lead", { count, amount: wordAmount(locale, totalCents) })}
      action={take}
      tools={<TillTabs current="receipts" {...chosen} />}
    >
      <PeriodForm
        page={`${TILL}/recus`}
        regies={chosen.regies}
        period={period}
        words={{ regie: t("regie"), since: t("since"), until: t("until"), show: t("show") }}
      >
        <MeansSelect chosen={by} />
        <TextInput name="numero" label={t("receipts.numberField")} defaultValue={number} maxLength={12} short />
      </PeriodForm>
      {rows.length === 0 ? (
        <EmptyState icon="euro" title={t("receipts.none")}>
          {t("receipts.noneText")}
        </EmptyState>
      ) : (
        <StubTable rows={rows} totalCents={totalCents} />
      )}
      {count > rows.length ? <p className="soft mt-3">{t("receipts.shown", { count: rows.length })}</p> : null}
    </Desk>
  );
}

async function MeansSelect({ chosen }: { chosen: string | undefined }) {
  const [t, named] = await Promise.all([getTranslations("till.receipts"), getTranslations("payment.means")]);
  const options = means.map((one) => ({ value: one, label: opening(named(one)) }));
  return <Select name="moyen" label={t("means")} placeholder={t("allMeans")} options={options} defaultValue={chosen} />;
}
