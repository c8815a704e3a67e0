/** One request: what is asked and until when, the exchanges, the notes that only the office reads, and what may be done with it now. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { workTone } from "@/components/request/work-words";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { payersOfRequest, valuesOf } from "@/lib/agreement/queries";
import { readAbout } from "@/lib/casework/queries";
import { consultedRequest, type OfficeRequest } from "@/lib/casework/queries-office";
import { wordMoment } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { modelsOf } from "@/lib/letter/queries";
import { isOpenState, isOutcome } from "@/lib/request/rules";
import { officePage, tracedRead } from "@/lib/server/page";
import { AnswerSections } from "./answers";
import { AssignSection } from "./assign";
import { DecideSection } from "./decide";
import { DocumentsSection } from "./documents";
import { EffectSection } from "./effects";
import { FactsSection } from "./facts";
import { ProposalSection } from "./proposal";
import { StorySections } from "./story";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.office"))("title") };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ saisie?: string; modele?: string; joint?: string }>;
};

export default async function OfficeRequestPage({ params, searchParams }: Props) {
  const [{ id }, { saisie, modele, joint }] = await Promise.all([params, searchParams]);
  const visit = await officePage("request.handle", `/gestion/demandes/${encodeURIComponent(id)}`);
  const request = isId(id) ? await tracedRead(visit, (context) => consultedRequest(context, visit.scope, id)) : null;
  if (!request) notFound();
  const [t, words, locale] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework"),
    getLocale(),
  ]);
  const [models, values, payerIds] = await Promise.all([
    modelsOf(visit.tx, { use: "mail" }),
    valuesOf(visit.tx, request, { locale, today: visit.today }),
    payersOfRequest(visit.tx, request),
  ]);
  const { kind, state, outcome, reference, receivedAt } = request;
  const ended = !isOpenState(state) && isOutcome(outcome);
  const child = request.childName ?? readAbout(request.about).child;
  return (
    <Desk
      title={[words(`kinds.${kind}`), child].filter(Boolean).join(", ")}
      lead={`${reference}. ${t("receivedOn", { moment: wordMoment(locale, parisOf(receivedAt).moment) })}`}
      back={{ href: "/gestion/demandes", label: t("back") }}
      notice={<Said entered={saisie === "oui"} joined={joint === "1"} request={request} />}
    >
      <p className="mt-2">
        <Tag tone={workTone(request)}>{ended ? words(`outcomes.${outcome}`) : words(`officeStates.${state}`)}</Tag>
      </p>
      <DeskColumns
        aside={
          <>
            <EffectSection request={request} role={visit.passport.role} payerIds={payerIds} />
            <DecideSection request={request} />
            <AnswerSections request={request} models={models} chosen={modele ?? ""} values={values} />
            <ProposalSection request={request} />
            <AssignSection request={request} visit={visit} />
          </>
        }
      >
        <FactsSection request={request} visit={visit} />
        <DocumentsSection request={request} visit={visit} />
        <StorySections request={request} />
      </DeskColumns>
    </Desk>
  );
}

type SaidProps = { entered: boolean; joined: boolean; request: OfficeRequest };

/** What was just written down or joined, and what is to be done next with the paper. */
async function Said({ entered, joined, request: { id, reference } }: SaidProps) {
  if (!entered && !joined) return null;
  const [t, words] = await Promise.all([getTranslations("attachment.paper"), getTranslations("casework.paper")]);
  return (
    <Notice tone="ok" live title={joined ? t("done") : words("done", { reference })}>
      {joined ? null : <p>{t("after")}</p>}
      <div className="form-actions">
        {joined ? null : (
          <LinkButton kind="line" icon="docadd" href={`/gestion/demandes/${id}/numeriser`}>
            {t("title")}
          </LinkButton>
        )}
        <LinkButton kind="line" icon="print" href={`/api/demandes/${id}/recepisse`} plain>
          {t("receipt")}
        </LinkButton>
      </div>
    </Notice>
  );
}
