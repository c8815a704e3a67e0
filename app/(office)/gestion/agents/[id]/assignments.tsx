/** The sites and activities entrusted to an agent, with their dates. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { assign, endAssignment } from "../actions-rights";
import { placeOptions } from "./places";
import { type Span, spanWords } from "./span";

type Assignment = Span & { id: string; siteName: string; activityName: string | null };
type Props = {
  accountId: string;
  list: readonly Assignment[];
  tx: Parameters<typeof placeOptions>[0];
  today: CivilDate;
};

export async function Assignments({ accountId, list, tx, today }: Props) {
  const [t, ui, words, options] = await Promise.all([
    getTranslations("agents.one"),
    getTranslations("ui.form"),
    spanWords(),
    placeOptions(tx),
  ]);
  return (
    <Section title={t("assignments")}>
      <p className="my-3">{t("assignmentsWhy")}</p>
      {list.length === 0 ? <p className="soft mb-3">{t("noAssignment")}</p> : null}
      <Lines>
        {list.map((one) => (
          <AssignmentLine key={one.id} accountId={accountId} one={one} isOver={isOver(one, today)} when={words(one)} />
        ))}
      </Lines>
      <div className="mt-6">
        <ActionForm
          action={assign}
          texts={formTexts(ui)}
          prefix="assign"
          hidden={{ accountId }}
          label={t("assign")}
          labels={{ place: t("place"), since: t("since"), until: t("until") }}
        >
          <Select name="place" label={t("place")} options={options} placeholder={ui("choose")} />
          <div className="field-row">
            <DateField name="since" label={t("since")} defaultValue={today} />
            <DateField name="until" label={t("until")} hint={t("untilHint")} />
          </div>
          <SubmitButton kind="line">{t("assign")}</SubmitButton>
        </ActionForm>
      </div>
    </Section>
  );
}

function isOver({ until }: Span, today: CivilDate): boolean {
  return until !== null && until < today;
}

type LineProps = { accountId: string; one: Assignment; isOver: boolean; when: string };

async function AssignmentLine({ accountId, one, isOver, when }: LineProps) {
  const [t, ui] = await Promise.all([getTranslations("agents.one"), getTranslations("ui.form")]);
  const title = one.activityName ? `${one.siteName}, ${one.activityName}` : t("wholeSite", { site: one.siteName });
  const actions = isOver ? null : (
    <ActionForm
      action={endAssignment}
      texts={formTexts(ui)}
      hidden={{ accountId, rightId: one.id }}
      label={`${t("endAssignment")}, ${title}`}
    >
      <ConfirmButton label={t("endAssignment")} question={t("endAssignmentAsk")} confirm={t("endAssignmentYes")} />
    </ActionForm>
  );
  return (
    <Line icon="building" title={title} actions={actions} quiet={isOver}>
      {when}
    </Line>
  );
}
