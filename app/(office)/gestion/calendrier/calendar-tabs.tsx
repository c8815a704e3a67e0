/** The two views of the calendar: a month of one service, or the whole school year. */
import { getTranslations } from "next-intl/server";
import { Tabs } from "@/components/ui/navigation";

export async function CalendarTabs({ view }: { view: "month" | "year" }) {
  const t = await getTranslations("rules.year");
  return (
    <Tabs
      label={t("tabs")}
      items={[
        { href: "/gestion/calendrier", label: t("month"), current: view === "month" },
        { href: "/gestion/calendrier/annee", label: t("year"), current: view === "year" },
      ]}
    />
  );
}
