/** The questions families ask most, in their order of arrival. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf } from "@/components/layout/leaf";
import { Prose } from "@/components/public/prose";
import { TextLink } from "@/components/ui/button";
import { settingsOf } from "@/lib/commune/queries";
import { openPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.help"))("title") };
}

const topics = ["start", "password", "enrol", "full", "cancel", "invoice", "pay", "two", "prove", "contest"] as const;

export default async function HelpPage() {
  const { tx } = await openPage();
  const [t, { identity }] = await Promise.all([getTranslations("public"), settingsOf(tx, ["identity"])]);
  return (
    <Leaf title={t("help.title")} lead={t("help.lead")}>
      {topics.map((topic) => (
        <Prose key={topic} id={topic} title={t(`help.topics.${topic}.title`)}>
          <p>{t(`help.topics.${topic}.text`)}</p>
          {topic === "contest" && identity.court ? <p>{t("help.court", { court: identity.court })}</p> : null}
          {topic === "enrol" ? <p>{t("help.zone", { zone: identity.zone })}</p> : null}
        </Prose>
      ))}
      <Prose title={t("help.more")}>
        <p>
          {t("help.moreText")} <TextLink href="/contact">{t("contact.title")}</TextLink>
        </p>
      </Prose>
    </Leaf>
  );
}
