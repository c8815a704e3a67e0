/** What a suspended person sees: why, since when, until when, and how to contest it. Everything else is closed to them. */
import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { PublicShell } from "@/components/layout/public-shell";
import { Line } from "@/components/ui/line";
import { homeOf } from "@/lib/account/rules";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordDay, wordMoment } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { post } from "@/lib/kernel/form-state";
import { selfPage } from "@/lib/server/page";
import { signOut } from "../connexion/actions";
import { comfort } from "../preferences/comfort";
import { Appeal } from "./appeal";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.suspended"))("title") };
}

export default async function SuspendedPage() {
  const visit = await selfPage("/compte-suspendu", { whileBlocked: true });
  const { passport } = visit;
  if (!passport.suspension) redirect(homeOf(passport.role) as Route);
  const { motive, appeal, startsAt, endsAt } = passport.suspension;
  const [t, locale, commune, choices] = await Promise.all([
    getTranslations("account.suspended"),
    getLocale(),
    communeIdentity(),
    comfort(),
  ]);
  const since = wordDay(locale, parisOf(startsAt).day);
  const until = endsAt ? t("until", { moment: wordMoment(locale, parisOf(endsAt).moment) }) : t("openEnded");
  return (
    <PublicShell
      commune={commune}
      homeHref="/compte-suspendu"
      signInHref={null}
      comfort={choices}
      signOut={post(signOut)}
    >
      <Leaf title={t("title")} lead={t("lead", { day: since })}>
        <Section title={t("why")}>
          <Paragraphs icon="info" text={motive} />
          <Line as="div" icon="calendar" quiet>
            {until}
          </Line>
        </Section>
        <Section title={t("disagree")}>
          <Paragraphs icon="message" text={appeal} />
        </Section>
        {passport.role === "parent" ? <Appeal visit={visit} /> : null}
      </Leaf>
    </PublicShell>
  );
}

function Paragraphs({ icon, text }: { icon: "info" | "message"; text: string }) {
  return (
    <Line as="div" icon={icon}>
      {text
        .split(/\n+/)
        .filter(Boolean)
        .map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
    </Line>
  );
}
