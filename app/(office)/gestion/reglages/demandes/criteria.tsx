/** Who takes what in charge: criteria in order, each by subject, school and first letters of the household's name. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import type { Colleague, Handling } from "@/lib/casework/queries-settings";
import type { StoredCriterion } from "@/lib/casework/schema-settings";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { requestKinds } from "@/lib/request/rules";
import { criterion as addCriterion, removeCriterion } from "./actions";

type Place = { id: string; name: string };
type Props = { handling: Handling; staff: readonly Colleague[]; sites: readonly Place[] };

export async function CriteriaSection({ handling, staff, sites }: Props) {
  const t = await getTranslations("casework.settings");
  return (
    <Section title={t("criteria")}>
      <p>{t("criteriaText")}</p>
      {handling.criteria.length === 0 ? <p>{t("noCriterion")}</p> : null}
      <Lines>
        {handling.criteria.map((criterion) => (
          <Rule key={criterion.id} criterion={criterion} handling={handling} staff={staff} sites={sites} />
        ))}
      </Lines>
      <AddForm handling={handling} staff={staff} sites={sites} />
    </Section>
  );
}

async function Rule({ criterion, handling, staff, sites }: Props & { criterion: StoredCriterion }) {
  const [t, words, form] = await Promise.all([
    getTranslations("casework.settings"),
    getTranslations("casework.kinds"),
    getTranslations("ui.form"),
  ]);
  const { id, kind, siteId, from, to, teamId, accountId } = criterion;
  const any = t("any");
  const team = handling.teams.find((one) => one.id === teamId);
  const taker = team ? t("team", { name: team.name }) : (staff.find((one) => one.id === accountId)?.name ?? "");
  const letters = from || to ? t("letters", { from: from ?? "A", to: to ?? "Z" }) : t("allLetters");
  const site = sites.find((one) => one.id === siteId)?.name ?? any;
  return (
    <Line icon="list" title={taker}>
      <p>{t("rule", { kind: kind ? words(kind) : any, site, letters })}</p>
      <ActionForm
        action={removeCriterion}
        texts={formTexts(form)}
        label={`${t("drop")} ${taker}`}
        prefix={`rule-${id}`}
        hidden={{ id, _key: newSecret() }}
      >
        <SubmitButton kind="quiet">{t("drop")}</SubmitButton>
      </ActionForm>
    </Line>
  );
}

async function AddForm({ handling, staff, sites }: Props) {
  const [t, words, form] = await Promise.all([
    getTranslations("casework.settings"),
    getTranslations("casework.kinds"),
    getTranslations("ui.form"),
  ]);
  const any = { value: "", label: t("any") };
  return (
    <ActionForm
      action={addCriterion}
      texts={formTexts(form)}
      label={t("add")}
      labels={{ kind: t("kind"), siteId: t("site"), from: t("from"), to: t("to"), taker: t("taker") }}
      prefix="criterion"
      hidden={{ _key: newSecret() }}
    >
      <div className="field-bar mt-6">
        <Select
          name="kind"
          label={t("kind")}
          options={[any, ...requestKinds.map((kind) => ({ value: kind, label: words(kind) }))]}
        />
        <Select
          name="siteId"
          label={t("site")}
          options={[any, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <TextInput short name="from" label={t("from")} maxLength={1} />
        <TextInput short name="to" label={t("to")} maxLength={1} />
        <Select
          name="taker"
          label={t("taker")}
          placeholder={form("choose")}
          options={[
            ...handling.teams.map(({ id, name }) => ({ value: `team:${id}`, label: t("team", { name }) })),
            ...staff.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
          ]}
        />
        <SubmitButton kind="line">{t("add")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
