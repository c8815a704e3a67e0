/** Giving up a debt by decision: what is owed, how much of it, by which decision of which day. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { EmptyState } from "@/components/ui/notice";
import { creditableOf } from "@/lib/credit/queries";
import { writableOf } from "@/lib/credit/rules-write-off";
import { wordAmount } from "@/lib/i18n/amounts";
import { type FormTexts, formTexts } from "@/lib/i18n/form-texts";
import { numberOf } from "@/lib/invoice/rules";
import { isId, newSecret } from "@/lib/kernel/ids";
import { type Cents, formatInput } from "@/lib/kernel/money";
import { recoveriesOf } from "@/lib/refund/queries-office";
import { officePage } from "@/lib/server/page";
import { giveUpRefund, writeOff } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("credit.life"))("writeOff") };
}

type Props = { params: Promise<{ id: string }> };

export default async function WriteOffPage({ params }: Props) {
  const { id } = await params;
  const { tx } = await officePage("debt.write-off", `/gestion/facturation/factures/${encodeURIComponent(id)}/abandon`);
  const found = isId(id) ? await creditableOf(tx, id) : null;
  if (!found) notFound();
  const [t, form, locale] = await Promise.all([
    getTranslations("credit.writeOff"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const [most, recoveries] = [writableOf(found), await recoveriesOf(tx, id)];
  const fromRegie = found.dueCents > 0;
  const owed = { term: t(fromRegie ? "left" : "claim"), value: wordAmount(locale, most) };
  const hidden = { invoiceId: id, _key: newSecret() };
  return (
    <Desk
      title={t("title", { number: numberOf(found.invoice) ?? "" })}
      lead={t("lead")}
      back={{ href: `/gestion/facturation/factures/${id}`, label: (await getTranslations("credit.note"))("back") }}
    >
      {most === 0 && recoveries.length === 0 ? <EmptyState icon="check" title={t("nothing")} /> : null}
      {most === 0 ? null : (
        <Section title={t("decision")}>
          <div className="mb-4">
            <DefinitionList items={[owed]} />
          </div>
          <ActionForm
            action={writeOff}
            texts={formTexts(form)}
            hidden={hidden}
            labels={{ amount: t("amount"), decision: t("decision"), decidedOn: t("decidedOn") }}
          >
            <TextInput
              name="amount"
              label={t("amount")}
              hint={t("amountHint", { most: wordAmount(locale, most) })}
              inputMode="decimal"
              short
              required
              defaultValue={formatInput(most)}
            />
            <Decision />
            <ConfirmButton label={t("button")} question={t("question")} confirm={t("confirm")} />
          </ActionForm>
        </Section>
      )}
      {recoveries.map((one) => (
        <Recovery key={one.caseId} {...one} texts={formTexts(form)} />
      ))}
    </Desk>
  );
}

async function Decision() {
  const t = await getTranslations("credit.writeOff");
  return (
    <>
      <TextInput name="decision" label={t("decision")} hint={t("decisionHint")} required maxLength={160} />
      <DateField name="decidedOn" label={t("decidedOn")} required />
    </>
  );
}

type RecoveryProps = { caseId: string; amountCents: Cents; texts: FormTexts };

/** A refund of money that the bank took back: given up whole, or not. */
async function Recovery({ caseId, amountCents, texts }: RecoveryProps) {
  const [t, locale] = await Promise.all([getTranslations("credit.writeOff"), getLocale()]);
  return (
    <Section title={t("recovery.title")}>
      <p className="measure mb-4">{t("recovery.lead")}</p>
      <div className="mb-4">
        <DefinitionList items={[{ term: t("recovery.owed"), value: wordAmount(locale, amountCents) }]} />
      </div>
      <ActionForm
        action={giveUpRefund}
        texts={texts}
        hidden={{ caseId, _key: newSecret() }}
        labels={{ decision: t("decision"), decidedOn: t("decidedOn") }}
        prefix={`recovery-${caseId}`}
      >
        <Decision />
        <ConfirmButton label={t("button")} question={t("recovery.question")} confirm={t("recovery.confirm")} />
      </ActionForm>
    </Section>
  );
}
