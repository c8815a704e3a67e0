/**
 * What was joined to a request, what it still lacks, and the two ways to join more while it is open: what was given already, or a new document that
 * is encrypted before it leaves the family's device. Without scripts the first works, and a sentence tells how to give the other.
 */
import { getLocale, getTranslations } from "next-intl/server";
import { JoinedList } from "@/components/document/joined-list";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { FamilyScope } from "@/lib/access/gate";
import type { OwnRequest } from "@/lib/casework/queries";
import { lackingCertificate } from "@/lib/casework/queries-settings";
import { attachableKinds, documentsOfRequest, joinableDocuments } from "@/lib/document/queries-giver";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Visit } from "@/lib/server/page";
import { join } from "../actions-join";

type Props = { request: OwnRequest; visit: Visit<FamilyScope> };

export async function DocumentsSection({ request, visit }: Props) {
  const { householdIds, mergedIds } = visit.scope;
  const isLive = householdIds.includes(request.householdId) && !mergedIds.includes(request.householdId);
  const [t, locale, documents] = await Promise.all([
    getTranslations("attachment"),
    getLocale(),
    documentsOfRequest(visit.tx, visit.scope, request.id),
  ]);
  const mayAdd = request.isOpen && isLive;
  if (documents.length === 0 && !mayAdd) return null;
  return (
    <Section title={t("title")} id="documents">
      {mayAdd ? <Lacking request={request} visit={visit} /> : null}
      {documents.length > 0 ? (
        <JoinedList documents={documents} locale={locale} unanswered={(day) => t("goneUnanswered", { day })} />
      ) : null}
      {mayAdd ? (
        <Padded>
          <GivenBefore request={request} visit={visit} />
          <NewOnes request={request} visit={visit} />
        </Padded>
      ) : null}
    </Section>
  );
}

async function Lacking({ request, visit }: Props) {
  const { id, kind, rawAbout } = request;
  const lacking = await lackingCertificate(visit.tx, { id, kind, about: rawAbout }, visit.today);
  if (!lacking) return null;
  const [t, locale] = await Promise.all([getTranslations("attachment"), getLocale()]);
  return (
    <Notice tone="warn" inset title={t("needed", { kind: locale === "fr" ? lacking.nameFr : lacking.nameEn })}>
      <p>{t("neededText")}</p>
    </Notice>
  );
}

async function GivenBefore({ request, visit }: Props) {
  const { id, householdId, childId, isPrivate } = request;
  const given = await joinableDocuments(visit.tx, visit.scope, { householdId, childId, isPrivate });
  if (given.length === 0) return null;
  const [t, form, locale] = await Promise.all([getTranslations("attachment"), getTranslations("ui.form"), getLocale()]);
  const choices = given.map((one) => {
    const name = [locale === "fr" ? one.kind.nameFr : one.kind.nameEn, one.child?.firstName].filter(Boolean).join(", ");
    const day = wordDate(locale, parisOf(one.submittedAt ?? visit.now).day);
    return { value: one.id, label: t("givenOne", { name, day }) };
  });
  return (
    <ActionForm
      action={join}
      texts={formTexts(form)}
      label={t("given")}
      labels={{ documentIds: t("givenLabel") }}
      prefix="join"
      hidden={{ requestId: id }}
    >
      <CheckboxGroup name="documentIds[]" legend={t("given")} choices={choices} />
      <SubmitButton kind="line">{t("join")}</SubmitButton>
    </ActionForm>
  );
}

async function NewOnes({ request: { id, householdId, childId }, visit }: Props) {
  const [t, locale] = await Promise.all([getTranslations("attachment"), getLocale()]);
  const kinds = await attachableKinds(visit.tx, locale, { childId });
  if (kinds.length === 0) return null;
  const hrefOf = (kindId: string) =>
    `/documents/deposer?${new URLSearchParams({ piece: kindId, foyer: householdId, enfant: childId ?? "", demande: id })}`;
  return (
    <div className="no-print mt-3">
      <p>
        <strong>{t("add")}</strong>
      </p>
      <p className="small soft">{t("addText")}</p>
      <noscript>
        <p>{t("noScript")}</p>
      </noscript>
      <div className="form-actions mt-3">
        {kinds.map((kind) => (
          <LinkButton key={kind.id} kind="line" icon="docadd" href={hrefOf(kind.id)}>
            {kind.name}
          </LinkButton>
        ))}
      </div>
    </div>
  );
}
