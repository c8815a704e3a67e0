/** Months to invoice and months invoiced. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { wordAmount } from "@/lib/i18n/amounts";
import { opening, wordDate, wordMonth } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type RunState, type RunSummary, regiesOf, runsOf } from "@/lib/invoice/queries-runs";
import { addMonths, monthOf, parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { officePage, type Visit } from "@/lib/server/page";
import { prepare } from "./actions";
import { AfterIssue } from "./after-issue";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.office"))("title") };
}

const TONES: Record<RunState, TagTone> = { draft: "due", checked: "info", issuing: "info", issued: "ok" };

export default async function BillingPage() {
  const visit = await officePage("billing.consult", "/gestion/facturation");
  const [t, proof, runs] = await Promise.all([
    getTranslations("invoice.office"),
    getTranslations("credit.proof"),
    runsOf(visit.tx),
  ]);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      action={
        <div className="form-actions">
          <LinkButton kind="line" href="/gestion/facturation/ajustements">
            {t("corrections.open")}
          </LinkButton>
          <LinkButton kind="quiet" href="/gestion/facturation/preuve">
            {proof("title")}
          </LinkButton>
        </div>
      }
    >
      {allows(visit.passport.role, "billing.run") ? <PrepareForm tx={visit.tx} today={visit.today} /> : null}
      <Section title={t("months")}>
        {runs.length === 0 ? (
          <EmptyState icon="invoice" title={t("monthsEmptyTitle")}>
            {t("monthsEmpty")}
          </EmptyState>
        ) : (
          <Runs runs={runs} />
        )}
      </Section>
      <AfterIssue tx={visit.tx} today={visit.today} />
    </Desk>
  );
}

const MONTHS_BACK = 12;

async function PrepareForm({ tx, today }: Pick<Visit<unknown>, "tx" | "today">) {
  const [locale, t, form, regies] = await Promise.all([
    getLocale(),
    getTranslations("invoice.office"),
    getTranslations("ui.form"),
    regiesOf(tx),
  ]);
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => addMonths(monthOf(today), -back));
  const [only] = regies;
  const alone = regies.length === 1 && only ? { regieId: only.id } : null;
  return (
    <Section title={t("prepareTitle")}>
      <ActionForm
        action={prepare}
        texts={formTexts(form)}
        labels={{ month: t("month"), regieId: t("regie") }}
        hidden={{ _key: newSecret(), ...alone }}
      >
        <p className="soft measure mt-3">{t("prepareHint")}</p>
        <div className="field-bar mt-4">
          <Select
            name="month"
            label={t("month")}
            defaultValue={addMonths(monthOf(today), -1)}
            options={months.map((month) => ({ value: month, label: opening(wordMonth(locale, month)) }))}
          />
          {alone ? null : (
            <Select
              name="regieId"
              label={t("regie")}
              options={regies.map((regie) => ({ value: regie.id, label: regie.name }))}
            />
          )}
          <SubmitButton>{t("prepare")}</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  );
}

async function Runs({ runs }: { runs: readonly RunSummary[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.office")]);
  const dateOf = (run: RunSummary) => wordDate(locale, parisOf(run.issuedAt ?? run.createdAt).day);
  const states = { draft: t("prepared"), checked: t("checked"), issuing: t("issuing"), issued: t("issued") };
  return (
    <Table
      caption={t("months")}
      hideCaption
      rows={runs}
      rowKey={(run) => run.id}
      columns={[
        {
          key: "month",
          header: t("month"),
          rowHeader: true,
          cell: (run) => (
            <TextLink href={`/gestion/facturation/${run.id}`}>{opening(wordMonth(locale, run.month))}</TextLink>
          ),
        },
        { key: "regie", header: t("regie"), label: t("regie"), cell: (run) => run.regie },
        {
          key: "state",
          header: t("state"),
          label: t("state"),
          cell: (run) => (
            <>
              <Tag tone={TONES[run.state]}>{states[run.state]}</Tag> <small>{dateOf(run)}</small>
            </>
          ),
        },
        { key: "count", header: t("invoices"), label: t("invoices"), align: "end", cell: (run) => run.invoices },
        {
          key: "total",
          header: t("total"),
          label: t("total"),
          align: "end",
          cell: (run) => wordAmount(locale, run.totalCents),
        },
      ]}
    />
  );
}
