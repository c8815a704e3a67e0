/** One payment plan: its instalments by what the books say was paid, and what a person may decide. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { InstalmentTable } from "@/components/dunning/instalment-table";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { planConsulted } from "@/lib/dunning/queries-plan";
import { afterStep, coverKinds, type PlanStep, type PlanView, planSteps } from "@/lib/dunning/rules-plan";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { change } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.plans"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export default async function PlanPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const visit = await officePage("billing.consult", `/gestion/facturation/echeanciers/${encodeURIComponent(id)}`);
  const plan = isId(id) ? await tracedRead(visit, (context) => planConsulted(context, id)) : null;
  if (!plan) notFound();
  const [t, page, locale] = await Promise.all([
    getTranslations("dunning.plans"),
    getTranslations("dunning.plans.page"),
    getLocale(),
  ]);
  const { state, standing } = plan;
  const made = page("made", { day: wordDate(locale, plan.madeOn) });
  return (
    <Desk
      title={page("title", { name: plan.payer })}
      dateline={opening(state === "proposed" ? made : `${t(`states.${state}`)}, ${made}`)}
      back={{ href: "/gestion/facturation/echeanciers", label: t("title") }}
      notice={fait ? <Notice tone="ok" live title={page("saved")} /> : null}
    >
      {state === "agreed" && standing.isLate ? (
        <Notice tone="warn" inset title={page("lateNotice", { days: standing.daysLate })} />
      ) : null}
      <DefinitionList
        items={[
          { term: page("reason"), value: plan.reason },
          { term: t("total"), value: wordAmount(locale, plan.totalCents) },
          ...coverKinds
            .filter((kind) => kind === "paid" || standing.cover[kind] > 0)
            .map((kind) => ({ term: page(`cover.${kind}`), value: wordAmount(locale, standing.cover[kind]) })),
          { term: t("left"), value: wordAmount(locale, standing.leftCents) },
          { term: page("invoices"), value: <Invoices plan={plan} /> },
        ]}
      />
      <Section title={page("instalments")}>
        <InstalmentTable standing={standing} />
      </Section>
      {allows(visit.passport.role, "debt.pursue") ? <Steps plan={plan} /> : null}
    </Desk>
  );
}

function Invoices({ plan }: { plan: PlanView }) {
  return plan.invoices.map(({ id, number }, index) => (
    <span key={id}>
      {index > 0 ? ", " : null}
      <TextLink href={`/gestion/facturation/factures/${id}`}>{number}</TextLink>
    </span>
  ));
}

const QUESTIONS = { withdraw: "withdrawQuestion", break: "breakQuestion", agree: "agree" } as const;

async function Steps({ plan }: { plan: PlanView }) {
  const [t, form] = await Promise.all([getTranslations("dunning.plans.page"), getTranslations("ui.form")]);
  const steps = planSteps.filter((step: PlanStep) => afterStep(plan.state, step) !== null);
  return (
    <div className="form-actions mt-6">
      {steps.map((step) => (
        <ActionForm
          key={step}
          action={change}
          texts={formTexts(form)}
          prefix={step}
          hidden={{ planId: plan.id, step, _key: newSecret() }}
        >
          <ConfirmButton label={t(step)} question={t(QUESTIONS[step])} confirm={t("confirm")} kind="line" />
        </ActionForm>
      ))}
    </div>
  );
}
