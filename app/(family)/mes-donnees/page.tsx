/** What is held about the family, one file to take it away, and the ways to correct or have erased. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { HeldTable } from "@/components/home/held-table";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { heldAbout } from "@/lib/report/queries-mine";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.mine"))("title") };
}

const rights = [
  ["correct", "/foyer", "pencil"],
  ["ask", "/demandes", "message"],
  ["erase", "/donnees-personnelles", "shield"],
] as const;

export default async function MyDataPage() {
  const { tx, scope, today, now } = await familyPage("journal.read", "/mes-donnees");
  const [t, locale] = await Promise.all([getTranslations("home.mine"), getLocale()]);
  const held = await heldAbout(tx, { scope, today, now, locale });
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      <Section title={t("held.title")}>
        <Padded>
          <HeldTable held={held} />
        </Padded>
      </Section>
      <Section title={t("take.title")}>
        <Line
          as="div"
          icon="download"
          actions={
            <LinkButton href="/api/mes-donnees" icon="download" plain download>
              {t("take.button")}
            </LinkButton>
          }
        >
          <p>{t("take.text")}</p>
          <p className="small soft">{t("take.safe")}</p>
        </Line>
      </Section>
      <Section title={t("rights.title")}>
        <Lines>
          {rights.map(([right, href, icon]) => (
            <Line
              key={right}
              icon={icon}
              title={t(`rights.${right}`)}
              actions={
                <TextLink href={href} className="link">
                  {t(`rights.${right}Link`)}
                </TextLink>
              }
            >
              {t(`rights.${right}Text`)}
            </Line>
          ))}
        </Lines>
      </Section>
    </Leaf>
  );
}
