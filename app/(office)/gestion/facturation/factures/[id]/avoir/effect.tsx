/** What the credit note will do, before it is issued; then the reason and the button that issues exactly this. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import type { Creditable } from "@/lib/credit/queries";
import { type CreditPlan, type CreditRefusal, effectOf } from "@/lib/credit/rules";
import type { Pick } from "@/lib/credit/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { credit } from "../actions";

type EffectProps = {
  found: Creditable;
  plan: CreditPlan | CreditRefusal;
  picks: readonly Pick[];
  payer: string;
  /** The contested line that it answers. */
  requestId: string | null;
};

export async function Effect({ found, plan, picks, payer, requestId }: EffectProps) {
  const [t, form, locale] = await Promise.all([
    getTranslations("credit.note"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  if (typeof plan === "string") return <Notice tone="error" inset live title={t(`refusals.${plan}`)} />;
  const { invoice, dueCents } = found;
  const { loweredCents, creditCents } = effectOf(plan.totalCents, dueCents);
  const say = (cents: number) => wordAmount(locale, cents);
  const amount = say(plan.totalCents);
  const hidden = {
    ...{ invoiceId: invoice.id, picks: JSON.stringify(picks), cents: String(plan.totalCents) },
    ...(requestId && { requestId }),
    _key: newSecret(),
  };
  return (
    <Section title={t("effect")} id="effet">
      <DefinitionList
        look="sums"
        items={[
          { term: t("total"), value: amount, total: true },
          ...(loweredCents > 0
            ? [
                {
                  term: t("lowered"),
                  value: t("loweredTo", { before: say(dueCents), after: say(dueCents - loweredCents) }),
                },
              ]
            : []),
          ...(creditCents > 0 ? [{ term: t("creditLeft", { payer }), value: say(creditCents) }] : []),
          ...(plan.againCents > 0 ? [{ term: t("newInvoice"), value: say(plan.againCents) }] : []),
        ]}
      />
      {creditCents > 0 ? <p className="soft small mt-3">{t("creditUse")}</p> : null}
      <div className="mt-6">
        <ActionForm action={credit} texts={formTexts(form)} labels={{ reason: t("reason") }} hidden={hidden}>
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} required maxLength={500} />
          <SubmitButton icon="check">
            {plan.againCents > 0
              ? t("confirmAgain", { amount, again: say(plan.againCents) })
              : t("confirm", { amount })}
          </SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}
