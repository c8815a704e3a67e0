/** The control of a period: books, receipts and PayFiP must say the same. Below, each payment that is not clear, with what to do. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { CaseLine } from "@/components/treasury/case-line";
import { ControlTable } from "@/components/treasury/control-table";
import { DecisionForm } from "@/components/treasury/decision-form";
import { PeriodForm } from "@/components/treasury/period-form";
import { Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordMoment, wordSpan } from "@/lib/i18n/dates";
import { type FormTexts, formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import { mayLearn } from "@/lib/online/rules-poll";
import { type AttemptState, needsPerson } from "@/lib/payment/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { regies } from "@/lib/treasury/queries";
import { type Case, casesOf, controlOf } from "@/lib/treasury/queries-control";
import { agrees } from "@/lib/treasury/rules";
import { periodOf, type Search, textOf } from "../encaissements/period";
import { askNow, decide } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("treasury.control"))("title") };
}

const WATCHED: readonly AttemptState[] = ["started", "pending", "unknown", "expired"];
const FOR_A_PERSON: readonly AttemptState[] = [
  "suspect",
  "amount_differs",
  "paid_twice",
  "after_hand_over",
  "rejected_later",
];

export default async function ControlPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", "/gestion/rapprochement")]);
  const { tx, today, moment } = visit;
  const known = await regies(tx);
  const period = periodOf(search, { regies: known, today });
  const [locale, t, ui] = await Promise.all([getLocale(), getTranslations("treasury"), getTranslations("ui.form")]);
  if (!period) return <Desk title={t("control.title")}>{<EmptyState icon="scale" title={t("noRegie")} />}</Desk>;
  const [gaps, cases, watched] = await Promise.all([
    controlOf(tx, period),
    casesOf(tx, { regieId: period.regieId, states: FOR_A_PERSON }),
    casesOf(tx, { regieId: period.regieId, states: WATCHED }),
  ]);
  const equal = gaps.every(agrees);
  const span = wordSpan(locale, { from: period.since, to: period.until, year: true });
  return (
    <Desk
      dateline={t("control.at", { moment: wordMoment(locale, moment) })}
      title={t("control.title")}
      lead={t("control.lead", { period: span })}
    >
      {textOf(search, "demande") || textOf(search, "decide") ? (
        <div className="mt-6">
          <Notice tone="ok" inset live title={t(textOf(search, "decide") ? "control.decided" : "control.asked")} />
        </div>
      ) : null}
      <PeriodForm
        page="/gestion/rapprochement"
        regies={known}
        period={period}
        words={{ regie: t("regie"), since: t("since"), until: t("until"), show: t("show") }}
      />
      <Notice tone={equal ? "ok" : "warn"} inset title={t(equal ? "control.allEqual" : "control.someDiffer")}>
        {equal ? undefined : t("control.someDifferText")}
      </Notice>
      <Section title={t("control.sources")}>
        <ControlTable gaps={gaps} />
      </Section>
      <Section title={t("cases.title", { count: cases.length })} id="a-decider">
        {cases.length === 0 ? (
          <EmptyState icon="check" title={t("cases.none")}>
            {t("cases.noneText")}
          </EmptyState>
        ) : (
          <CaseList cases={cases} texts={formTexts(ui)} today={today} />
        )}
      </Section>
      <Section title={t("cases.watched", { count: watched.length })} id="en-attente">
        {watched.length === 0 ? (
          <p className="soft mt-3">{t("cases.watchedNone")}</p>
        ) : (
          <CaseList cases={watched} texts={formTexts(ui)} today={today} />
        )}
      </Section>
    </Desk>
  );
}

type CaseListProps = { cases: readonly Case[]; texts: FormTexts; today: string };

async function CaseList({ cases, texts, today }: CaseListProps) {
  const t = await getTranslations("treasury.decision");
  const words = {
    ...{ open: t("open"), what: t("what"), card: t("card"), debit: t("debit"), none: t("none") },
    ...{
      amount: t("amount"),
      amountHint: t("amountHint"),
      reason: t("reason"),
      reasonHint: t("reasonHint"),
      save: t("save"),
    },
  };
  return (
    <Lines>
      {cases.map((one) => (
        <CaseLine
          key={one.id}
          due={needsPerson(one.state)}
          today={today}
          told={{ ...one, invoice: writtenNumber(one.invoice), moment: parisOf(one.createdAt).moment }}
        >
          {mayLearn(one) ? (
            <div className="mt-3">
              <ActionForm
                action={askNow}
                texts={{ ...texts, pending: t("asking") }}
                hidden={{ attemptId: one.id, _key: newSecret() }}
                prefix={`ask-${one.id}`}
              >
                <SubmitButton kind="line" small>
                  {t("ask")}
                </SubmitButton>
              </ActionForm>
            </div>
          ) : null}
          {one.state === "suspect" || one.state === "amount_differs" ? (
            <DecisionForm
              action={decide}
              texts={texts}
              hidden={{ attemptId: one.id, _key: newSecret() }}
              amount={formatInput(one.answeredCents ?? one.amountCents)}
              words={words}
            />
          ) : null}
        </CaseLine>
      ))}
    </Lines>
  );
}
