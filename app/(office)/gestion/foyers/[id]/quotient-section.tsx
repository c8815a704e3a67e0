/** Quotients with source and dates of effect: history stays, a correction is a new row. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line } from "@/components/ui/line";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import type { HouseholdFile } from "@/lib/household/queries-office";
import { qfSources } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import { recordQuotient } from "../actions";
import { Editing } from "../editing";

type Props = { file: HouseholdFile; today: string };

export async function QuotientSection({ file, today }: Props) {
  const t = await getTranslations("household.office.quotient");
  return (
    <Section title={t("title")}>
      {file.quotients.length === 0 ? (
        <Line as="div" icon="calculator">
          {t("none")}
        </Line>
      ) : (
        <Quotients rows={file.quotients} />
      )}
      <QuotientForm file={file} today={today} />
    </Section>
  );
}

async function Quotients({ rows }: { rows: HouseholdFile["quotients"] }) {
  const [t, of, sources, locale] = await Promise.all([
    getTranslations("household.office.quotient"),
    getTranslations("household.office.file"),
    getTranslations("household.sources"),
    getLocale(),
  ]);
  return (
    <Table<HouseholdFile["quotients"][number]>
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "value",
          header: t("value"),
          rowHeader: true,
          cell: (row) => <Money amount={row.valueCents} locale={locale} />,
        },
        { key: "source", header: t("source"), label: t("source"), cell: (row) => sources(row.source) },
        {
          key: "from",
          header: t("from"),
          label: t("from"),
          cell: (row) =>
            [
              of("sinceDay", { day: wordDate(locale, row.since) }),
              row.until ? of("until", { day: wordDate(locale, row.until) }) : "",
            ].join(" "),
        },
        {
          key: "recorded",
          header: t("recorded"),
          label: t("recorded"),
          cell: (row) => wordDate(locale, row.recordedOn),
        },
      ]}
    />
  );
}

async function QuotientForm({ file, today }: Props) {
  const [t, of, sources] = await Promise.all([
    getTranslations("household.office.quotient"),
    getTranslations("household.office.file"),
    getTranslations("household.sources"),
  ]);
  const labels = { value: t("value"), source: t("source"), since: of("since"), until: t("until") };
  return (
    <Editing
      title={t("edit")}
      prefix="quotient"
      action={recordQuotient}
      hidden={{ householdId: file.id }}
      labels={labels}
    >
      <p className="small soft">{t("history")}</p>
      <TextInput name="value" label={labels.value} inputMode="decimal" short />
      <Select
        name="source"
        label={labels.source}
        placeholder={of("choose")}
        options={qfSources.map((value) => ({ value, label: sources(value) }))}
      />
      <TextInput name="beneficiary" label={t("beneficiary")} mark={of("optional")} short />
      <DateField name="since" label={labels.since} defaultValue={today} />
      <DateField name="until" label={labels.until} mark={of("optional")} />
      <SubmitButton small>{of("save")}</SubmitButton>
    </Editing>
  );
}
