/** Schools and classes by year, past years readable; and the yearly enrolments. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { ChildFile } from "@/lib/household/queries-office";
import { grades } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import { Editing } from "../../foyers/editing";
import { moveSchool } from "../actions";

type Props = { file: ChildFile; today: string; schools: readonly { id: string; name: string }[] };

export async function SchoolSection({ file, today, schools }: Props) {
  const [t, locale, of, columns] = await Promise.all([
    getTranslations("household.office.child"),
    getLocale(),
    getTranslations("household.office.file"),
    getTranslations("household.office.columns"),
  ]);
  return (
    <Section title={t("school")}>
      {file.schoolings.length === 0 ? (
        <Line as="div" icon="building">
          {t("noSchool")}
        </Line>
      ) : (
        <Table<ChildFile["schoolings"][number]>
          caption={t("schoolCaption")}
          hideCaption
          rows={file.schoolings}
          rowKey={(row) => row.id}
          columns={[
            { key: "year", header: t("year"), rowHeader: true, cell: (row) => row.schoolYear.label },
            { key: "school", header: columns("school"), cell: (row) => `${row.site.name}, ${row.grade}` },
            {
              key: "period",
              header: t("period"),
              label: t("period"),
              cell: (row) =>
                row.until
                  ? of("until", { day: wordDate(locale, row.until) })
                  : of("sinceDay", { day: wordDate(locale, row.since) }),
            },
          ]}
        />
      )}
      <SchoolForm file={file} today={today} schools={schools} />
    </Section>
  );
}

async function SchoolForm({ file, today, schools }: Props) {
  const [t, of, search] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
    getTranslations("household.office.search"),
  ]);
  const now = file.schoolings[0];
  const labels = { siteId: search("site"), grade: search("grade"), since: of("since") };
  return (
    <Editing title={t("move")} prefix="school" action={moveSchool} hidden={{ childId: file.id }} labels={labels}>
      <Select
        name="siteId"
        label={labels.siteId}
        placeholder={of("choose")}
        defaultValue={now?.siteId ?? ""}
        options={schools.map((school) => ({ value: school.id, label: school.name }))}
      />
      <Select
        name="grade"
        label={labels.grade}
        placeholder={of("choose")}
        defaultValue={now?.grade ?? ""}
        options={grades.map((value) => ({ value, label: value }))}
      />
      <DateField name="since" label={labels.since} defaultValue={today} />
      <SubmitButton small>{of("save")}</SubmitButton>
    </Editing>
  );
}

export async function EnrolmentsSection({ file }: { file: ChildFile }) {
  const [t, locale] = await Promise.all([getTranslations("household.office.child"), getLocale()]);
  return (
    <Section title={t("enrolments")}>
      <Lines>
        {file.enrolments.length === 0 ? <Line>{t("noEnrolment")}</Line> : null}
        {file.enrolments.map(({ id, activity, state }) => (
          <Line key={id} icon="calendar">
            <p>{locale === "fr" ? activity.nameFr : activity.nameEn}</p>
            <p>
              <Tag tone={state === "accepted" ? "ok" : state === "requested" ? "due" : "quiet"}>
                {t(`enrolmentStates.${state}`)}
              </Tag>
            </p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
