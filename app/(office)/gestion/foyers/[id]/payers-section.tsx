/** Who pays, for what share, from when: the parents, and a body that pays for them. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import type { HouseholdFile } from "@/lib/household/queries-office";
import { wordDate } from "@/lib/i18n/dates";
import { setPayers } from "../actions";
import { Editing } from "../editing";

type Share = HouseholdFile["payers"][number];

export async function PayersSection({ file, today }: { file: HouseholdFile; today: string }) {
  const [t, of, locale] = await Promise.all([
    getTranslations("household.office.payers"),
    getTranslations("household.office.file"),
    getLocale(),
  ]);
  const period = ({ since, until }: Share) =>
    [of("sinceDay", { day: wordDate(locale, since) }), until ? of("until", { day: wordDate(locale, until) }) : ""].join(
      " ",
    );
  return (
    <Section title={t("title")}>
      <Table<Share>
        caption={t("caption")}
        hideCaption
        rows={file.payers}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "name",
            header: t("name"),
            rowHeader: true,
            cell: (row) => (row.childId ? `${row.payer.name} (${t("forChild")})` : row.payer.name),
          },
          {
            key: "share",
            header: t("share"),
            label: t("share"),
            align: "end",
            cell: (row) => t("percent", { percent: row.sharePercent }),
          },
          { key: "when", header: t("when"), label: t("when"), cell: period },
        ]}
      />
      <PayersForm file={file} today={today} />
    </Section>
  );
}

async function PayersForm({ file, today }: { file: HouseholdFile; today: string }) {
  const [t, of] = await Promise.all([
    getTranslations("household.office.payers"),
    getTranslations("household.office.file"),
  ]);
  const shareOf = (guardianId: string) => {
    const running = file.payers.find(
      (row) =>
        row.payer.guardianId === guardianId && row.childId === null && (row.until === null || row.until >= today),
    );
    return running ? String(running.sharePercent) : "";
  };
  return (
    <Editing title={t("edit")} prefix="payers" action={setPayers} hidden={{ householdId: file.id }}>
      <p className="small soft" id="payers-guardians">
        {t("total")}
      </p>
      {file.members.map(({ guardian }, index) => (
        <div key={guardian.id}>
          <input type="hidden" name={`guardians.${index}.guardianId`} value={guardian.id} />
          <TextInput
            name={`guardians.${index}.share`}
            label={t("shareOf", { name: `${guardian.firstName} ${guardian.lastName}` })}
            inputMode="numeric"
            defaultValue={shareOf(guardian.id)}
            short
          />
        </div>
      ))}
      <TextInput name="organisation" label={t("organisation")} mark={of("optional")} />
      <TextInput
        name="organisationShare"
        label={t("organisationShare")}
        mark={of("optional")}
        inputMode="numeric"
        short
      />
      <DateField name="since" label={of("since")} defaultValue={today} />
      <SubmitButton small>{of("save")}</SubmitButton>
    </Editing>
  );
}
