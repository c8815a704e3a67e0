/** What is held about the family, all of it to take away, who looked, what was allowed, which devices, and the ways to correct or have erased. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { HeldTable } from "@/components/home/held-table";
import { JournalLines } from "@/components/journal/journal-lines";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import type { IconName } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { consentHistory, copiesOf, knownDevices, latestLooks, provedIn } from "@/lib/privacy/queries";
import { heldAbout } from "@/lib/report/queries-mine";
import { retentionSettings } from "@/lib/retention/queries-settings";
import { familyPage } from "@/lib/server/page";
import { ConsentsSection } from "./consents-section";
import { CopiesSection, TakeSection } from "./copies-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home.mine"))("title") };
}

export default async function MyDataPage() {
  const { tx, scope, today, now, passport } = await familyPage("journal.read", "/mes-donnees");
  const [t, locale] = await Promise.all([getTranslations("home.mine"), getLocale()]);
  const reader = { scope, today, locale };
  const [held, { durations }, copies, proved, looks, consents, devices] = await Promise.all([
    heldAbout(tx, { ...reader, now }),
    retentionSettings(tx),
    copiesOf(tx, passport.accountId, now),
    provedIn(tx, passport.sessionId, now),
    latestLooks(tx, reader),
    consentHistory(tx, scope),
    knownDevices(tx, passport.accountId),
  ]);
  const words = await getTranslations("privacy");
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      <TakeSection />
      <CopiesSection copies={copies} proved={proved} />
      <Section title={t("held.title")}>
        <Padded>
          <HeldTable held={held} durations={durations} />
        </Padded>
      </Section>
      <Section title={words("looks.title")} link={{ href: "/journal?type=looks", label: words("looks.all") }}>
        {looks.length > 0 ? (
          <JournalLines entries={looks} locale={locale} />
        ) : (
          <Padded>
            <p>{words("looks.none")}</p>
          </Padded>
        )}
      </Section>
      <ConsentsSection history={consents} locale={locale} />
      <Section title={words("devices.title")}>
        <Way
          icon="key"
          text={words("devices.text", { sessions: held.sessions, devices })}
          href="/compte"
          label={words("devices.link")}
        />
      </Section>
      <Rights />
    </Leaf>
  );
}

type WayProps = { icon: IconName; title?: string; text: string; href: string; label: string };

function Way({ icon, title, text, href, label }: WayProps) {
  const action = (
    <LinkButton kind="line" small href={href}>
      {label}
    </LinkButton>
  );
  return (
    <Line as="div" icon={icon} title={title} actions={action}>
      {text}
    </Line>
  );
}

async function Rights() {
  const [t, erase, mine] = await Promise.all([
    getTranslations("privacy.rights"),
    getTranslations("privacy.erase"),
    getTranslations("home.mine.rights"),
  ]);
  return (
    <Section title={t("title")}>
      <Lines>
        <Line
          icon="pencil"
          title={t("rectify")}
          actions={
            <LinkButton kind="line" small href="/demandes/nouvelle?sujet=rectification">
              {t("rectifyLink")}
            </LinkButton>
          }
        >
          {t("rectifyText")}{" "}
          <TextLink href="/foyer" className="link">
            {mine("correctLink")}
          </TextLink>
        </Line>
        <Line
          icon="trash"
          title={erase("title")}
          actions={
            <LinkButton kind="line" small href="/mes-donnees/effacement">
              {erase("link")}
            </LinkButton>
          }
        >
          {erase("lead")}
        </Line>
        <Line
          icon="shield"
          title={t("object")}
          actions={
            <LinkButton kind="line" small href="/donnees-personnelles">
              {t("objectLink")}
            </LinkButton>
          }
        >
          {t("objectText")}
        </Line>
      </Lines>
    </Section>
  );
}
