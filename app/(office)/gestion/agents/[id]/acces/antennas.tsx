/** The antennas an agent works at. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { antennas, type rightsOf } from "@/lib/accreditation/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { joinAntenna, leaveAntenna } from "../../actions-rights";
import { spanWords } from "../span";

type Membership = Awaited<ReturnType<typeof rightsOf>>["antennas"][number];
type Props = {
  accountId: string;
  list: readonly Membership[];
  tx: Parameters<typeof antennas>[0];
  today: CivilDate;
};

export async function Antennas({ accountId, list, tx, today }: Props) {
  const [t, ui, all] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form"), antennas(tx)]);
  return (
    <Section title={t("antennas")} link={{ href: "/gestion/agents/antennes", label: t("manageAntennas") }}>
      <p className="my-3">{t("antennasWhy")}</p>
      {list.length === 0 ? <p className="soft mb-3">{t("noAntenna")}</p> : null}
      <Lines>
        {list.map((one) => (
          <MembershipLine key={one.id} accountId={accountId} one={one} today={today} />
        ))}
      </Lines>
      {all.antennas.length === 0 ? null : (
        <div className="mt-6">
          <ActionForm
            action={joinAntenna}
            texts={formTexts(ui)}
            prefix="antenna"
            hidden={{ accountId }}
            label={t("join")}
            labels={{ antennaId: t("antenna"), since: t("since"), until: t("until") }}
          >
            <Select
              name="antennaId"
              label={t("antenna")}
              options={all.antennas.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={ui("choose")}
            />
            <div className="field-row">
              <DateField name="since" label={t("since")} defaultValue={today} />
              <DateField name="until" label={t("until")} hint={t("untilHint")} />
            </div>
            <SubmitButton kind="line">{t("join")}</SubmitButton>
          </ActionForm>
        </div>
      )}
    </Section>
  );
}

async function MembershipLine({ accountId, one, today }: { accountId: string; one: Membership; today: CivilDate }) {
  const [t, ui, words] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form"), spanWords()]);
  const isOver = one.until !== null && one.until < today;
  const actions = isOver ? null : (
    <ActionForm
      action={leaveAntenna}
      texts={formTexts(ui)}
      hidden={{ accountId, rightId: one.id }}
      label={`${t("leave")}, ${one.name}`}
    >
      <ConfirmButton label={t("leave")} question={t("leaveAsk")} confirm={t("leaveYes")} />
    </ActionForm>
  );
  return (
    <Line icon="building" title={one.name} actions={actions} quiet={isOver}>
      {words(one)}
    </Line>
  );
}
