/** The two forms of a limit. Both are shown: the rule chosen says which of its fields count. */
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import type { CutOff } from "@/lib/activity/schema";
import { weekdayName } from "@/lib/i18n/dates";
import { addDays } from "@/lib/kernel/civil-date";

type Props = { name: "bookCutOff" | "cancelCutOff"; legend: string; cutOff: CutOff };

export async function LimitFields({ name, legend, cutOff }: Props) {
  const [t, locale] = await Promise.all([getTranslations("activity.edit"), getLocale()]);
  const kinds = ["open-days-before", "weekday-of-week-before"] as const;
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: weekdayName(locale, addDays("2026-11-23", day - 1)),
  }));
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <Select
        name={`${name}.kind`}
        label={t("kind")}
        options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        defaultValue={cutOff.kind}
      />
      <div className="field-row">
        <TextInput
          name={`${name}.days`}
          label={t("days")}
          inputMode="numeric"
          short
          defaultValue={String(cutOff.kind === "open-days-before" ? cutOff.days : 1)}
        />
        <Select
          name={`${name}.weekday`}
          label={t("weekday")}
          options={weekdays}
          defaultValue={String(cutOff.kind === "weekday-of-week-before" ? cutOff.weekday : 4)}
        />
        <TextInput name={`${name}.time`} label={t("time")} type="time" short defaultValue={cutOff.time} />
      </div>
    </fieldset>
  );
}
