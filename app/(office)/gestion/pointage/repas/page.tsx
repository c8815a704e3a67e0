/** The kitchen's figures of a day: meals by site, service and diet. No name stands here. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { mealsOn } from "@/lib/attendance/queries-meals";
import { diets } from "@/lib/household/schema";
import { opening, wordDay } from "@/lib/i18n/dates";
import { isCivilDate } from "@/lib/kernel/civil-date";
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
  const [locale, t, sheet, meals] = await Promise.all([
    getLocale(),
    getTranslations("gate.meals"),
    getTranslations("attendance.sheet.diets"),
    mealsOn(tx, scope, day),
  ]);
  const served = diets.filter((diet) => meals.some((service) => service.byDiet.has(diet)));
  const number = (key: "booked" | "absent" | "meals" | "withPai") => ({
    key,
    header: t(key),
    label: t("label", { name: t(key) }),
    align: "end" as const,
    cell: (row: (typeof meals)[number]) => row[key],
  });
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
              number("booked"),
              number("absent"),
              number("meals"),
              ...served.map((diet) => ({
                key: diet,
                header: sheet(diet),
                label: t("label", { name: sheet(diet) }),
                align: "end" as const,
                cell: (row: (typeof meals)[number]) => row.byDiet.get(diet) ?? 0,
              })),
              number("withPai"),
            ]}
          />
          <p className="small soft measure mt-4">{t("note")}</p>
          <PrintButton>{t("print")}</PrintButton>
        </>
      )}
    </Desk>
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
