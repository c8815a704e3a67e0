/** One request: what is asked and until when, the exchanges, the notes that only the office reads, and what may be done with it now. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { workTone } from "@/components/request/work-words";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { payersOfRequest, valuesOf } from "@/lib/agreement/queries";
import { readAbout } from "@/lib/casework/queries";
import { consultedRequest } from "@/lib/casework/queries-office";
import { wordMoment } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { modelsOf } from "@/lib/letter/queries";
import { isOpenState, isOutcome } from "@/lib/request/rules";
import { officePage, tracedRead } from "@/lib/server/page";
import { AnswerSections } from "./answers";
import { AssignSection } from "./assign";
import { DecideSection } from "./decide";
import { EffectSection } from "./effects";
import { FactsSection } from "./facts";
import { ProposalSection } from "./proposal";
import { StorySections } from "./story";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.office"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ saisie?: string; modele?: string }> };

export default async function OfficeRequestPage({ params, searchParams }: Props) {
  const [{ id }, { saisie, modele }] = await Promise.all([params, searchParams]);
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
      notice={saisie === "oui" ? <Notice tone="ok" live title={words("paper.done", { reference })} /> : null}
    >
      <p className="mt-2">
        <Tag tone={workTone(request)}>{ended ? words(`outcomes.${outcome}`) : words(`officeStates.${state}`)}</Tag>
      </p>
      <DeskColumns
        aside={
          <>
            <EffectSection request={request} role={visit.passport.role} payerIds={payerIds} />
            <DecideSection request={request} role={visit.passport.role} />
            <AnswerSections request={request} models={models} chosen={modele ?? ""} values={values} />
            <ProposalSection request={request} />
            <AssignSection request={request} visit={visit} />
          </>
        }
      >
        <FactsSection request={request} visit={visit} />
        <StorySections request={request} />
      </DeskColumns>
    </Desk>
  );
}
