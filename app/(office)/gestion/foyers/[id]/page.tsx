/** A household's file for the office. Opening it is an event with its purpose, which the family reads. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { householdFile } from "@/lib/household/queries-office";
import { purposeSchema } from "@/lib/household/schema-office";
import { wordDate } from "@/lib/i18n/dates";
import { isId } from "@/lib/kernel/ids";
import { askedFacts, declaredOf } from "@/lib/profile/queries";
import { retentionSettings } from "@/lib/retention/queries-settings";
import { officePage, tracedRead } from "@/lib/server/page";
import { JournalLink } from "../../journal/open-link";
import { declareFact } from "../actions";
import { FactsSection } from "../facts-section";
import { PurposeForm } from "../purpose-form";
import { AddressSection } from "./address-section";
import { AdultsSection } from "./adults-section";
import { KidsSection, StateSection } from "./kids-section";
import { PayersSection } from "./payers-section";
import { QuotientSection } from "./quotient-section";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ motif?: string; fait?: string }> };

export default async function HouseholdFilePage({ params, searchParams }: Props) {
  const [{ id }, { motif, fait }] = await Promise.all([params, searchParams]);
  const path = `/gestion/foyers/${id}`;
  const visit = await officePage("family.consult", path);
  const purpose = purposeSchema.parse(motif);
  if (!isId(id)) notFound();
  const file = await tracedRead(visit, (context) => householdFile(context, visit.scope, { id, purpose }));
  if (!file) notFound();
  const [t, locale, forecast, parents] = await Promise.all([
    getTranslations("household.office"),
    getLocale(),
    getTranslations("forecast"),
    getTranslations("parents.split"),
  ]);
  const simulate = forecast("link");
  const day = wordDate(locale, file.createdOn);
  return (
    <Desk
      title={t("file.title", { name: file.name })}
      lead={file.externalRef ? t("file.ref", { ref: file.externalRef, day }) : t("file.noRef", { day })}
      back={{ href: "/gestion/foyers", label: t("households") }}
      action={
        allows(visit.passport.role, "activity.manage") ? (
          <>
            <LinkButton kind="line" icon="euro" href={`/gestion/tarifs/simulateur?foyer=${id}`}>
              {simulate}
            </LinkButton>
            {file.members.length > 1 && file.closedAt === null ? (
              <LinkButton kind="line" icon="people" href={`/gestion/foyers/${id}/separer`}>
                {parents("open")}
              </LinkButton>
            ) : null}
          </>
        ) : null
      }
      notice={fait === "oui" ? <Notice tone="ok" live title={t("saved")} /> : null}
    >
      <DeskColumns
        aside={
          <>
            <PurposeForm path={path} purpose={purpose} />
            <JournalLink query={`foyer=${id}`} />
            <KidsSection file={file} />
            <StateSection file={file} durations={(await retentionSettings(visit.tx)).durations} />
          </>
        }
      >
        <AdultsSection file={file} />
        <AddressSection file={file} today={visit.today} />
        <QuotientSection file={file} today={visit.today} />
        <PayersSection file={file} today={visit.today} />
        <FactsSection
          asked={await askedFacts(visit.tx, visit.today, "household")}
          declared={await declaredOf(visit.tx, { householdId: id })}
          action={declareFact}
          hidden={{ householdId: id }}
          today={visit.today}
        />
      </DeskColumns>
    </Desk>
  );
}
