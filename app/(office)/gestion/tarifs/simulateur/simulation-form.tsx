/** The simulation as a sentence to fill. Asked by address, without script; no name stands in it. */
import { useLocale, useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/forms/choices";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import type { SimulationAsked } from "@/lib/forecast/schema";
import { grades } from "@/lib/household/schema";
import { opening, wordDate, wordMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { addMonths, type CivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Rules } from "@/lib/rulebook/rules-history";
import { serviceName } from "./rows";

type Props = {
  asked: SimulationAsked;
  current: Rules;
  others: readonly Rules[];
  other: Rules;
  today: CivilDate;
};

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

export function SimulationForm({ asked, current, others, other, today }: Props) {
  const t = useTranslations("forecast");
  const locale = useLocale() as Locale;
  const months = Array.from({ length: 8 }, (_, index) => addMonths(monthOf(today), 1 - index));
  return (
    <form method="get" action="/gestion/tarifs/simulateur" aria-label={t("form.label")}>
      {asked.foyer ? <input type="hidden" name="foyer" value={asked.foyer} /> : null}
      <div className="field-bar">
        <Select
          name="mois"
          label={t("form.month")}
          defaultValue={asked.mois}
          options={months.map((value) => ({ value, label: opening(wordMonth(locale, value)) }))}
        />
        <Select
          name="avec"
          label={t("form.against")}
          defaultValue={other.id}
          options={others.map(({ id, label, since }) => ({
            value: id,
            label: id === "brouillon" ? label : t("form.version", { label, date: wordDate(locale, since) }),
          }))}
        />
        <FamilyFields asked={asked} />
      </div>
      <UseFields asked={asked} current={current} locale={locale} />
      <Button type="submit">{t("form.show")}</Button>
    </form>
  );
}

function FamilyFields({ asked }: Pick<Props, "asked">) {
  const t = useTranslations("forecast");
  return (
    <>
      <TextInput
        name="quotient"
        label={t("form.quotient")}
        hint={t("form.quotientHint")}
        inputMode="decimal"
        short
        defaultValue={asked.quotient === undefined ? "" : String(asked.quotient).replace(".", ",")}
      />
      <TextInput
        name="enfants"
        label={t("form.children")}
        inputMode="numeric"
        short
        defaultValue={String(asked.enfants)}
      />
      <Select
        name="classe"
        label={t("form.grade")}
        defaultValue={asked.classe}
        options={grades.map((value) => ({ value, label: value }))}
      />
      <Select
        name="commune"
        label={t("form.resident")}
        defaultValue={asked.commune}
        options={[
          { value: "oui", label: t("form.here") },
          { value: "non", label: t("form.elsewhere") },
        ]}
      />
    </>
  );
}

function UseFields({ asked, current, locale }: Pick<Props, "asked" | "current"> & { locale: Locale }) {
  const t = useTranslations("forecast");
  return (
    <div className="field-row">
      <CheckboxGroup
        name="services"
        legend={t("form.services")}
        defaultValues={asked.services}
        choices={current.file.activities.map(({ id }) => ({
          value: id,
          label: serviceName(locale, id, [current.file]),
        }))}
      />
      <CheckboxGroup
        name="jours"
        legend={t("form.weekdays")}
        defaultValues={asked.jours}
        choices={WEEKDAYS.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
      />
    </div>
  );
}
