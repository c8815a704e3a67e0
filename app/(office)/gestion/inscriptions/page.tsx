/** Yearly enrolments that wait for the office, and the last ones decided. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { Line, Lines } from "@/components/ui/line";
import { Tabs } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { enrolmentsForOffice } from "@/lib/enrolment/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { regularitiesOf } from "@/lib/profile/rules-facts";
import { rulesHistory } from "@/lib/rulebook/queries";
import { officePage } from "@/lib/server/page";
import { decide } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity.decide"))("title") };
}

type Props = { searchParams: Promise<{ vue?: string; fait?: string }> };
type Row = Awaited<ReturnType<typeof enrolmentsForOffice>>[number];

export default async function EnrolmentsPage({ searchParams }: Props) {
  const { vue, fait } = await searchParams;
  const visit = await officePage("enrolment.decide", "/gestion/inscriptions");
  const view = vue === "decidees" ? "decided" : "requested";
  const [t, locale, rows, history] = await Promise.all([
    getTranslations("activity.decide"),
    getLocale(),
    enrolmentsForOffice(visit.tx, visit.scope, view),
    rulesHistory(visit.tx),
  ]);
  const said = fait === "acceptee" ? t("accepted") : fait === "refusee" ? t("refused") : null;
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      notice={said ? <Notice tone="ok" live title={said} /> : null}
      tools={
        <Tabs
          label={t("tabs")}
          items={[
            { href: "/gestion/inscriptions", label: t("waiting"), current: view === "requested" },
            { href: "/gestion/inscriptions?vue=decidees", label: t("decided"), current: view === "decided" },
          ]}
        />
      }
    >
      {view === "decided" ? (
        <Decided rows={rows} locale={locale} />
      ) : (
        <Waiting rows={rows} locale={locale} regularities={regularitiesOf(history, visit.today)} />
      )}
    </Desk>
  );
}

type Part = { rows: readonly Row[]; locale: Locale };

async function Waiting({ rows, locale, regularities }: Part & Pick<Asked, "regularities">) {
  const t = await getTranslations("activity.decide");
  if (rows.length === 0) {
    return (
      <EmptyState icon="check" title={t("empty")}>
        {t("emptyText")}
      </EmptyState>
    );
  }
  return (
    <Lines>
      {rows.map((row) => (
        <Request key={row.id} row={row} locale={locale} regularities={regularities} />
      ))}
    </Lines>
  );
}

/** The rules may have other words: those are shown as they stand. */
const KNOWN = ["regular", "occasional", "card"] as const;

type Asked = { row: Row; locale: Locale; regularities: readonly string[] };

async function Request({ row, locale, regularities }: Asked) {
  const t = await getTranslations("activity.decide");
  const texts = formTexts(await getTranslations("ui.form"));
  const name = `${row.child.firstName} ${row.child.lastName}`;
  const about = { enrolmentId: row.id, activityId: row.activity.id };
  return (
    <Line title={`${name} · ${activityName(locale, row)}`} icon="docadd" due>
      <p className="mb-2">
        {row.activity.site.name} · {row.school ? t("pupil", row.school) : t("noSchool")} ·{" "}
        {t("asked", { day: wordDate(locale, row.requestedOn) })}
      </p>
      <ActionForm
        action={decide}
        texts={texts}
        prefix={`accept-${row.id}`}
        hidden={{ ...onceKey(), ...about, decision: "accept" }}
      >
        {regularities.length > 0 ? (
          <Select
            name="regularity"
            label={t("regularity")}
            options={regularities.map((value) => {
              const known = KNOWN.find((word) => word === value);
              return { value, label: known ? t(`regularities.${known}`) : value };
            })}
          />
        ) : null}
        <SubmitButton small>{t("acceptFor", { child: name })}</SubmitButton>
      </ActionForm>
      <Disclosure summary={t("refuse")}>
        <ActionForm
          action={decide}
          texts={texts}
          prefix={`refuse-${row.id}`}
          hidden={{ ...onceKey(), ...about, decision: "refuse" }}
        >
          <TextArea name="motive" label={t("motive")} rows={3} />
          <SubmitButton kind="danger" small>
            {t("refuseButton")}
          </SubmitButton>
        </ActionForm>
      </Disclosure>
    </Line>
  );
}

async function Decided({ rows, locale }: Part) {
  const [t, states] = await Promise.all([
    getTranslations("activity.decide"),
    getTranslations("activity.enrolment.states"),
  ]);
  if (rows.length === 0) return <EmptyState icon="docadd" title={t("emptyDecided")} />;
  return (
    <Table
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "child",
          header: t("child"),
          rowHeader: true,
          cell: (row) => `${row.child.firstName} ${row.child.lastName}`,
        },
        {
          key: "activity",
          header: t("activity"),
          cell: (row) => `${activityName(locale, row)}, ${row.activity.site.name}`,
        },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <Tag tone={row.state === "accepted" ? "ok" : "bad"}>{states(row.state)}</Tag>,
        },
        { key: "motive", header: t("motiveColumn"), cell: (row) => row.motive ?? "" },
      ]}
    />
  );
}

function activityName(locale: Locale, row: Row): string {
  return locale === "fr" ? row.activity.nameFr : row.activity.nameEn;
}
