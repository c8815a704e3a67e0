/** Whom it concerns, when and why: a form read by its address, so that looking writes nothing. */
import { getLocale, getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/forms/choices";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { nameIn } from "@/lib/booking/queries-mail";
import type { choicesFor } from "@/lib/disruption/queries";
import { type Disruption, disruptionReasons } from "@/lib/disruption/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";

type Props = { choices: Awaited<ReturnType<typeof choicesFor>>; asked: Disruption | null; today: CivilDate };

export async function ChoiceForm({ choices, asked, today }: Props) {
  const [t, reasons] = await Promise.all([getTranslations("disruption.form"), getTranslations("disruption.reasons")]);
  const { sites } = choices;
  const [only] = sites;
  const chosen = asked?.sites ?? (sites.length === 1 && only ? [only.id] : []);
  return (
    <form action="/gestion/annulations" method="get" className="mt-6">
      <CheckboxGroup
        name="sites"
        legend={t("where")}
        choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValues={chosen}
      />
      <Narrower choices={choices} asked={asked} />
      <div className="field-row">
        <DateField name="from" label={t("from")} min={today} defaultValue={asked?.from ?? today} required />
        <DateField
          name="until"
          label={t("until")}
          hint={t("untilHint")}
          min={today}
          defaultValue={asked && asked.until !== asked.from ? asked.until : ""}
        />
      </div>
      <Select
        name="reason"
        label={t("reason")}
        placeholder={t("choose")}
        options={disruptionReasons.map((value) => ({ value, label: reasons(value) }))}
        defaultValue={asked?.reason ?? ""}
        required
      />
      <TextInput name="note" label={t("note")} mark={t("optional")} maxLength={200} defaultValue={asked?.note ?? ""} />
      <Button type="submit" kind={asked ? "line" : "primary"}>
        {t("see")}
      </Button>
    </form>
  );
}

async function Narrower({ choices: { activities, grades }, asked }: Omit<Props, "today">) {
  const [t, locale] = await Promise.all([getTranslations("disruption.form"), getLocale()]);
  const isOpen = (asked?.activities.length ?? 0) + (asked?.grades.length ?? 0) > 0;
  return (
    <Disclosure summary={t("more")} open={isOpen}>
      <CheckboxGroup
        name="activities"
        legend={t("activities")}
        hint={t("activitiesHint")}
        choices={activities.map((one) => ({ value: one.id, label: `${nameIn(locale, one)}, ${one.site.name}` }))}
        defaultValues={asked?.activities ?? []}
      />
      <CheckboxGroup
        name="grades"
        legend={t("grades")}
        hint={t("gradesHint")}
        choices={grades.map((grade) => ({ value: grade, label: grade }))}
        defaultValues={asked?.grades ?? []}
      />
    </Disclosure>
  );
}
