/** Exceptional access: the agent opens one here and sees her own; the head, and the data protection officer with her, see all. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { DateField, TextArea, TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { consultedAccesses, isFit } from "@/lib/accreditation/queries";
import { EXCEPTIONAL_MINUTES } from "@/lib/accreditation/rules";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { officePage, tracedRead } from "@/lib/server/page";
import { openAccess } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.exceptional"))("title") };
}

export default async function ExceptionalAccessPage() {
  const visit = await officePage("access.consult", "/gestion/acces");
  const { passport, scope, tx, today } = visit;
  const opens = allows(passport.role, "access.open");
  const [t, fit, rows] = await Promise.all([
    getTranslations("access.exceptional"),
    opens ? isFit(tx, passport.accountId, today) : false,
    tracedRead(visit, (context) => consultedAccesses(context, scope)),
  ]);
  return (
    <Desk title={t("title")} lead={opens ? t("lead") : t("leadHead")}>
      {opens && !fit ? <Notice tone="info" title={t("notFit")} /> : null}
      {fit ? (
        <Section title={t("form")}>
          <OpenForm today={today} />
        </Section>
      ) : null}
      <Section title={opens ? t("mine") : t("list")}>
        <Accesses rows={rows} showsAgent={!opens} />
      </Section>
    </Desk>
  );
}

async function OpenForm({ today }: { today: string }) {
  const [t, ui] = await Promise.all([getTranslations("access.exceptional"), getTranslations("ui.form")]);
  const minutes = EXCEPTIONAL_MINUTES.map((count) => ({ value: String(count), label: t("minutesOf", { count }) }));
  return (
    <div className="mt-3">
      <ActionForm
        action={openAccess}
        texts={{ ...formTexts(ui), refused: t("refused") }}
        labels={{
          firstName: t("firstName"),
          lastName: t("lastName"),
          birthDate: t("birthDate"),
          reason: t("reason"),
          minutes: t("minutes"),
        }}
      >
        <p className="mb-4">{t("exact")}</p>
        <div className="field-row">
          <TextInput name="firstName" label={t("firstName")} autoComplete="off" />
          <TextInput name="lastName" label={t("lastName")} autoComplete="off" />
        </div>
        <DateField name="birthDate" label={t("birthDate")} max={today} />
        <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} />
        <RadioGroup name="minutes" legend={t("minutes")} choices={minutes} defaultValue="15" />
        <ConfirmButton label={t("submit")} question={t("ask")} confirm={t("yes")} />
      </ActionForm>
    </div>
  );
}

type Row = Awaited<ReturnType<typeof consultedAccesses>>[number];

async function Accesses({ rows, showsAgent }: { rows: readonly Row[]; showsAgent: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("access.exceptional"), getLocale()]);
  if (rows.length === 0) return <EmptyState icon="shield" title={t("none")} />;
  const agent = { key: "agent", header: t("columns.agent"), label: t("columns.agent"), cell: (row: Row) => row.agent };
  return (
    <Table
      caption={t("list")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "when", header: t("columns.when"), rowHeader: true, cell: (row) => wordMoment(locale, row.openedAt) },
        ...(showsAgent ? [agent] : []),
        {
          key: "family",
          header: t("columns.family"),
          label: t("columns.family"),
          cell: ({ household }) =>
            household ? <TextLink href={`/gestion/foyers/${household.id}`}>{household.name}</TextLink> : t("hidden"),
        },
        {
          key: "minutes",
          header: t("columns.minutes"),
          label: t("columns.minutes"),
          cell: (row) => t("minutesOf", { count: row.minutes }),
        },
        { key: "reason", header: t("columns.reason"), label: t("columns.reason"), cell: (row) => row.reason },
        {
          key: "state",
          header: t("columns.state"),
          cell: (row) =>
            row.isOpen ? (
              <Tag tone="due">{t("open", { moment: wordMoment(locale, row.endsAt) })}</Tag>
            ) : (
              <Tag tone="quiet">{t("over")}</Tag>
            ),
        },
      ]}
    />
  );
}
