/** « Cantine, si l’enfant a un PAI, obligatoire »: one need in words. */
import type { useTranslations } from "next-intl";
import { conditions } from "@/lib/document/schema";
import type { Locale } from "@/lib/i18n/locale";

type Words = ReturnType<typeof useTranslations<"document.settings">>;
type Shown = { ruleCode: string | null; condition: string; isRequired: boolean };
type Around = { rules: readonly { code: string; nameFr: string; nameEn: string }[]; locale: Locale };

export function wordNeed(t: Words, { ruleCode, condition, isRequired }: Shown, { rules, locale }: Around): string {
  const rule = rules.find(({ code }) => code === ruleCode);
  const name = rule ? (locale === "fr" ? rule.nameFr : rule.nameEn) : ruleCode;
  const when = conditions.find((one) => one === condition && one !== "always");
  const parts = [name ?? t("everybody"), when && t(`conditions.${when}`), t(isRequired ? "required" : "optional")];
  return parts.filter(Boolean).join(", ");
}
