/** A new payment plan: which invoices, in how many parts, from when; the parts are shown before anything is proposed. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox, CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextArea, TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { type Debtor, debtorsPage } from "@/lib/dunning/queries-plan";
import { type Instalment, scheduleOf } from "@/lib/dunning/rules-plan";
import { MOST_INSTALMENTS } from "@/lib/dunning/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate, wordMonth } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { type Cents, sum } from "@/lib/kernel/money";
import { officePage, tracedRead } from "@/lib/server/page";
import { propose } from "../actions";
import { type Asked, readAsked } from "./asked";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.plans.new"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewPlanPage({ searchParams }: Props) {
  const search = await searchParams;
  const visit = await officePage("debt.pursue", "/gestion/facturation/echeanciers/nouveau");
  const asked = readAsked(search, visit.today);
  if (!isId(asked.payerId)) notFound();
  const debtors = await tracedRead(visit, (context) => debtorsPage(context, { payerId: asked.payerId }));
  const debtor = debtors.find(({ regieId }) => regieId === asked.regieId) ?? debtors[0];
  const t = await getTranslations("dunning.plans.new");
  const free = debtor?.invoices.filter(({ isPlanned }) => !isPlanned) ?? [];
  const back = { href: "/gestion/facturation/echeanciers", label: (await getTranslations("dunning.plans"))("title") };
  if (!debtor || free.length === 0) {
    return (
      <Desk title={t("title")} back={back}>
        <EmptyState icon="check" title={t("nothing")} />
      </Desk>
    );
  }
  const chosen = free.filter(({ id }) => asked.invoices.length === 0 || asked.invoices.includes(id));
  const cents = sum(chosen.map(({ dueCents }) => dueCents));
  return (
    <Desk title={t("title")} lead={t("lead", { name: debtor.payer })} back={back}>
      <AskForm asked={asked} debtor={debtor} free={free} chosen={chosen.map(({ id }) => id)} />
      <Preview instalments={scheduleOf(cents, asked)} />
      <ProposeForm asked={asked} debtor={debtor} chosen={chosen.map(({ id }) => id)} cents={cents} />
    </Desk>
  );
}

type AskProps = { asked: Asked; debtor: Debtor; free: Debtor["invoices"]; chosen: readonly string[] };

/** Asks for the same page again: nothing is kept. */
async function AskForm({ asked, debtor, free, chosen }: AskProps) {
  const [t, locale] = await Promise.all([getTranslations("dunning.plans.new"), getLocale()]);
  return (
    <form action="/gestion/facturation/echeanciers/nouveau" method="get">
      <input type="hidden" name="payeur" value={debtor.payerId} />
      <input type="hidden" name="regie" value={debtor.regieId} />
      {asked.requestId ? <input type="hidden" name="demande" value={asked.requestId} /> : null}
      <CheckboxGroup
        name="facture"
        legend={t("choose")}
        defaultValues={chosen}
        choices={free.map(({ id, number, month, dueCents }) => ({
          value: id,
          label: t("invoice", { number, month: wordMonth(locale, month), amount: wordAmount(locale, dueCents) }),
        }))}
      />
      <div className="field-bar mt-4">
        <TextInput
          short
          name="fois"
          label={t("count")}
          hint={t("countHint", { most: MOST_INSTALMENTS })}
          inputMode="numeric"
          defaultValue={String(asked.count)}
        />
        <DateField name="des" label={t("firstOn")} defaultValue={asked.firstOn} />
        <Button kind="line" type="submit">
          {t("show")}
        </Button>
      </div>
    </form>
  );
}

async function Preview({ instalments }: { instalments: readonly Instalment[] }) {
  const [t, locale] = await Promise.all([getTranslations("dunning.plans.new"), getLocale()]);
  return (
    <Section title={t("preview")}>
      <Table
        caption={t("preview")}
        hideCaption
        rows={instalments.map((one, index) => ({ ...one, position: index + 1 }))}
        rowKey={({ position }) => String(position)}
        columns={[
          { key: "position", header: t("position"), rowHeader: true, cell: ({ position }) => position },
          { key: "day", header: t("day"), label: t("day"), cell: ({ dueOn }) => wordDate(locale, dueOn) },
          {
            ...{ key: "amount", header: t("amount"), label: t("amount"), align: "end" },
            cell: ({ amountCents }) => wordAmount(locale, amountCents),
          },
        ]}
      />
    </Section>
  );
}

type ProposeProps = { asked: Asked; debtor: Debtor; chosen: readonly string[]; cents: Cents };

async function ProposeForm({ asked, debtor, chosen, cents }: ProposeProps) {
  const [t, form] = await Promise.all([getTranslations("dunning.plans.new"), getTranslations("ui.form")]);
  const { payerId, regieId } = debtor;
  return (
    <ActionForm
      action={propose}
      texts={formTexts(form)}
      labels={{ reason: t("reason"), firstOn: t("firstOn"), count: t("count"), invoices: t("choose") }}
      hidden={{
        ...{ _key: newSecret(), payerId, regieId, count: String(asked.count), firstOn: asked.firstOn },
        cents: String(cents),
        ...(asked.requestId && { requestId: asked.requestId }),
      }}
    >
      {chosen.map((id) => (
        <input key={id} type="hidden" name="invoices[]" value={id} />
      ))}
      <div className="mt-6">
        <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} required />
        <Checkbox name="agreed" label={t("agreed")} detail={t("agreedHint")} />
      </div>
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}
