/** The question as a sentence to fill: what to count, in which activity, by what, in which month. Asked by address, without script. */
import { useTranslations } from "next-intl";
import { Select } from "@/components/forms/select";
import { Button } from "@/components/ui/button";
import { activityKinds } from "@/lib/activity/schema";
import { opening, wordMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { breakdowns, measures, monthsUntil, type Question } from "@/lib/statistics/schema";

export function QuestionForm({ question, today, locale }: { question: Question; today: CivilDate; locale: Locale }) {
  const t = useTranslations("statistics");
  return (
    <form method="get" action="/gestion/statistiques" className="field-bar" aria-label={t("form.label")}>
      <Select
        name="compter"
        label={t("form.measure")}
        defaultValue={question.measure}
        options={measures.map((value) => ({ value, label: opening(t(`measures.${value}`)) }))}
      />
      <Select
        name="activite"
        label={t("form.activity")}
        defaultValue={question.kind}
        options={activityKinds.map((value) => ({ value, label: opening(t(`kinds.${value}`)) }))}
      />
      <Select
        name="par"
        label={t("form.by")}
        defaultValue={question.by}
        options={breakdowns.map((value) => ({ value, label: opening(t(`by.${value}`)) }))}
      />
      <Select
        name="mois"
        label={t("form.month")}
        defaultValue={question.month}
        options={monthsUntil(today).map((value) => ({ value, label: opening(wordMonth(locale, value)) }))}
      />
      <Button type="submit">{t("form.show")}</Button>
    </form>
  );
}
