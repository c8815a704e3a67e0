/** What splitting would do, and the last thing to give: the name and the address of the new household. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { digestOf } from "@/lib/merger/queries";
import { splitPlan } from "@/lib/merger/queries-split";
import type { SplitPlan } from "@/lib/merger/rules";
import type { SplitWish } from "@/lib/merger/schema";
import type { Visit } from "@/lib/server/page";
import { RowsSection } from "../../../doublons/rows-section";
import { split } from "./actions";

export async function PlanPart({ tx, wish, today }: { tx: Visit<unknown>["tx"]; wish: SplitWish; today: CivilDate }) {
  const [t, { plan, refusal }] = await Promise.all([getTranslations("parents.split"), splitPlan(tx, wish, today)]);
  if (!plan) {
    return (
      <Notice tone="warn" title={t(`refusals.${refusal}`)}>
        {null}
      </Notice>
    );
  }
  const counted = (rows: SplitPlan["moves"]) => rows.map(({ table, ids }) => ({ table, count: ids.length }));
  return (
    <>
      <RowsSection title={t("moves")} rows={counted(plan.moves)} nothing={t("nothing")} />
      <RowsSection title={t("ends")} rows={counted(plan.ends)} nothing={t("nothing")} />
      <Section title={t("kept")}>
        <p>{t("keptText")}</p>
        <Lines>
          <Line icon="info" quiet>
            {t("noQuotient")}
          </Line>
        </Lines>
      </Section>
      <Section title={t("address")}>
        <PlaceForm plan={plan} />
      </Section>
    </>
  );
}

async function PlaceForm({ plan }: { plan: SplitPlan }) {
  const [t, ui] = await Promise.all([getTranslations("parents.split"), getTranslations("ui.form")]);
  const { householdId, guardianId, since, children } = plan;
  const labels = {
    ...{ name: t("name"), line: t("line"), more: t("more"), postalCode: t("postalCode"), city: t("city") },
  };
  const hidden = { householdId, guardianId, since, digest: digestOf(plan), _key: newSecret() };
  return (
    <ActionForm action={split} texts={formTexts(ui)} labels={labels} hidden={hidden}>
      {children.map(({ childId, staying }) => (
        <input key={childId} type="hidden" name="children[]" value={`${childId}.${staying}`} />
      ))}
      <TextInput name="name" label={labels.name} maxLength={120} />
      <TextInput name="line" label={labels.line} maxLength={160} />
      <TextInput name="more" label={labels.more} maxLength={160} />
      <div className="field-row">
        <TextInput name="postalCode" label={labels.postalCode} maxLength={10} short />
        <TextInput name="city" label={labels.city} maxLength={80} />
      </div>
      <Checkbox name="isProtected" label={t("isProtected")} />
      <ConfirmButton kind="primary" label={t("apply")} question={t("question")} confirm={t("apply")} />
    </ActionForm>
  );
}
