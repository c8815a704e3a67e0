/** « Attendez 2 minutes » : the wait after several failures, in the reader's language. */
import { getTranslations } from "next-intl/server";
import type { Facts } from "@/lib/kernel/outcome";

export async function waitWords({ seconds = 0 }: Facts): Promise<string> {
  const t = await getTranslations("account.wait");
  const count = Number(seconds);
  return count > 90 ? t("minutes", { count: Math.ceil(count / 60) }) : t("seconds", { count });
}
