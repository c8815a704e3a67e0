/** To whom a parent entrusts a child, for what and until when; a new person is invited by mail. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { type Delegated, delegationsOf } from "@/lib/delegation/queries";
import { rights } from "@/lib/delegation/rules";
import { childRecord } from "@/lib/household/queries";
import { wordDate, wordList } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import { onceKey } from "../../../form-words";
import { entrust, takeBack } from "./actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("parents.delegation"))("manage", { name: "" }) };
}

export default async function EntrustPage({ params }: Props) {
  const { id } = await params;
  const { tx, scope, today } = await familyPage("child.entrust", `/enfants/${id}/confier`);
  const child = await childRecord(tx, scope, { childId: id, today });
  if (!child) notFound();
  const [t, household, rows] = await Promise.all([
    getTranslations("parents.delegation"),
    getTranslations("household"),
    delegationsOf(tx, scope, id),
  ]);
  const name = child.firstName;
  return (
    <Leaf
      title={t("title", { name })}
      lead={t("lead", { name })}
      back={{ href: `/enfants/${id}`, label: household("backToChild", { name }) }}
    >
      <Section title={t("current")}>
        <Lines>
          {rows.length === 0 ? <Line quiet>{t("none")}</Line> : null}
          {rows.map((row) => (
            <DelegatedLine key={row.id} row={row} />
          ))}
        </Lines>
      </Section>
      <Section title={t("add", { name })}>
        <Padded>
          <EntrustForm childId={id} today={today} />
        </Padded>
      </Section>
    </Leaf>
  );
}

async function DelegatedLine({ row }: { row: Delegated }) {
  const [t, ui, locale] = await Promise.all([
    getTranslations("parents.delegation"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const end = (
    <ActionForm action={takeBack} texts={formTexts(ui)} hidden={{ delegationId: row.id }} prefix={row.id}>
      <ConfirmButton label={t("end")} question={t("endQuestion")} confirm={t("end")} kind="line" />
    </ActionForm>
  );
  return (
    <Line icon="user-check" title={row.name} actions={end}>
      <p>
        {wordList(
          locale,
          row.rights.map((right) => t(right)),
        )}
      </p>
      <p className="small soft">
        {[row.relation, t("span", { since: wordDate(locale, row.since), until: wordDate(locale, row.until) })]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </Line>
  );
}

async function EntrustForm({ childId, today }: { childId: string; today: CivilDate }) {
  const [t, ui] = await Promise.all([getTranslations("parents.delegation"), getTranslations("ui.form")]);
  const labels = {
    ...{ name: t("name"), email: t("email"), relation: t("relation"), since: t("since"), until: t("until") },
    rights: t("rights"),
  };
  return (
    <ActionForm action={entrust} texts={formTexts(ui)} labels={labels} hidden={{ childId, ...onceKey() }}>
      <TextInput name="name" label={labels.name} maxLength={160} autoComplete="off" />
      <TextInput
        name="email"
        type="email"
        label={labels.email}
        hint={t("emailHint")}
        autoCapitalize="none"
        autoComplete="off"
      />
      <TextInput name="relation" label={labels.relation} maxLength={60} autoComplete="off" />
      <div className="field-row">
        <DateField name="since" label={labels.since} defaultValue={today} min={today} />
        <DateField
          name="until"
          label={labels.until}
          defaultValue={addDays(today, 90)}
          min={today}
          max={addDays(today, 365)}
        />
      </div>
      <CheckboxGroup
        name="rights[]"
        legend={labels.rights}
        choices={rights.map((right) => ({ value: right, label: t(right) }))}
      />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
