/** The payment plans of the family, placed above its invoices, with a button for the next instalment; nothing where there is none. */
import { getLocale, getTranslations } from "next-intl/server";
import { PlanCard } from "@/components/dunning/plan-card";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import type { FamilyScope } from "@/lib/access/gate";
import { plansOf } from "@/lib/dunning/queries-plan";
import { nextPayment, type PlanView } from "@/lib/dunning/rules-plan";
import { wordAmount } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { onlineTermsOf } from "@/lib/payment/queries";
import { wayOf } from "@/lib/payment/rules-start";
import type { Visit } from "@/lib/server/page";
import { onceKey } from "../../form-words";
import { payInstalment } from "../../paiements/actions";
import { agree } from "./actions";

type Reader = Pick<Visit<FamilyScope>, "tx" | "scope">;

export async function Plans({ tx, scope }: Reader) {
  const [plans, form] = await Promise.all([plansOf(tx, scope), getTranslations("ui.form")]);
  const shown = plans.filter(({ state }) => state === "proposed" || state === "agreed");
  return shown.map((plan) => (
    <PlanCard key={plan.id} plan={plan} agree={agree} texts={formTexts(form)} formKey={newSecret()}>
      <PayInstalment tx={tx} plan={plan} />
    </PlanCard>
  ));
}

/** One button for each contract, as for an invoice. */
async function PayInstalment({ tx, plan }: Pick<Reader, "tx"> & { plan: PlanView }) {
  const [{ offers, limits }, t, by, form, locale] = await Promise.all([
    onlineTermsOf(tx, plan.regieId),
    getTranslations("dunning.plan"),
    getTranslations("payment.start.by"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const amount = wordAmount(locale, nextPayment(plan.standing, limits.minCents));
  const texts = { ...formTexts(form), refused: t("payRefused"), pending: t("payLeaving") };
  return offers.map((offer) => (
    <div key={offer.contractId} className="mt-4">
      <ActionForm
        action={payInstalment}
        texts={texts}
        hidden={{ planId: plan.id, ...(offer.contractId && { contractId: offer.contractId }), ...onceKey() }}
        prefix={`instalment-${plan.id}-${offer.contractId}`}
      >
        <SubmitButton kind="due">
          {offers.length === 1 ? t("pay", { amount }) : t("payBy", { amount, by: by(wayOf([offer])) })}
        </SubmitButton>
      </ActionForm>
    </div>
  ));
}
