/** A child's record: what the commune knows, and the way to change each thing. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConsentsSection, ContactsSection, PickupsSection } from "@/components/child/people-sections";
import { CustodySection, HealthSection, IdentitySection, SchoolSection } from "@/components/child/record-sections";
import { SavedNotice } from "@/components/household/saved-notice";
import { SavedProof } from "@/components/journal/saved-proof";
import { Leaf, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { proposalsAbout, swappedDays } from "@/lib/custody/queries";
import { childRecord, schools } from "@/lib/household/queries";
import { proofOfSaved } from "@/lib/journal/queries";
import { familyPage } from "@/lib/server/page";
import { AskLinks } from "./ask-links";
import { ProposalsSection } from "./proposals-section";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("household"))("children.title") };
}

export default async function ChildPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const visit = await familyPage("child.edit", `/enfants/${id}`);
  const child = await childRecord(visit.tx, visit.scope, { childId: id, today: visit.today });
  if (!child) notFound();
  const about = { childId: id, now: visit.now };
  const [t, parents, proposals, swapped, sites] = await Promise.all([
    getTranslations("household"),
    getTranslations("parents"),
    proposalsAbout(visit.tx, visit.scope, about),
    swappedDays(visit.tx, visit.scope, id),
    schools(visit.tx),
  ]);
  const proof = fait === "oui" ? await proofOfSaved(visit.tx, visit) : null;
  const names = new Map(sites.map((site) => [site.id, site.name]));
  return (
    <Leaf
      title={t("child.title", { name: child.firstName })}
      back={{ href: "/foyer", label: t("back") }}
      notice={
        fait === "demande" || fait === "service" ? (
          <Notice tone="info" live>
            {parents(fait === "demande" ? "consentAsked" : "consentOffice")}
          </Notice>
        ) : (
          <SavedNotice shown={fait === "oui"} proof={<SavedProof proof={proof} here={`/enfants/${id}?fait=oui`} />} />
        )
      }
    >
      <HealthSection child={child} />
      <PickupsSection child={child} />
      <Line
        as="div"
        icon="people"
        quiet
        actions={
          <LinkButton kind="line" small href={`/enfants/${id}/confier`}>
            {parents("delegation.manage", { name: child.firstName })}
          </LinkButton>
        }
      >
        {parents("delegation.lead", { name: child.firstName })}
      </Line>
      <ContactsSection child={child} />
      <ConsentsSection child={child} />
      <SchoolSection child={child} />
      <CustodySection child={child} />
      {child.sharesTime ? (
        <ProposalsSection childId={id} proposals={proposals} swapped={swapped} schools={names} />
      ) : null}
      <IdentitySection child={child} today={visit.today} />
      <Section
        title={t("child.enrolments.title")}
        link={{ href: `/enfants/${id}/inscriptions`, label: t("child.enrolments.open") }}
      >
        <Line as="div" icon="calendar">
          {t("child.enrolments.text")}
        </Line>
        <Line as="div" icon="journal" quiet>
          <p>{t("child.journal")}</p>
          <p>
            <TextLink href="/journal" className="link">
              {t("child.journalLink")}
            </TextLink>
          </p>
        </Line>
        <AskLinks childId={id} name={child.firstName} />
      </Section>
    </Leaf>
  );
}
