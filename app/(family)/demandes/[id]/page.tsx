/** One request as its family follows it: how far it is and until when, what it is about, the exchanges, and what may be done now. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ProofLinks } from "@/components/journal/proof-links";
import { Leaf } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { Label, Reference } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { type OwnRequest, ownWorkRequest } from "@/lib/casework/queries";
import { wordDate } from "@/lib/i18n/dates";
import { proofOfObjects } from "@/lib/journal/queries";
import type { Proof } from "@/lib/journal/rules-receipt";
import { parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";
import { AboutSection } from "./about";
import { DocumentsSection } from "./documents";
import { Exchanges } from "./exchanges";
import { SignatureSection } from "./signature";
import { StateSection } from "./state";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ envoyee?: string; joint?: string; recu?: string }>;
};

export default async function RequestPage({ params, searchParams }: Props) {
  const [{ id }, { envoyee, joint, recu }] = await Promise.all([params, searchParams]);
  const visit = await familyPage("request.follow", `/demandes/${id}`);
  const request = isId(id) ? await ownWorkRequest(visit.tx, visit.scope, id) : null;
  if (!request) notFound();
  const [t, words, locale] = await Promise.all([
    getTranslations("casework.page"),
    getTranslations("casework"),
    getLocale(),
  ]);
  const { kind, about, reference, receivedAt } = request;
  const objects = [`family-request/${id}`, `change-request/${id}`];
  const proof = await proofOfObjects(visit.tx, visit, objects);
  return (
    <Leaf
      title={[words(`kinds.${kind}`), about.child].filter(Boolean).join(", ")}
      lead={words("family.sent", { day: wordDate(locale, parisOf(receivedAt).day) })}
      back={{ href: "/demandes", label: words("family.back") }}
      notice={
        <>
          {envoyee === "oui" && request.state === "received" ? <Sent request={request} /> : null}
          {joint === "oui" || recu === "1" ? <Joined isNew={recu === "1"} /> : null}
        </>
      }
    >
      <Line as="div" quiet>
        <Label title={t("reference")}>
          <Reference>{reference}</Reference>
          <Receipts id={id} proof={proof} />
        </Label>
      </Line>
      <StateSection request={request} today={visit.today} />
      <SignatureSection request={request} accountId={visit.passport.accountId} />
      <AboutSection request={request} visit={visit} />
      <DocumentsSection request={request} visit={visit} />
      <Exchanges request={request} />
    </Leaf>
  );
}

/** One for each step: beyond two they are folded, so that what is to be done comes first. */
const SHOWN = 2;

async function Receipts({ id, proof }: { id: string; proof: Proof }) {
  const t = await getTranslations("casework.page");
  const links = <ProofLinks proof={proof} here={`/demandes/${id}`} all="/journal?type=info" />;
  if (proof.lines.length <= SHOWN) return links;
  return <Disclosure summary={t("receipts", { total: proof.total })}>{links}</Disclosure>;
}

async function Sent({ request: { dueOn } }: { request: OwnRequest }) {
  const [t, locale] = await Promise.all([getTranslations("casework.page"), getLocale()]);
  return (
    <Notice tone="ok" live title={t("sentTitle")}>
      {dueOn ? t("sentText", { day: wordDate(locale, dueOn) }) : t("sentTextPlain")}
    </Notice>
  );
}

async function Joined({ isNew }: { isNew: boolean }) {
  const t = await getTranslations("attachment");
  return <Notice tone="ok" live title={t(isNew ? "received" : "joined")} />;
}
