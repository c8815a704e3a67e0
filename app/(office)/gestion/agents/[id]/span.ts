/** « Du 1er septembre 2026 au 7 juillet 2027 », both days included. */
import { getLocale, getTranslations } from "next-intl/server";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";

export type Span = { since: CivilDate; until: CivilDate | null };

export async function spanWords(): Promise<(span: Span) => string> {
  const [t, locale] = await Promise.all([getTranslations("agents.one"), getLocale()]);
  return ({ since, until }) => {
    const first = wordDate(locale, since);
    return until ? t("span", { since: first, until: wordDate(locale, until) }) : t("sinceOnly", { since: first });
  };
}
