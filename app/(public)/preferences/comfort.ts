/** What the footer needs: the two choices of comfort, and what the accessibility statement says. */
import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { Comfort } from "@/components/layout/footer";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { APPEARANCE_COOKIE, appearanceOf } from "@/lib/i18n/locale";
import { post } from "@/lib/kernel/form-state";
import { changeAppearance, changeLanguage } from "./actions";

export async function comfort(): Promise<Comfort> {
  const [locale, jar, { conformity }] = await Promise.all([getLocale(), cookies(), communeIdentity()]);
  const appearance = appearanceOf(jar.get(APPEARANCE_COOKIE)?.value);
  const choices = { changeLanguage: post(changeLanguage), changeAppearance: post(changeAppearance) };
  return { locale, appearance, conformity, ...choices };
}
