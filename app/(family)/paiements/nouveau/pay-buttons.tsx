/** One button for each contract that may be chosen: mostly one; two where card and direct debit are two contracts of the régie. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import type { FormTexts } from "@/lib/i18n/form-texts";
import { type Offer, wayOf } from "@/lib/payment/rules-start";
import { onceKey } from "../../form-words";
import { pay } from "../actions";

type Props = { offers: readonly Offer[]; amount: string; invoiceId: string; texts: FormTexts };

export async function PayButtons({ offers, amount, invoiceId, texts }: Props) {
  const t = await getTranslations("payment.start");
  return offers.map((offer) => (
    <div key={offer.contractId} className="mt-4">
      <ActionForm
        action={pay}
        texts={texts}
        hidden={{ invoiceId, ...(offer.contractId && { contractId: offer.contractId }), ...onceKey() }}
        prefix={`pay-${offer.contractId}`}
      >
        <SubmitButton kind="due" block>
          {offers.length === 1 ? t("pay", { amount }) : t("payBy", { amount, by: t(`by.${wayOf([offer])}`) })}
        </SubmitButton>
      </ActionForm>
    </div>
  ));
}
