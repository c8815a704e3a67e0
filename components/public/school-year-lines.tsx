/** The school year of the commune: first and last day, holidays, closures to come. */
import { useTranslations } from "next-intl";
import { Padded } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { opening, wordDate, wordList, wordSpan } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { SchoolYear, Spans } from "@/lib/report/rules-offer-beside";

export function SchoolYearLines({ year, locale }: { year: SchoolYear; locale: Locale }) {
  const t = useTranslations("public.services");
  const spanOf = ({ from, to }: Spans[number]) =>
    from === to ? wordDate(locale, from) : opening(wordSpan(locale, { from, to, year: true }));
  const nameOf = ({ name, activities }: Spans[number]) =>
    activities ? t("closedFor", { name, activities: wordList(locale, activities) }) : name;
  const entry = (span: Spans[number]) => ({ term: nameOf(span), value: spanOf(span) });
  return (
    <Padded>
      <p className="pt-3">{t("year", { year: year.id })}</p>
      <DefinitionList
        items={[
          { term: t("firstDay"), value: wordDate(locale, year.firstDay) },
          ...year.holidays.map(entry),
          { term: t("lastDay"), value: wordDate(locale, year.lastDay) },
        ]}
      />
      {year.closures.length > 0 ? (
        <>
          <h3 className="mt-4">{t("closures")}</h3>
          <DefinitionList items={year.closures.map(entry)} />
        </>
      ) : null}
    </Padded>
  );
}
