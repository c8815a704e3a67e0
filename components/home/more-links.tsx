/** The pages that the phone's bar of four has no place for. */
import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";

const pages = [
  ["/documents", "documents", "document"],
  ["/demandes", "requests", "message"],
  ["/journal", "journal", "journal"],
  ["/mes-donnees", "data", "shield"],
] as const;

export function MoreLinks() {
  const t = useTranslations("home.more");
  return (
    <Section title={t("title")}>
      <Lines>
        {pages.map(([href, key, icon]) => (
          <Line key={href} quiet icon={icon}>
            <p>
              <TextLink href={href}>{t(key)}</TextLink>
            </p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
