/** What else the new year asks for: documents that no longer hold, families to ask, tariffs to publish. Counts only. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { previewOf } from "@/lib/rollover/queries";

export async function Checks({ preview }: { preview: Awaited<ReturnType<typeof previewOf>> }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("rollover.checks")]);
  const { documents, plans, families, hasRules } = preview;
  return (
    <Section title={t("title")}>
      <Lines>
        <Line icon={hasRules ? "check" : "euro"} due={!hasRules} title={t(hasRules ? "rules" : "noRules")}>
          {hasRules ? t("rulesText") : <TextLink href="/gestion/tarifs">{t("noRulesText")}</TextLink>}
        </Line>
        <Line icon="family" title={t("families", { count: families })}>
          {t("familiesText")}
        </Line>
        <Line icon="shield" title={t("plans", { count: plans })}>
          {t("plansText")}
        </Line>
        {documents.map(({ id, nameFr, nameEn, count }) => (
          <Line key={id} icon="document" title={t("documents", { count, name: locale === "fr" ? nameFr : nameEn })}>
            {t("documentsText")}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
