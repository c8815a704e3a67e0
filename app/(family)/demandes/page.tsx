/** What the family has asked for, and what became of it. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { contestTones, lineName } from "@/components/contest/contest-parts";
import { Leaf, Section } from "@/components/layout/leaf";
import { aboutName, stateTones } from "@/components/request/request-words";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { type Contest, ownContests } from "@/lib/contest/queries";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { type Described, ownRequests } from "@/lib/request/queries";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requests"))("title") };
}

export default async function RequestsPage() {
  const visit = await familyPage("request.follow", "/demandes");
  const [t, requests, contests] = await Promise.all([
    getTranslations("requests"),
    ownRequests(visit.tx, visit.scope),
    ownContests(visit.tx, visit.scope),
  ]);
  const rows = [
    ...requests.map((request) => ({ at: request.createdAt, line: <ChangeLine key={request.id} request={request} /> })),
    ...contests.map((contest) => ({
      at: contest.receivedAt,
      line: <ContestLine key={contest.id} contest={contest} />,
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  if (rows.length === 0) {
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
        <Lines>{rows.map(({ line }) => line)}</Lines>
      </Section>
    </Leaf>
  );
}

async function ChangeLine({ request }: { request: Described }) {
  const t = await getTranslations("requests");
  const { id, reference, state, createdAt } = request;
  const title = t(`kinds.${request.kind}`, { name: aboutName(request) });
  return (
    <RequestLine request={{ id, reference, at: createdAt }} title={title}>
      <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>
    </RequestLine>
  );
}

async function ContestLine({ contest }: { contest: Contest }) {
  const [t, locale] = await Promise.all([getTranslations("contest"), getLocale()]);
  const { id, about, step, receivedAt } = contest;
  const title = t("kind", { label: lineName(about, locale) });
  return (
    <RequestLine request={{ id, reference: about.reference, at: receivedAt }} title={title}>
      <Tag tone={contestTones[step]}>{t(`states.${step}`)}</Tag>
    </RequestLine>
  );
}

type Shown = { request: { id: string; reference: string; at: Date }; title: string; children: ReactNode };

async function RequestLine({ request: { id, reference, at }, title, children }: Shown) {
  const [t, locale] = await Promise.all([getTranslations("requests"), getLocale()]);
  return (
    <Line
      icon="message"
      due={false}
      title={title}
      actions={
        <TextLink href={`/demandes/${id}`} className="link" label={`${t("open")} ${reference}`}>
          {t("open")}
        </TextLink>
      }
    >
      <p>{children}</p>
      <p className="small soft">
        {t("sent", { day: wordDate(locale, parisOf(at).day) })}, {reference}
      </p>
    </Line>
  );
}
