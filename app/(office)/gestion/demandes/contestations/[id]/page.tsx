/** One contested line: what the family says of it, and the answers: a message, a credit note, or a refusal with its reason. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ContestedLine, ContestStory, contestTones, lineName } from "@/components/contest/contest-parts";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { consultedContest } from "@/lib/contest/queries";
import { wordMoment } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { Answers } from "./answers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contest.office"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function ContestPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("contest.decide", `/gestion/demandes/contestations/${encodeURIComponent(id)}`);
  const contest = isId(id) ? await tracedRead(visit, (context) => consultedContest(context, visit.scope, id)) : null;
  if (!contest) notFound();
  const [t, all, locale] = await Promise.all([
    getTranslations("contest.office"),
    getTranslations("contest"),
    getLocale(),
  ]);
  const { about, step, entries, decidedAt, householdId, householdName } = contest;
  const { role } = visit.passport;
  const told = entries.map((entry) => ({ ...entry, who: t(entry.side === "family" ? "family" : "service") }));
  const moment = wordMoment(locale, parisOf(contest.receivedAt).moment);
  return (
    <Desk
      title={all("title", { label: lineName(about, locale) })}
      lead={`${about.reference}, ${t("moment", { moment })}`}
      back={{ href: "/gestion/demandes/contestations", label: t("back") }}
    >
      <p className="mt-2">
        <Tag tone={contestTones[step]}>{all(`states.${step}`)}</Tag>{" "}
        {decidedAt ? t("answered", { moment: wordMoment(locale, parisOf(decidedAt).moment) }) : null}
      </p>
      <DeskColumns aside={<Answers contest={contest} role={role} />}>
        <Section title={t("line")}>
          <ContestedLine about={about} words={catalogues[locale].contest.line} locale={locale} />
          <div className="form-actions mt-3">
            {allows(role, "billing.consult") ? (
              <LinkButton kind="quiet" href={`/gestion/facturation/factures/${about.invoiceId}`}>
                {t("invoice")}
              </LinkButton>
            ) : null}
            {allows(role, "family.consult") ? (
              <TextLink href={`/gestion/foyers/${householdId}`}>{t("householdLink", { name: householdName })}</TextLink>
            ) : null}
          </div>
        </Section>
        <Section title={t("story")}>
          <div className="mt-3">
            <ContestStory entries={told} locale={locale} />
          </div>
          <p className="small soft mt-6">{t("notice")}</p>
        </Section>
      </DeskColumns>
    </Desk>
  );
}
