/** What the footer needs to offer the two choices of comfort. */
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { Comfort } from "@/components/layout/footer";
import { APPEARANCE_COOKIE, appearanceOf } from "@/lib/i18n/locale";
import { post } from "@/lib/kernel/form-state";
import { changeAppearance, changeLanguage } from "./actions";

export async function comfort(): Promise<Comfort> {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const appearance = appearanceOf(jar.get(APPEARANCE_COOKIE)?.value);
  return { locale, appearance, changeLanguage: post(changeLanguage), changeAppearance: post(changeAppearance) };
}
