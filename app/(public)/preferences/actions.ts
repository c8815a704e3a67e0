"use server";
/** Two choices of comfort, each kept in a cookie that is set only when asked and is named on the data protection page. */
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { safeReturn } from "@/lib/account/rules";
import { APPEARANCE_COOKIE, APPEARANCES, LANGUAGE_COOKIE, LOCALES } from "@/lib/i18n/locale";
import { done } from "@/lib/kernel/outcome";
import { publicAction } from "@/lib/server/action";

const YEAR_IN_SECONDS = 365 * 24 * 3600;

export const changeLanguage = publicAction({
  limit: "preference",
  input: z.object({ langue: z.enum(LOCALES) }),
  run: async () => done(),
  refusals: {},
  then: async (_value, { langue }) => keep(LANGUAGE_COOKIE, langue),
});

export const changeAppearance = publicAction({
  limit: "preference",
  input: z.object({ apparence: z.enum(APPEARANCES) }),
  run: async () => done(),
  refusals: {},
  then: async (_value, { apparence }) => keep(APPEARANCE_COOKIE, apparence),
});

/** Sets the cookie and goes back to the page where the choice was made. */
async function keep(name: string, value: string): Promise<{ redirect: string }> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  jar.set(name, value, { maxAge: YEAR_IN_SECONDS, sameSite: "lax", httpOnly: true, path: "/" });
  const from = head.get("referer");
  const page = from && URL.canParse(from) ? new URL(from) : null;
  return { redirect: safeReturn(page ? page.pathname + page.search : null) ?? "/" };
}
