/** Who stands in for an absent agent, on which days. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { colleaguesOf, type rightsOf } from "@/lib/accreditation/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { endDeputy, nameDeputy } from "../../actions-rights";
import { spanWords } from "../span";

type Deputy = Awaited<ReturnType<typeof rightsOf>>["deputies"][number];
type Props = {
  person: Parameters<typeof colleaguesOf>[1];
  list: readonly Deputy[];
  tx: Parameters<typeof colleaguesOf>[0];
  today: CivilDate;
};

export async function Deputies({ person, list, tx, today }: Props) {
  const [t, colleagues] = await Promise.all([getTranslations("access.rights"), colleaguesOf(tx, person)]);
  return (
    <Section title={t("deputies")}>
      <p className="my-3">{t("deputiesWhy")}</p>
      {list.length === 0 ? <p className="soft mb-3">{t("noDeputy")}</p> : null}
      <Lines>
        {list.map((one) => (
          <DeputyLine key={one.id} accountId={person.id} one={one} isOver={one.ended || one.until < today} />
        ))}
      </Lines>
      {colleagues.length === 0 ? (
        <p className="soft mt-4">{t("noColleague")}</p>
      ) : (
        <NewDeputy accountId={person.id} colleagues={colleagues} today={today} />
      )}
    </Section>
  );
}

async function DeputyLine({ accountId, one, isOver }: { accountId: string; one: Deputy; isOver: boolean }) {
  const [t, ui, words] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form"), spanWords()]);
  const title = one.isAbsent ? t("replacedBy", { name: one.other }) : t("replaces", { name: one.other });
  const actions =
    isOver || !one.isAbsent ? null : (
      <ActionForm
        action={endDeputy}
        texts={formTexts(ui)}
        hidden={{ accountId, rightId: one.id }}
        label={`${t("end")}, ${title}`}
      >
        <ConfirmButton label={t("end")} question={t("endAsk")} confirm={t("endYes")} />
      </ActionForm>
    );
  return (
    <Line icon="people" title={title} actions={actions} quiet={isOver}>
      <p>{words(one)}</p>
      {isOver ? <Tag tone="quiet">{t("over")}</Tag> : null}
    </Line>
  );
}

type NewProps = { accountId: string; colleagues: Awaited<ReturnType<typeof colleaguesOf>>; today: CivilDate };

async function NewDeputy({ accountId, colleagues, today }: NewProps) {
  const [t, ui] = await Promise.all([getTranslations("access.rights"), getTranslations("ui.form")]);
  return (
    <div className="mt-6">
      <ActionForm
        action={nameDeputy}
        texts={formTexts(ui)}
        prefix="deputy"
        hidden={{ accountId }}
        label={t("name")}
        labels={{ deputyId: t("deputy"), since: t("first"), until: t("last") }}
      >
        <Select
          name="deputyId"
          label={t("deputy")}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={ui("choose")}
        />
        <div className="field-row">
          <DateField name="since" label={t("first")} defaultValue={today} />
          <DateField name="until" label={t("last")} min={today} />
        </div>
        <SubmitButton kind="line">{t("name")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
