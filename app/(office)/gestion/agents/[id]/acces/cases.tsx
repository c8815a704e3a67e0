/** Households confided to an agent by name: looked for, confided with a reason, taken back. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Button, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { OfficeScope } from "@/lib/access/gate";
import { type rightsOf, searchedNames } from "@/lib/accreditation/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { confideCase, takeBackCase } from "../../actions-rights";
import { spanWords } from "../span";

type Case = Awaited<ReturnType<typeof rightsOf>>["cases"][number];
type Visit = { tx: Parameters<typeof searchedNames>[0]; scope: OfficeScope; today: CivilDate };
type Props = { accountId: string; list: readonly Case[]; visit: Visit; asked: string };

export async function Cases({ accountId, list, visit, asked }: Props) {
  const t = await getTranslations("access.rights");
  const found = asked ? await searchedNames(visit.tx, visit.scope, asked) : null;
  return (
    <Section title={t("cases")}>
      <p className="my-3">{t("casesWhy")}</p>
      {list.length === 0 ? <p className="soft mb-3">{t("noCase")}</p> : null}
      <Lines>
        {list.map((one) => (
          <CaseLine key={one.id} accountId={accountId} one={one} today={visit.today} />
        ))}
      </Lines>
      <form method="get" className="field-bar mt-6">
        <TextInput name="foyer" label={t("find")} hint={t("findHint")} defaultValue={asked} />
        <Button type="submit" kind="line">
          {t("search")}
        </Button>
      </form>
      {found && found.length === 0 ? <p className="mt-3">{t("notFound")}</p> : null}
      {found && found.length > 0 ? <NewCase accountId={accountId} found={found} today={visit.today} /> : null}
    </Section>
  );
}

async function CaseLine({ accountId, one, today }: { accountId: string; one: Case; today: CivilDate }) {
  const [t, ui, words] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form"), spanWords()]);
  const isOver = one.until !== null && one.until < today;
  const actions = isOver ? null : (
    <ActionForm
      action={takeBackCase}
      texts={formTexts(ui)}
      hidden={{ accountId, rightId: one.id }}
      label={`${t("takeBack")}, ${one.householdName}`}
    >
      <ConfirmButton label={t("takeBack")} question={t("takeBackAsk")} confirm={t("takeBackYes")} />
    </ActionForm>
  );
  const title = <TextLink href={`/gestion/foyers/${one.householdId}`}>{one.householdName}</TextLink>;
  return (
    <Line icon="family" title={title} actions={actions} quiet={isOver}>
      <p>{one.reason}</p>
      <p className="small soft">{words(one)}</p>
    </Line>
  );
}

type NewProps = { accountId: string; found: readonly { id: string; name: string }[]; today: CivilDate };

async function NewCase({ accountId, found, today }: NewProps) {
  const [t, ui] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form")]);
  return (
    <div className="mt-6">
      <ActionForm
        action={confideCase}
        texts={formTexts(ui)}
        prefix="case"
        hidden={{ accountId }}
        label={t("confide")}
        labels={{ householdId: t("found"), reason: t("reason"), since: t("since"), until: t("until") }}
      >
        <Select
          name="householdId"
          label={t("found")}
          options={found.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={found.length === 1 ? found[0]?.id : undefined}
          placeholder={ui("choose")}
        />
        <TextInput name="reason" label={t("reason")} hint={t("reasonHint")} />
        <div className="field-row">
          <DateField name="since" label={t("since")} defaultValue={today} />
          <DateField name="until" label={t("until")} hint={t("untilHint")} />
        </div>
        <SubmitButton kind="line">{t("confide")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
