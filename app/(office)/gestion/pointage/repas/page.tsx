/** The kitchen's figures of a day: meals by site, service and diet. No name stands here. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { diets } from "@/lib/household/schema";
import { opening, wordDay } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { mealsOn, type ServiceMeals } from "@/lib/kitchen/queries";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("gate.meals"))("title") };
}

type Props = { searchParams: Promise<{ jour?: string | string[] }> };

export default async function MealsPage({ searchParams }: Props) {
  const { jour } = await searchParams;
  const asked = typeof jour === "string" && isCivilDate(jour) ? jour : null;
  const path = asked ? `/gestion/pointage/repas?jour=${asked}` : "/gestion/pointage/repas";
  const { tx, scope, today } = await officePage("attendance.record", path);
  const day = asked ?? today;
  const [locale, t, meals] = await Promise.all([getLocale(), getTranslations("gate.meals"), mealsOn(tx, scope, day)]);
  return (
    <Desk
      title={t("title")}
      lead={opening(wordDay(locale, day))}
      back={{ href: "/gestion/pointage", label: t("back") }}
      tools={scope.role === "animateur" ? null : <DayForm day={day} />}
    >
      {meals.length === 0 ? (
        <EmptyState icon="meal" title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      ) : (
        <Meals meals={meals} locale={locale} />
      )}
    </Desk>
  );
}

type MealsProps = { meals: readonly ServiceMeals[]; locale: Locale };

async function Meals({ meals, locale }: MealsProps) {
  const [t, words] = await Promise.all([getTranslations("gate.meals"), getTranslations("attendance.sheet.diets")]);
  const served = diets.filter((diet) => meals.some((service) => service.byDiet.has(diet)));
  const numbers = (key: string, name: string, cell: (row: ServiceMeals) => number): Column<ServiceMeals> => ({
    ...{ key, header: name, label: t("label", { name }) },
    ...{ align: "end", cell },
  });
  return (
    <>
      <Table
        caption={t("caption")}
        rows={meals}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "service",
            header: t("service"),
            rowHeader: true,
            cell: (row) => `${row.siteName}, ${locale === "fr" ? row.nameFr : row.nameEn}`,
          },
          numbers("booked", t("booked"), (row) => row.booked),
          numbers("absent", t("absent"), (row) => row.absent),
          numbers("meals", t("meals"), (row) => row.meals),
          ...served.map((diet) => numbers(diet, words(diet), (row) => row.byDiet.get(diet) ?? 0)),
          numbers("withPai", t("withPai"), (row) => row.withPai),
        ]}
      />
      <p className="small soft measure mt-4">{t("note")}</p>
      <PrintButton>{t("print")}</PrintButton>
    </>
  );
}

async function DayForm({ day }: { day: string }) {
  const t = await getTranslations("attendance.day");
  return (
    <form method="get" action="/gestion/pointage/repas" className="field-bar" aria-label={t("navigation")}>
      <div className="field">
        <label htmlFor="jour">{t("choose")}</label>
        <input id="jour" type="date" name="jour" className="input input--short" defaultValue={day} />
      </div>
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
    </form>
  );
}
