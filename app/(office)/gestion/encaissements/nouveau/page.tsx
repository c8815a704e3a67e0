/** Money at the counter: find the invoice, then write down the cash or the cheque. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { CounterForm } from "@/components/treasury/counter-form";
import { FoundTable } from "@/components/treasury/found-table";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage, tracedRead } from "@/lib/server/page";
import { invoiceAtDesk, searchInvoices } from "@/lib/till/queries-desk";
import { takePayment } from "../actions";
import { type Search, textOf } from "../period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("treasury.counter"))("title") };
}

const BACK = "/gestion/encaissements";

export default async function CounterPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const visit = await officePage("receipt.record", `${BACK}/nouveau`);
  const [id, wanted] = [textOf(search, "facture"), textOf(search, "recherche")];
  const t = await getTranslations("treasury.counter");
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

async function TakeMoney({ id, visit }: { id: string; visit: Awaited<ReturnType<typeof officePage>> }) {
  const found = isId(id) ? await tracedRead(visit, (context) => invoiceAtDesk(context, id)) : null;
  if (!found) notFound();
  const { invoice } = found;
  const t = await getTranslations("treasury.counter");
  const title = t("forInvoice", { number: writtenNumber(invoice) });
  return (
    <Desk title={title} back={{ href: `${BACK}/nouveau`, label: t("other") }}>
      <Owed {...found} />
      {invoice.dueCents <= 0 ? (
        <div className="mt-6">
          <Notice tone="ok" inset title={t("settled")} />
        </div>
      ) : (
        <Received invoice={invoice} today={visit.today} />
      )}
    </Desk>
  );
}

async function Owed({ invoice, payer }: Found) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("treasury.counter")]);
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

async function Received({ invoice, today }: Pick<Found, "invoice"> & { today: string }) {
  const [locale, t, ui] = await Promise.all([
    getLocale(),
    getTranslations("treasury.counter"),
    getTranslations("ui.form"),
  ]);
  return (
    <Section title={t("received")}>
      <CounterForm
        action={takePayment}
        texts={formTexts(ui)}
        hidden={{ invoiceId: invoice.id, _key: newSecret() }}
        amount={formatInput(invoice.dueCents)}
        today={today}
        words={{
          ...{ means: t("means"), cash: t("cash"), cheque: t("cheque"), amount: t("amount"), day: t("day") },
          ...{ chequeNumber: t("chequeNumber"), chequeIssuer: t("chequeIssuer"), chequeHint: t("chequeHint") },
          amountHint: t("amountHint", { due: wordAmount(locale, invoice.dueCents) }),
          save: t("save"),
        }}
      />
    </Section>
  );
}
