/** A payment plan as its family reads it: why, how much when, what was received, and the buttons that agree to it or pay it. */
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Padded, Section } from "@/components/layout/leaf";
import { coverKinds, type PlanView } from "@/lib/dunning/rules-plan";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordList } from "@/lib/i18n/dates";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import { InstalmentTable } from "./instalment-table";

type Props = {
  plan: PlanView;
  agree: FormAction;
  texts: FormTexts;
  formKey: string;
  /** The buttons that pay the next instalment. */
  children?: ReactNode;
};

export async function PlanCard({ plan, agree, texts, formKey, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations("dunning.plan"), getLocale()]);
  const { id, state, standing, totalCents, invoices, reason } = plan;
  const sums = {
    ...{ count: standing.instalments.length, total: wordAmount(locale, totalCents) },
    left: wordAmount(locale, standing.leftCents),
  };
  const covers = coverKinds.filter((kind) => standing.cover[kind] > 0);
  const isOpen = state === "proposed" || state === "agreed";
  const said = state === "withdrawn" ? "broken" : state;
  return (
    <Section title={t("title")}>
      <Padded>
        <p className="mt-3">{t(said, sums)}</p>
        {covers.map((kind) => (
          <p key={kind} className="mt-1">
            {t(`told.${kind}`, { amount: wordAmount(locale, standing.cover[kind]) })}
          </p>
        ))}
        <p className="soft small">
          {t("invoices", {
            list: wordList(
              locale,
              invoices.map(({ number }) => t("invoice", { number })),
            ),
          })}
          . {t("reason", { text: reason })}
        </p>
        {isOpen ? <InstalmentTable standing={standing} caption={t("title")} /> : null}
        {state === "agreed" ? children : null}
        {isOpen ? <p className="soft small mt-3">{t("how")}</p> : null}
        {state === "proposed" ? (
          <div className="mt-4 mb-6">
            <ActionForm action={agree} texts={texts} hidden={{ planId: id, _key: formKey }} prefix={id} after="">
              <SubmitButton kind="line" icon="check">
                {t("accept")}
              </SubmitButton>
            </ActionForm>
          </div>
        ) : null}
      </Padded>
    </Section>
  );
}
