/** What the family has asked for, under way or ended, latest first; what waits for it is flagged. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { workTone } from "@/components/request/work-words";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Pagination, Tabs } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { type OwnRow, ownWork } from "@/lib/casework/queries";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { isOutcome } from "@/lib/request/rules";
import { familyPage } from "@/lib/server/page";

const PATH = "/demandes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.family"))("title") };
}

type Props = { searchParams: Promise<{ etat?: string; page?: string }> };

export default async function RequestsPage({ searchParams }: Props) {
  const { etat, page: asked } = await searchParams;
  const state = etat === "terminees" ? "ended" : "open";
  const page = Math.min(Math.max(1, Math.trunc(Number(asked)) || 1), 1000);
  const query = state === "ended" ? "?etat=terminees" : "?";
  const visit = await familyPage("request.follow", `${PATH}${query}`);
  const [t, { total, pageSize, rows }] = await Promise.all([
    getTranslations("casework.family"),
    ownWork(visit.tx, visit.scope, { state, page }),
  ]);
  const tabs = [
    { href: PATH, label: t("open"), current: state === "open" },
    { href: `${PATH}?etat=terminees`, label: t("ended"), current: state === "ended" },
  ];
  const create = (
    <LinkButton href="/demandes/nouvelle" icon="plus">
      {t("new")}
    </LinkButton>
  );
  const to = Math.min(page * pageSize, total);
  const link = (target: number, label: string) => ({ href: `${PATH}${query}&page=${target}`, label });
  return (
    <Leaf title={t("title")} lead={t("lead")} tools={<Tabs label={t("tabs")} items={tabs} />}>
      {rows.length === 0 ? (
        <EmptyState icon="message" level={2} title={state === "open" ? t("noneOpen") : t("noneEnded")} action={create}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <>
          <Line as="div" quiet>
            {create}
          </Line>
          <Section title={t("list")}>
            <Lines>
              {rows.map((row) => (
                <RequestLine key={row.id} request={row} />
              ))}
            </Lines>
          </Section>
          {total > pageSize ? (
            <Pagination
              label={t("pages")}
              position={t("position", { from: (page - 1) * pageSize + 1, to, total })}
              previous={page > 1 ? link(page - 1, t("previous")) : undefined}
              next={to < total ? link(page + 1, t("next")) : undefined}
            />
          ) : null}
        </>
      )}
    </Leaf>
  );
}

async function RequestLine({ request }: { request: OwnRow }) {
  const [t, words, locale] = await Promise.all([
    getTranslations("casework.family"),
    getTranslations("casework"),
    getLocale(),
  ]);
  const { id, reference, kind, state, outcome, childName, receivedAt, dueOn } = request;
  const isYours = state === "waiting_family" || state === "proposal";
  const ended = state === "decided" || state === "closed";
  const said = ended && isOutcome(outcome) ? words(`outcomes.${outcome}`) : words(`states.${state}`);
  return (
    <Line
      icon="message"
      due={isYours}
      title={[words(`kinds.${kind}`), childName].filter(Boolean).join(", ")}
      actions={
        <TextLink href={`${PATH}/${id}`} className="link" label={`${t("see")} ${reference}`}>
          {t("see")}
        </TextLink>
      }
    >
      <p>
        <Tag tone={workTone({ state, outcome })}>{said}</Tag>
      </p>
      <p className="small soft">
        {t("sent", { day: wordDate(locale, parisOf(receivedAt).day) })}, {reference}
      </p>
      {dueOn && !ended && !isYours ? (
        <p className="small soft">{t("answerBy", { day: wordDate(locale, dueOn) })}</p>
      ) : null}
    </Line>
  );
}
