/** One request for an account: what was said, the files it may already have, and the three answers. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { schools } from "@/lib/household/queries";
import { wordDate, wordMoment } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { accountRequest, searchedMatches } from "@/lib/request/queries-account-request";
import type { StoredRequest } from "@/lib/request/schema-account-request";
import { officePage, tracedRead } from "@/lib/server/page";
import { REQUEST_TONES } from "../tones";
import { Answers } from "./answers";
import { Matches } from "./matches";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents.requests"))("who") };
}

type Props = { params: Promise<{ id: string }> };

export default async function AccountRequestPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("account-request.decide", `/gestion/demandes-de-compte/${id}`);
  const { tx, scope } = visit;
  const request = isId(id) ? await accountRequest(tx, scope, id) : null;
  if (!request) notFound();
  const [t, locale, sites] = await Promise.all([getTranslations("agents.requests"), getLocale(), schools(tx)]);
  const isOpen = request.state === "submitted";
  const matches = isOpen ? await tracedRead(visit, (context) => searchedMatches(context, scope, request)) : [];
  const { asked } = request;
  return (
    <Desk
      title={`${asked.firstName} ${asked.lastName}`}
      dateline={request.reference}
      lead={<Tag tone={REQUEST_TONES[request.state]}>{t(`states.${request.state}`)}</Tag>}
      back={{ href: "/gestion/demandes-de-compte", label: t("back") }}
    >
      <Section title={t("who")}>
        <Facts email={request.email} asked={asked} />
      </Section>
      <Section title={t("children")}>
        <Lines>
          {asked.children.map((child) => (
            <Line
              key={`${child.firstName} ${child.birthDate}`}
              icon="family"
              title={t("born", {
                name: `${child.firstName} ${child.lastName}`,
                day: wordDate(locale, child.birthDate),
              })}
            >
              {t("childLine", {
                school: sites.find((site) => site.id === child.siteId)?.name ?? "",
                grade: child.grade,
              })}
            </Line>
          ))}
        </Lines>
      </Section>
      {isOpen ? (
        <>
          <Matches matches={matches} />
          <Answers requestId={id} matches={matches} />
        </>
      ) : (
        <Section title={t("columns.state")}>
          <p className="my-3">{t("decided", { moment: wordMoment(locale, request.decidedAt ?? request.askedAt) })}</p>
          {request.motive ? <p>{request.motive}</p> : null}
          {request.householdId ? (
            <LinkButton href={`/gestion/foyers/${request.householdId}`} kind="line">
              {t("file")}
            </LinkButton>
          ) : null}
        </Section>
      )}
    </Desk>
  );
}

async function Facts({ email, asked }: { email: string; asked: StoredRequest }) {
  const t = await getTranslations("agents.requests");
  const address = [asked.line, asked.more, `${asked.postalCode} ${asked.city}`].filter(Boolean).join(", ");
  const items = [
    { term: t("email"), value: email },
    { term: t("phone"), value: asked.phone },
    { term: t("address"), value: address },
    ...(asked.message ? [{ term: t("message"), value: asked.message }] : []),
  ];
  return (
    <div className="mt-3">
      <DefinitionList items={items} />
    </div>
  );
}
