/** Who asks what, by which way, until when; the change, the line or the days it is about; and the ways to the files that it concerns. */
import { getLocale, getTranslations } from "next-intl/server";
import { ContestedLine } from "@/components/contest/contest-parts";
import { Section } from "@/components/layout/leaf";
import { AboutList } from "@/components/request/about-list";
import { Comparison } from "@/components/request/comparison";
import { LinkButton, TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import type { OfficeScope } from "@/lib/access/gate";
import { allows } from "@/lib/access/permissions";
import { readAbout } from "@/lib/casework/queries";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { aboutSchema } from "@/lib/contest/schema";
import { wordDate, wordMoment } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import { officeRequest } from "@/lib/request/queries";
import { isOpenState } from "@/lib/request/rules";
import type { Visit } from "@/lib/server/page";

type Props = { request: OfficeRequest; visit: Visit<OfficeScope> };

export async function FactsSection({ request, visit }: Props) {
  const [t, channels, locale] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework.channels"),
    getLocale(),
  ]);
  const { accountId, people, householdName, decidedAt, id } = request;
  const channel = isChannel(request.channel) ? request.channel : "portal";
  const sees = allows(visit.passport.role, "family.consult");
  const asker = accountId ? (people.get(accountId) ?? householdName) : householdName;
  return (
    <Section title={t("facts")}>
      <DefinitionList
        items={[
          ...(sees ? [{ term: t("asker"), value: asker }] : []),
          { term: t("household"), value: householdName },
          { term: t("channel"), value: channels(channel) },
        ]}
      />
      <Due request={request} today={visit.today} />
      {decidedAt ? <p>{t("answeredOn", { moment: wordMoment(locale, parisOf(decidedAt).moment) })}</p> : null}
      <div className="mt-3">
        <About request={request} visit={visit} />
      </div>
      <Effect request={request} />
      <div className="form-actions mt-3">
        {sees ? (
          <>
            <TextLink href={`/gestion/foyers/${request.householdId}`}>
              {t("householdLink", { name: householdName })}
            </TextLink>
            {request.childId && request.childName ? (
              <TextLink href={`/gestion/enfants/${request.childId}`}>
                {t("childLink", { name: request.childName })}
              </TextLink>
            ) : null}
            <LinkButton kind="quiet" href={`/api/demandes/${id}/recepisse`} plain>
              {t("receipt")}
            </LinkButton>
          </>
        ) : null}
      </div>
      <p className="small soft mt-3">{t("notice")}</p>
    </Section>
  );
}

const isChannel = (text: string): text is "portal" | "paper" | "phone" | "counter" | "mail" =>
  ["portal", "paper", "phone", "counter", "mail"].includes(text);

async function Due({ request, today }: { request: OfficeRequest; today: string }) {
  const [t, locale] = await Promise.all([getTranslations("casework.office"), getLocale()]);
  const { dueOn, waitingSince, state } = request;
  if (!isOpenState(state)) return null;
  if (waitingSince) return <p>{t("waitingSince", { day: wordDate(locale, waitingSince) })}</p>;
  if (!dueOn) return null;
  const isLate = dueOn < today;
  return (
    <p>
      {t(isLate ? "dueLate" : "due2", { day: wordDate(locale, dueOn) })}{" "}
      {isLate ? <Tag tone="bad">{t("dues.late")}</Tag> : null}
    </p>
  );
}

async function About({ request, visit }: Props) {
  const locale = await getLocale();
  if (request.kind === "change") {
    const change = allows(visit.passport.role, "change.decide")
      ? await officeRequest(visit.tx, visit.scope, request.id)
      : null;
    return change ? <Comparison {...change} /> : null;
  }
  const line = request.kind === "invoice-line" ? aboutSchema.safeParse(request.about).data : undefined;
  if (!line)
    return (
      <AboutList
        about={readAbout(request.about)}
        words={catalogues[locale].casework.about}
        reasons={catalogues[locale].attachment.reason}
        locale={locale}
      />
    );
  const t = await getTranslations("casework.office");
  return (
    <>
      <ContestedLine about={line} words={catalogues[locale].contest.line} locale={locale} />
      {allows(visit.passport.role, "billing.consult") ? (
        <p className="mt-3">
          <LinkButton kind="quiet" href={`/gestion/facturation/factures/${line.invoiceId}`}>
            {t("invoice")}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}

async function Effect({ request: { effectKind, effectId } }: { request: OfficeRequest }) {
  const t = await getTranslations("casework.office");
  if (effectKind === "credit-note" || effectKind === "plan") {
    const place = effectKind === "plan" ? "echeanciers" : "factures";
    return (
      <p className="mt-3">
        <LinkButton kind="line" href={`/gestion/facturation/${place}/${effectId}`}>
          {t(`effects.${effectKind}`)}
        </LinkButton>
      </p>
    );
  }
  if (effectKind === "booking" || effectKind === "suspension" || effectKind === "attendance" || effectKind === "change")
    return <p className="mt-3">{t(`effects.${effectKind}`)}</p>;
  return null;
}
