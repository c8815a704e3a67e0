/** One document: what it is, its pages opened in this browser, and the decision. The family reads that it was looked at. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DocumentViewer } from "@/components/document/office/document-viewer";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import type { OfficeScope } from "@/lib/access/gate";
import { consultedDocument, type OfficeDocument } from "@/lib/document/queries-office";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { addDays, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { idOfName, isId } from "@/lib/kernel/ids";
import { officePage, tracedRead, type Visit } from "@/lib/server/page";
import { Decision } from "./decision";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.office"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function OfficeDocumentPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("document.decide", `/gestion/documents/${encodeURIComponent(id)}`);
  const found = isId(id) ? await tracedRead(visit, (context) => consultedDocument(context, visit.scope, id)) : null;
  if (!found) notFound();
  const [t, locale] = await Promise.all([getTranslations("document.office"), getLocale()]);
  const { kind, child, household, householdId, requestId, state } = found;
  return (
    <Desk
      title={locale === "fr" ? kind.nameFr : kind.nameEn}
      lead={child ? `${child.firstName} ${child.lastName}` : t("household", { name: household.name })}
      back={{ href: "/gestion/documents", label: t("back") }}
    >
      <DeskColumns
        aside={state === "waiting" ? <Decision document={found} /> : <Decided document={found} locale={locale} />}
      >
        <Section title={t("facts")}>
          <Facts document={found} locale={locale} />
          <p className="mt-3">
            <TextLink href={`/gestion/foyers/${householdId}`}>{t("family")}</TextLink>
            {requestId ? (
              <>
                {" "}
                <TextLink href={`/gestion/demandes/${requestId}`}>{t("request")}</TextLink>
              </>
            ) : null}
          </p>
        </Section>
        <Section title={t("file")}>
          <Sealed document={found} visit={visit} locale={locale} />
        </Section>
      </DeskColumns>
    </Desk>
  );
}

type Shown = { document: OfficeDocument; locale: Locale };

async function Facts({ document, locale }: Shown) {
  const t = await getTranslations("document.office");
  const { submittedAt, issuedOn, validUntil, pages } = document;
  const items = [
    submittedAt === null ? null : { term: t("givenOn"), value: wordDate(locale, parisOf(submittedAt).day) },
    issuedOn === null ? null : { term: t("issuedOn"), value: wordDate(locale, issuedOn) },
    { term: t("validUntil"), value: validUntil ? wordDate(locale, validUntil) : t("noEnd") },
    { term: t("columns.pages"), value: String(pages) },
  ].filter((item) => item !== null);
  return <DefinitionList look="facts" items={items} />;
}

async function Decided({ document, locale }: Shown) {
  const [t, given] = await Promise.all([getTranslations("document.office"), getTranslations("document.given")]);
  const { decidedAt, state, motive } = document;
  if (state === "expired") {
    return (
      <Section title={t("decide")}>
        <Notice tone="error" inset title={given("states.expired")}>
          <p>{t("expired")}</p>
        </Notice>
      </Section>
    );
  }
  const isAccepted = state === "validated";
  return (
    <Section title={t("decide")}>
      <Notice
        tone={isAccepted ? "ok" : "error"}
        inset
        title={given(isAccepted ? "states.validated" : "states.refused")}
      >
        {decidedAt ? <p>{t("decidedOn", { day: wordDate(locale, parisOf(decidedAt).day) })}</p> : null}
        {motive ? <p>{given("motive", { motive })}</p> : null}
      </Notice>
    </Section>
  );
}

async function Sealed({ document, visit, locale }: Shown & { visit: Visit<OfficeScope> }) {
  const [t, ui] = await Promise.all([getTranslations("document.office"), getTranslations("ui.form")]);
  const { id, householdId, childId, kindId, destroyedAt, destroyOn } = document;
  if (destroyedAt) return <p>{t("destroyed", { day: wordDate(locale, parisOf(destroyedAt).day) })}</p>;
  const midnight = instantOf(`${addDays(visit.today, 1)}T00:00`).getTime();
  return (
    <div className="mt-4">
      <DocumentViewer
        place={{ id, householdId, childId, kindId }}
        day={{ session: idOfName("document-key", visit.passport.sessionId), until: midnight }}
        words={catalogues[locale].document.office}
        reveal={{ show: ui("show"), hide: ui("hide") }}
      />
      {destroyOn ? <p className="small soft mt-3">{t("destroyOn", { day: wordDate(locale, destroyOn) })}</p> : null}
    </div>
  );
}
