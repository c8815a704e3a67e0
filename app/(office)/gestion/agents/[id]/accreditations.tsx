/** The accreditations of an agent: without one in force and signed, they see no family. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { accredit, endAccreditation } from "../actions-rights";
import { placeOptions } from "./places";
import { type Span, spanWords } from "./span";

type Accreditation = Span & { id: string; signed: boolean; revoked: boolean };
type Props = {
  accountId: string;
  list: readonly Accreditation[];
  tx: Parameters<typeof placeOptions>[0];
  today: CivilDate;
};

export async function Accreditations({ accountId, list, tx, today }: Props) {
  const [t, ui, options] = await Promise.all([
    getTranslations("agents.one"),
    getTranslations("ui.form"),
    placeOptions(tx),
  ]);
  return (
    <Section title={t("accreditation")}>
      <p className="my-3">{t("accreditationWhy")}</p>
      {list.length === 0 ? <p className="soft mb-3">{t("noAccreditation")}</p> : null}
      <Lines>
        {list.map((one) => (
          <AccreditationLine key={one.id} accountId={accountId} one={one} />
        ))}
      </Lines>
      <div className="mt-6">
        <ActionForm
          action={accredit}
          texts={formTexts(ui)}
          prefix="accredit"
          hidden={{ accountId }}
          label={t("accredit")}
          labels={{ places: t("places"), since: t("since"), until: t("until") }}
        >
          <CheckboxGroup name="places[]" legend={t("places")} hint={t("placesHint")} choices={options} />
          <div className="field-row">
            <DateField name="since" label={t("since")} defaultValue={today} />
            <DateField name="until" label={t("until")} hint={t("untilHint")} />
          </div>
          <SubmitButton kind="line">{t("accredit")}</SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}

async function AccreditationLine({ accountId, one }: { accountId: string; one: Accreditation }) {
  const [t, ui, words] = await Promise.all([getTranslations("agents.one"), getTranslations("ui.form"), spanWords()]);
  const hidden = { accountId, rightId: one.id };
  const state = one.revoked ? t("revoked") : one.signed ? t("signed") : t("unsigned");
  const actions = one.revoked ? null : (
    <ActionForm action={endAccreditation} texts={formTexts(ui)} hidden={hidden} label={`${t("revoke")}, ${words(one)}`}>
      <ConfirmButton label={t("revoke")} question={t("revokeAsk")} confirm={t("revokeYes")} />
    </ActionForm>
  );
  return (
    <Line icon="user-check" title={words(one)} actions={actions}>
      <p>
        <Tag tone={one.revoked ? "quiet" : one.signed ? "ok" : "due"}>{state}</Tag>
      </p>
    </Line>
  );
}
