/** The mandate to read and to sign: the account, the words with who debits and under which reference, the password that signs. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { PasswordInput } from "@/components/forms/text-input";
import { DefinitionList } from "@/components/ui/label";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import { AccountFields } from "./account-fields";
import { creditorPairs, type MandateFactsProps } from "./mandate-facts";

type SignFormProps = {
  action: FormAction;
  hidden: Record<string, string>;
  holder: string;
  rum: string;
  creditor: MandateFactsProps["creditor"];
};

export async function SignForm({ action, hidden, holder, rum, creditor }: SignFormProps) {
  const [t, mandate, ui] = await Promise.all([
    getTranslations("debit.sign"),
    getTranslations("debit.mandate"),
    getTranslations("ui.form"),
  ]);
  const words = {
    ...{ holder: t("holder"), holderHint: t("holderHint"), iban: t("iban"), ibanHint: t("ibanHint") },
    ...{ bic: t("bic"), bicOpen: t("bicOpen"), bicHint: t("bicHint") },
  };
  const labels = { holder: t("holder"), iban: t("iban"), bic: t("bic"), agreed: t("read"), password: t("password") };
  return (
    <ActionForm action={action} texts={formTexts(ui)} hidden={hidden} labels={labels}>
      <h2>{t("account")}</h2>
      <AccountFields words={words} holder={holder} />
      <h2>{t("read")}</h2>
      <DefinitionList
        items={[
          ...creditorPairs(creditor, mandate),
          { term: mandate("rum"), value: <span className="num">{rum}</span> },
          { term: mandate("kind"), value: mandate("recurrent") },
        ]}
      />
      <p className="measure mt-3 mb-3">{mandate("text", { creditor: creditor.name })}</p>
      <Checkbox name="agreed" label={t("agreed")} />
      <PasswordInput
        name="password"
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="current-password"
        show={ui("show")}
        hide={ui("hide")}
      />
      <SubmitButton>{t("submit")}</SubmitButton>
      <p className="soft small mt-3">{t("safe")}</p>
    </ActionForm>
  );
}
