/** Payment plans under way and past, and who owes what: from here a plan is proposed. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { allPlans, type Debtor, debtorsPage } from "@/lib/dunning/queries-plan";
import type { PlanState, PlanView } from "@/lib/dunning/rules-plan";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.plans"))("title") };
}

const TONES: Record<PlanState, TagTone> = {
  ...{ proposed: "due", agreed: "info", broken: "bad", ended: "ok", withdrawn: "quiet" },
};

export default async function PlansPage() {
  const visit = await officePage("billing.consult", "/gestion/facturation/echeanciers");
  const t = await getTranslations("dunning.plans");
  const plans = await tracedRead(visit, allPlans);
  const debtors = await tracedRead(visit, debtorsPage);
  const free = debtors.filter(({ invoices }) => invoices.some(({ isPlanned }) => !isPlanned));
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/facturation", label: t("back") }}>
      <Section title={t("list")}>
        {plans.length === 0 ? (
          <EmptyState icon="calendar" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <Table
            caption={t("caption")}
            hideCaption
            rows={plans}
            rowKey={({ id }) => id}
            columns={await planColumns()}
            marked={({ state, standing }) => state === "agreed" && standing.isLate}
          />
        )}
      </Section>
      <Section title={t("debtors")}>
        {free.length === 0 ? (
          <p className="soft mt-3">{t("nobody")}</p>
        ) : (
          <Table
            caption={t("debtorsCaption")}
            hideCaption
            rows={free}
            rowKey={({ payerId, regieId }) => `${payerId}.${regieId}`}
            columns={await debtorColumns(allows(visit.passport.role, "debt.pursue"))}
          />
        )}
      </Section>
    </Desk>
  );
}

async function planColumns(): Promise<Column<PlanView>[]> {
  const [t, locale] = await Promise.all([getTranslations("dunning.plans"), getLocale()]);
  const next = ({ standing }: PlanView) => standing.instalments.find(({ leftCents }) => leftCents > 0);
  return [
    {
      ...{ key: "who", header: t("who"), rowHeader: true },
      cell: ({ id, payer }) => (
        <TextLink href={`/gestion/facturation/echeanciers/${id}`} label={t("openLabel", { name: payer })}>
          {payer}
        </TextLink>
      ),
    },
    {
      ...{ key: "state", header: t("state"), label: t("state") },
      cell: ({ state, standing }) => (
        <>
          <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
          {state === "agreed" && standing.daysLate > 0 ? <small>{t("late", { days: standing.daysLate })}</small> : null}
        </>
      ),
    },
    {
      ...{ key: "next", header: t("next"), label: t("next") },
      cell: (plan) => {
        const one = plan.state === "agreed" || plan.state === "proposed" ? next(plan) : undefined;
        return one ? wordDate(locale, one.dueOn) : null;
      },
    },
    {
      ...{ key: "total", header: t("total"), label: t("total"), align: "end" },
      cell: ({ totalCents }) => wordAmount(locale, totalCents),
    },
    {
      ...{ key: "left", header: t("left"), label: t("left"), align: "end" },
      cell: ({ standing }) => wordAmount(locale, standing.leftCents),
    },
  ];
}

async function debtorColumns(mayPropose: boolean): Promise<Column<Debtor>[]> {
  const [t, locale] = await Promise.all([getTranslations("dunning.plans"), getLocale()]);
  return [
    { key: "who", header: t("who"), rowHeader: true, cell: ({ payer }) => payer },
    { key: "invoices", header: t("invoices"), label: t("invoices"), cell: ({ invoices }) => invoices.length },
    {
      ...{ key: "owed", header: t("owed"), label: t("owed"), align: "end" },
      cell: ({ dueCents }) => wordAmount(locale, dueCents),
    },
    {
      ...{ key: "propose", header: t("propose") },
      cell: ({ payerId, regieId, payer }) =>
        mayPropose ? (
          <TextLink
            href={`/gestion/facturation/echeanciers/nouveau?payeur=${payerId}&regie=${regieId}`}
            label={t("proposeLabel", { name: payer })}
          >
            {t("propose")}
          </TextLink>
        ) : null,
    },
  ];
}
