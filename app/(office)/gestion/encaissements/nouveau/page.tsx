/** Money at the counter: find the invoice, then write down the cash or the cheque. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { CounterForm } from "@/components/till/counter-form";
import { FoundTable } from "@/components/till/found-table";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { EmptyState, Notice } from "@/components/ui/notice";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage, tracedRead } from "@/lib/server/page";
import { invoiceAtDesk, searchInvoices } from "@/lib/till/queries-desk";
import { counterMeans } from "@/lib/till/rules";
import { takePayment } from "../actions";
import { type Search, textOf } from "../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till.counter"))("title") };
}

const BACK = "/gestion/encaissements";

export default async function CounterPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const visit = await officePage("receipt.record", `${BACK}/nouveau`);
  const [id, wanted] = [textOf(search, "facture"), textOf(search, "recherche")];
  const t = await getTranslations("till.counter");
  if (id) return <TakeMoney id={id} visit={visit} />;
  const found = wanted ? await tracedRead(visit, (context) => searchInvoices(context, wanted)) : null;
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: BACK, label: t("back") }}>
      <search>
        <form action={`${BACK}/nouveau`} method="get" className="field-bar py-3">
          <TextInput name="recherche" label={t("search")} hint={t("searchHint")} defaultValue={wanted} maxLength={80} />
          <Button kind="primary" type="submit" icon="search">
            {t("find")}
          </Button>
        </form>
      </search>
      {found === null ? null : (
        <Section title={t("found", { count: found.length })}>
          {found.length === 0 ? (
            <EmptyState icon="search" title={t("none")}>
              {t("noneText")}
            </EmptyState>
          ) : (
            <FoundTable rows={found.map((one) => ({ ...one, number: writtenNumber(one) }))} />
          )}
        </Section>
      )}
    </Desk>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof invoiceAtDesk>>>;
type DeskVisit = Awaited<ReturnType<typeof officePage>>;

async function TakeMoney({ id, visit }: { id: string; visit: DeskVisit }) {
  const found = isId(id) ? await tracedRead(visit, (context) => invoiceAtDesk(context, id)) : null;
  if (!found) notFound();
  const { invoice } = found;
  const t = await getTranslations("till.counter");
  const title = t("forInvoice", { number: writtenNumber(invoice) });
  return (
    <Desk title={title} back={{ href: `${BACK}/nouveau`, label: t("other") }}>
      <Owed {...found} />
      <Answer found={found} visit={visit} />
    </Desk>
  );
}

/** With the treasury, paid already, or to be received now. */
async function Answer({ found: { invoice, claimCents }, visit }: { found: Found; visit: DeskVisit }) {
  const t = await getTranslations("till.counter");
  if (claimCents > 0) {
    return (
      <div className="mt-6">
        <Notice tone="warn" inset title={t("handed")}>
          {t("handedText")}
        </Notice>
      </div>
    );
  }
  if (invoice.dueCents > 0) return <Received invoice={invoice} visit={visit} />;
  return (
    <div className="mt-6">
      <Notice tone="ok" inset title={t("settled")} />
    </div>
  );
}

async function Owed({ invoice, payer }: Found) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.counter")]);
  const named = { number: writtenNumber(invoice), month: ofMonth(locale, invoice.month) };
  return (
    <Section title={t("owed")}>
      <DefinitionList
        items={[
          { term: t("payer"), value: payer },
          { term: t("invoice"), value: t("invoiceOf", named) },
          { term: t("total"), value: wordAmount(locale, invoice.totalCents) },
          { term: t("due"), value: <strong>{wordAmount(locale, invoice.dueCents)}</strong> },
        ]}
      />
    </Section>
  );
}

async function Received({ invoice, visit }: Pick<Found, "invoice"> & { visit: DeskVisit }) {
  const [locale, t, ui, { till }] = await Promise.all([
    getLocale(),
    getTranslations("till.counter"),
    getTranslations("ui.form"),
    regieSettingsOf(visit.tx, invoice.regieId),
  ]);
  const taken = counterMeans.filter(
    (one) => (one !== "cesu" || till.cesuAccepted) && (one !== "voucher" || till.vouchersAccepted),
  );
  const takesTitles = till.cesuAccepted || till.vouchersAccepted;
  const due = wordAmount(locale, invoice.dueCents);
  return (
    <Section title={t("received")}>
      <CounterForm
        action={takePayment}
        texts={formTexts(ui)}
        hidden={{ invoiceId: invoice.id, _key: newSecret() }}
        choices={taken.map((one) => ({ value: one, label: t(one) }))}
        amount={formatInput(invoice.dueCents)}
        today={visit.today}
        words={{
          ...{ means: t("means"), amount: t("amount"), day: t("day"), save: t("save") },
          ...{ chequeNumber: t("chequeNumber"), chequeIssuer: t("chequeIssuer"), chequeHint: t("chequeHint") },
          reference: t("reference"),
          referenceHint: t(takesTitles ? "referenceHintTitles" : "referenceHint"),
          keepSurplus: t("keepSurplus"),
          keepSurplusDetail: t(takesTitles ? "keepSurplusDetailTitles" : "keepSurplusDetail"),
          amountHint: t(takesTitles ? "amountHintTitles" : "amountHint", { due }),
        }}
      />
    </Section>
  );
}
