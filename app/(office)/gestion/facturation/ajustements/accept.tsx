/** The three ways to accept: all, a household's, one line. Each posts the sum that was shown, so that nothing else is accepted. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import type { Proposal } from "@/lib/correction/queries";
import { wordChange } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import { daysText } from "@/lib/invoice/rules-words";
import { newSecret } from "@/lib/kernel/ids";
import { accept } from "./actions";
import type { Asked } from "./asked";

const hiddenOf = ({ month, regieId }: Asked, cents: number) => ({
  month,
  regieId,
  cents: String(cents),
  _key: newSecret(),
});

type AcceptAllProps = { asked: Asked; lines: number; cents: number };

export async function AcceptAll({ asked, lines, cents }: AcceptAllProps) {
  const [t, form, locale] = await wordsOf();
  const change = wordChange(locale, cents);
  return (
    <div className="mt-4">
      <ActionForm action={accept} texts={formTexts(form)} hidden={hiddenOf(asked, cents)} prefix="all">
        <ConfirmButton
          label={t("all")}
          question={t("allQuestion", { lines, change })}
          confirm={t("allConfirm")}
          kind="primary"
        />
      </ActionForm>
    </div>
  );
}

type AcceptFamilyProps = { asked: Asked; householdId: string; cents: number };

export async function AcceptFamily({ asked, householdId, cents }: AcceptFamilyProps) {
  const [t, form, locale] = await wordsOf();
  const hidden = { ...hiddenOf(asked, cents), householdId };
  return (
    <ActionForm action={accept} texts={formTexts(form)} hidden={hidden} prefix={`f-${householdId}`}>
      <SubmitButton kind="line" small icon="check">
        {t("family", { change: wordChange(locale, cents) })}
      </SubmitButton>
    </ActionForm>
  );
}

type AcceptLineProps = { asked: Asked; proposal: Proposal; who: string; place: number };

export async function AcceptLine({ asked, proposal, who, place }: AcceptLineProps) {
  const [t, form, locale] = await wordsOf();
  const { key, householdId, cents, billedCents, days } = proposal;
  const change = cents - billedCents;
  const hidden = { ...hiddenOf(asked, change), householdId, line: key };
  const label = t("acceptLabel", { change: wordChange(locale, change), who, day: daysText(days, locale) });
  return (
    <ActionForm action={accept} texts={formTexts(form)} hidden={hidden} prefix={`l-${householdId}-${place}`}>
      <SubmitButton kind="line" small>
        <span aria-hidden="true">{t("accept")}</span>
        <span className="sr">{label}</span>
      </SubmitButton>
    </ActionForm>
  );
}

function wordsOf() {
  return Promise.all([getTranslations("invoice.office.corrections"), getTranslations("ui.form"), getLocale()]);
}
