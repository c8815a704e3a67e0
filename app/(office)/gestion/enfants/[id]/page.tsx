/** A child's record for the office. Opening it is an event with its purpose, which the family reads. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { childFile, schoolsOf } from "@/lib/household/queries-office";
import { purposeSchema } from "@/lib/household/schema-office";
import { wordDate } from "@/lib/i18n/dates";
import { ageOn } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { askedFacts, declaredOf } from "@/lib/profile/queries";
import { officePage, tracedRead } from "@/lib/server/page";
import { FactsSection } from "../../foyers/facts-section";
import { PurposeForm } from "../../foyers/purpose-form";
import { JournalLink } from "../../journal/open-link";
import { declareFact } from "../actions";
import { HealthSection } from "./health-section";
import { HomesSection } from "./homes-section";
import { ConsentsSection, ContactsSection, PickupsSection } from "./people-sections";
import { RightsSection } from "./rights-section";
import { EnrolmentsSection, SchoolSection } from "./school-section";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ motif?: string; fait?: string }> };

export default async function ChildFilePage({ params, searchParams }: Props) {
  const [{ id }, { motif, fait }] = await Promise.all([params, searchParams]);
  const path = `/gestion/enfants/${id}`;
  const visit = await officePage("family.consult", path);
  const purpose = purposeSchema.parse(motif);
  if (!isId(id)) notFound();
  const file = await tracedRead(visit, (context) => childFile(context, visit.scope, { id, purpose }));
  if (!file) notFound();
  const [t, locale] = await Promise.all([getTranslations("household.office"), getLocale()]);
  const { today } = visit;
  const age = Math.max(0, ageOn(file.birthDate, today));
  const born = t("child.born", { day: wordDate(locale, file.birthDate), age });
  const left = file.leftOn ? t("child.leftOn", { day: wordDate(locale, file.leftOn) }) : "";
  return (
    <Desk
      title={`${file.firstName} ${file.lastName}`}
      lead={`${born}. ${left}`.trim()}
      back={{ href: "/gestion/enfants", label: t("children") }}
      notice={fait === "oui" ? <Notice tone="ok" live title={t("saved")} /> : null}
    >
      <DeskColumns
        aside={
          <>
            <PurposeForm path={path} purpose={purpose} />
            <JournalLink query={`enfant=${id}`} />
            <PickupsSection file={file} />
            <ContactsSection file={file} />
            <ConsentsSection file={file} />
            <EnrolmentsSection file={file} />
          </>
        }
      >
        <HealthSection file={file} />
        <SchoolSection file={file} today={today} schools={await schoolsOf(visit.tx, visit.scope)} />
        <HomesSection file={file} today={today} />
        <FactsSection
          asked={await askedFacts(visit.tx, today, "child")}
          declared={await declaredOf(visit.tx, { childId: id })}
          action={declareFact}
          hidden={{ childId: id }}
          today={today}
        />
        <RightsSection file={file} today={today} />
      </DeskColumns>
    </Desk>
  );
}
