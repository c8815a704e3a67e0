/** Sites and their activities as choices: a whole site first, then each of its activities. */
import { getLocale, getTranslations } from "next-intl/server";
import { places } from "@/lib/account/queries";

export async function placeOptions(tx: Parameters<typeof places>[0]) {
  const [t, locale, sites] = await Promise.all([getTranslations("agents.one"), getLocale(), places(tx)]);
  return sites.flatMap((site) => [
    { value: site.id, label: t("wholeSite", { site: site.name }) },
    ...site.activities.map((activity) => ({
      value: `${site.id}:${activity.id}`,
      label: `${site.name}, ${locale === "en" ? activity.nameEn : activity.nameFr}`,
    })),
  ]);
}
