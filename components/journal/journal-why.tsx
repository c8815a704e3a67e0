/** Beside the journal: what it proves, how to take it away, whom to ask. */
import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line } from "@/components/ui/line";

export function JournalWhy() {
  const t = useTranslations("journal.why");
  return (
    <Section title={t("title")}>
      <Line as="div" quiet icon="seal">
        <p>
          {t("proof")} <strong>{t("proofStrong")}</strong>
        </p>
      </Line>
      <Line as="div" quiet icon="check">
        <p>
          <strong>{t("check")}</strong> {t("checkText")}
        </p>
        <p>
          <TextLink href="/verifier" plain>
            {t("checkLink")}
          </TextLink>
        </p>
      </Line>
      <Line as="div" quiet icon="download">
        <p>
          <strong>{t("take")}</strong> {t("takeText")}
        </p>
        <p>
          <TextLink href="/journal/dossier">{t("takeLink")}</TextLink>
        </p>
      </Line>
      <Line as="div" quiet icon="help">
        <p>
          <strong>{t("ask")}</strong> {t("askText")}
        </p>
        <p>
          <TextLink href="/contact">{t("askLink")}</TextLink>
        </p>
      </Line>
    </Section>
  );
}
