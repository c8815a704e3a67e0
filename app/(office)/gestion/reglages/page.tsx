/** The settings of the commune, one line a section. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { allows } from "@/lib/access/permissions";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

const pages = [
  ["identity", "home"],
  ["look", "eye"],
  ["contacts", "phone"],
  ["dpo", "shield"],
  ["regie", "euro"],
  ["accessibility", "check"],
  ["journal", "seal"],
  ["documents", "box"],
  ["maintenance", "hourglass"],
] as const satisfies readonly (readonly [string, IconName])[];

const others = [
  ["regies", "regies", "euro", "regie.settings"],
  ["news", "actualites", "message", "settings.write"],
  ["charter", "charte", "document", "settings.write"],
  ["mailTexts", "textes", "pencil", "settings.write"],
  ["requests", "demandes", "list", "settings.write"],
  ["models", "modeles", "copy", "settings.write"],
  ["outbox", "courriels", "mail", "mail.consult"],
  ["kinds", "pieces", "docadd", "settings.write"],
  ["retention", "conservation", "trash", "retention.decide"],
  ["jobs", "travaux", "repeat", "job.consult"],
] as const;

export default async function SettingsPage() {
  const { passport } = await officePage("settings.write", "/gestion/reglages");
  const t = await getTranslations("settings");
  const open = (href: string, name: string) => (
    <LinkButton href={href} kind="line" small label={t("openNamed", { name })}>
      {t("open")}
    </LinkButton>
  );
  return (
    <Desk title={t("title")} lead={t("lead")}>
      <Lines label={t("title")}>
        {pages.map(([section, icon]) => (
          <Line
            key={section}
            icon={icon}
            title={t(`sections.${section}.title`)}
            actions={open(`/gestion/reglages/${section}`, t(`sections.${section}.title`))}
          >
            <p>{t(`sections.${section}.lead`)}</p>
          </Line>
        ))}
        {others
          .filter(([, , , permission]) => allows(passport.role, permission))
          .map(([name, path, icon]) => (
            <Line
              key={name}
              icon={icon}
              title={t(`${name}.title`)}
              actions={open(`/gestion/reglages/${path}`, t(`${name}.title`))}
            >
              <p>{t(`${name}.lead`)}</p>
            </Line>
          ))}
      </Lines>
    </Desk>
  );
}
