/** The documents of a request, as far as the reader may see them; what it lacks to be accepted; and the way to add what came on paper. */
import { getLocale, getTranslations } from "next-intl/server";
import { JoinedList } from "@/components/document/joined-list";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { OfficeScope } from "@/lib/access/gate";
import { allows } from "@/lib/access/permissions";
import { joinedDocuments } from "@/lib/agreement/queries";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { lackingCertificate } from "@/lib/casework/queries-settings";
import { isOpenState } from "@/lib/request/rules";
import type { Visit } from "@/lib/server/page";

type Props = { request: OfficeRequest; visit: Visit<OfficeScope> };

export async function DocumentsSection({ request, visit }: Props) {
  if (!allows(visit.passport.role, "document.decide")) return null;
  const [words, t, locale, documents] = await Promise.all([
    getTranslations("attachment"),
    getTranslations("attachment.office"),
    getLocale(),
    joinedDocuments(visit.tx, visit.scope, request.id),
  ]);
  const lacking = isOpenState(request.state) ? await lackingCertificate(visit.tx, request, visit.today) : null;
  return (
    <Section title={words("title")}>
      {lacking ? (
        <Notice tone="warn" inset title={t("lacking", { kind: locale === "fr" ? lacking.nameFr : lacking.nameEn })}>
          <p>{t("lackingText")}</p>
        </Notice>
      ) : null}
      {documents.length > 0 ? (
        <JoinedList
          documents={documents}
          locale={locale}
          unanswered={(day) => t("goneUnanswered", { day })}
          actions={({ id }, name) => (
            <LinkButton kind="line" small href={`/gestion/documents/${id}`} label={t("openNamed", { kind: name })}>
              {t("open")}
            </LinkButton>
          )}
        />
      ) : (
        <p className="soft">{t("none")}</p>
      )}
      {isOpenState(request.state) && allows(visit.passport.role, "document.scan") ? (
        <div className="form-actions mt-3">
          <LinkButton kind="line" icon="docadd" href={`/gestion/demandes/${request.id}/numeriser`}>
            {t("scan")}
          </LinkButton>
        </div>
      ) : null}
    </Section>
  );
}
