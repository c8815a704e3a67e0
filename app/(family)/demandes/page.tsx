/** What the family has asked for, and what became of it. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { aboutName, stateTones } from "@/components/request/request-words";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { ownRequests } from "@/lib/request/queries";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests"))("title") };
}

export default async function RequestsPage() {
  const visit = await familyPage("request.follow", "/demandes");
  const [t, locale, requests] = await Promise.all([
    getTranslations("requests"),
    getLocale(),
    ownRequests(visit.tx, visit.scope),
  ]);
  if (requests.length === 0) {
    return (
      <Leaf title={t("title")} lead={t("lead")}>
        <EmptyState
          icon="message"
          level={2}
          title={t("empty.title")}
          action={<LinkButton href="/foyer">{t("empty.action")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      </Leaf>
    );
  }
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      <Section title={t("list")}>
        <Lines>
          {requests.map((request) => (
            <Line
              key={request.id}
              icon="message"
              due={false}
              title={t(`kinds.${request.kind}`, { name: aboutName(request) })}
              actions={
                <TextLink href={`/demandes/${request.id}`} className="link" label={`${t("open")} ${request.reference}`}>
                  {t("open")}
                </TextLink>
              }
            >
              <p>
                <Tag tone={stateTones[request.state]}>{t(`states.${request.state}`)}</Tag>
              </p>
              <p className="small soft">
                {t("sent", { day: wordDate(locale, parisOf(request.createdAt).day) })}, {request.reference}
              </p>
            </Line>
          ))}
        </Lines>
      </Section>
    </Leaf>
  );
}
