/** Which month and which cash desk: a plain form that changes the address. */
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { Button } from "@/components/ui/button";
import { opening, wordMonth } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Asked, monthsUntil } from "./asked";

type MonthFormProps = { asked: Asked; regies: readonly { id: string; name: string }[]; today: CivilDate };

export async function MonthForm({ asked, regies, today }: MonthFormProps) {
  const [t, locale] = await Promise.all([getTranslations("invoice.office.corrections"), getLocale()]);
  return (
    <form method="get" action="/gestion/facturation/ajustements" className="field-bar mt-4 mb-6" aria-label={t("pick")}>
      <Select
        name="mois"
        label={t("month")}
        defaultValue={asked.month}
        options={monthsUntil(today).map((month) => ({ value: month, label: opening(wordMonth(locale, month)) }))}
      />
      {regies.length > 1 ? (
        <Select
          name="regie"
          label={t("regie")}
          defaultValue={asked.regieId}
          options={regies.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
    </form>
  );
}
