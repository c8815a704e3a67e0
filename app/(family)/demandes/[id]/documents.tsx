/** What was joined to a request, and the way to join more while it is open. The pages are encrypted before they leave the family's device. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import type { FamilyScope } from "@/lib/access/gate";
import type { OwnRequest } from "@/lib/casework/queries";
import { attachableKinds, documentsOfRequest } from "@/lib/document/queries";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Visit } from "@/lib/server/page";

type Props = { request: OwnRequest; visit: Visit<FamilyScope> };

export async function DocumentsSection({ request, visit }: Props) {
  const { id, householdId, childId, isOpen } = request;
  const [t, locale] = await Promise.all([getTranslations("casework.page"), getLocale()]);
  const mine = visit.scope.householdIds.includes(householdId);
  const [documents, kinds] = await Promise.all([
    documentsOfRequest(visit.tx, visit.scope, id),
    isOpen && mine ? attachableKinds(visit.tx, locale) : [],
  ]);
  const offered = kinds.filter(({ subject }) => subject === "household" || childId !== null);
  if (documents.length === 0 && offered.length === 0) return null;
  const hrefOf = (kindId: string) =>
    `/documents/deposer?${new URLSearchParams({ piece: kindId, foyer: householdId, enfant: childId ?? "", demande: id })}`;
  return (
    <Section title={t("documents")}>
      <Line as="div" icon="document">
        {documents.map((document) => (
          <p key={document.id}>
            {t("joined", {
              name: locale === "fr" ? document.kind.nameFr : document.kind.nameEn,
              day: wordDate(locale, parisOf(document.submittedAt ?? visit.now).day),
            })}
          </p>
        ))}
        {offered.length > 0 ? <p className="small soft">{t("documentsText")}</p> : null}
        <div className="form-actions mt-3 no-print">
          {offered.map((kind) => (
            <LinkButton key={kind.id} kind="line" icon="docadd" href={hrefOf(kind.id)}>
              {kind.name}
            </LinkButton>
          ))}
        </div>
      </Line>
    </Section>
  );
}
