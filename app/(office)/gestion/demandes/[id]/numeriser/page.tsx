/**
 * A paper that came with a request: photographed or scanned by the agent, encrypted in this browser for the same two keys as a family's, and joined
 * to the request. The server never sees it, from the office either.
 */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentPicker } from "@/components/document/deposit/document-picker";
import { Unfinished } from "@/components/document/deposit/unfinished";
import { Desk } from "@/components/layout/leaf";
import { Filters } from "@/components/ui/navigation";
import { Notice } from "@/components/ui/notice";
import type { OfficeScope } from "@/lib/access/gate";
import { consultedRequest, type OfficeRequest } from "@/lib/casework/queries-office";
import { keysFor } from "@/lib/document/queries";
import { attachableKinds } from "@/lib/document/queries-giver";
import { asksEndDate, asksIssueDate, type Kind } from "@/lib/document/rules";
import { catalogues } from "@/lib/i18n/messages";
import { isId } from "@/lib/kernel/ids";
import { isOpenState } from "@/lib/request/rules";
import { officePage, tracedRead, type Visit } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attachment.paper"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ piece?: string | string[] }> };

export default async function ScanPage({ params, searchParams }: Props) {
  const [{ id }, { piece }] = await Promise.all([params, searchParams]);
  const here = `/gestion/demandes/${encodeURIComponent(id)}/numeriser`;
  const visit = await officePage("document.scan", here);
  const request = isId(id) ? await tracedRead(visit, (context) => consultedRequest(context, visit.scope, id)) : null;
  if (!request || !isOpenState(request.state)) notFound();
  const [t, locale] = await Promise.all([getTranslations("attachment.paper"), getLocale()]);
  const kinds = await attachableKinds(visit.tx, locale, { childId: request.childId });
  const chosen = kinds.find((kind) => kind.id === piece) ?? kinds[0];
  const items = kinds.map((kind) => ({
    href: `${here}?piece=${kind.id}`,
    label: kind.name,
    current: kind === chosen,
  }));
  return (
    <Desk
      title={t("title")}
      lead={`${request.reference}, ${request.childName ?? request.householdName}. ${t("lead")}`}
      back={{ href: `/gestion/demandes/${id}`, label: t("back") }}
      tools={items.length > 1 ? <Filters label={t("kinds")} items={items} /> : undefined}
    >
      <noscript>
        <Notice tone="warn" inset title={t("noScript")} />
      </noscript>
      {chosen ? (
        <Scan key={chosen.id} request={request} kind={chosen} visit={visit} />
      ) : (
        <Notice tone="info" inset title={t("none")} />
      )}
    </Desk>
  );
}

type ScanProps = { request: OfficeRequest; kind: Kind; visit: Visit<OfficeScope> };

async function Scan({ request, kind, visit }: ScanProps) {
  const owner = visit.passport.accountId;
  const [t, locale, keys] = await Promise.all([
    getTranslations("attachment.paper"),
    getLocale(),
    keysFor(visit.tx, owner),
  ]);
  if (!keys) return <Notice tone="info" inset title={t("noKeys")} />;
  const { id, householdId, childId, reference } = request;
  const shared = { owner, words: catalogues[locale].document.deposit, doneHref: `/gestion/demandes/${id}?joint=1` };
  const place = { kindId: kind.id, householdId, childId: kind.subject === "child" ? childId : null, requestId: id };
  const asks = {
    issueDate: asksIssueDate(kind.validity),
    endDate: asksEndDate(kind.validity),
    freshMonths: kind.validity.freshMonths ?? null,
  };
  return (
    <>
      <p className="hint mt-4">{kind.help}</p>
      <Unfinished {...shared} />
      <DocumentPicker
        {...shared}
        keys={keys}
        place={place}
        label={`${kind.name}, ${reference}`}
        asks={asks}
        locale={locale}
      />
    </>
  );
}
