/** The household's file as its members read it: address, adults, children, quotient, who pays. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MoreLinks } from "@/components/home/more-links";
import { HouseholdSections } from "@/components/household/household-sections";
import { SavedNotice } from "@/components/household/saved-notice";
import { SavedProof } from "@/components/journal/saved-proof";
import { Leaf } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { householdsOf } from "@/lib/household/queries";
import { proofOfSaved } from "@/lib/journal/queries";
import { quotientService } from "@/lib/quotient/api-particulier";
import { confirmationsOf } from "@/lib/rollover/queries-confirm";
import { familyPage } from "@/lib/server/page";
import { Confirm } from "./confirm";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("household"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function HouseholdPage({ searchParams }: Props) {
  const visit = await familyPage("household.edit", "/foyer");
  const [{ fait }, t, locale, households, confirmations] = await Promise.all([
    searchParams,
    getTranslations("household"),
    getLocale(),
    householdsOf(visit.tx, visit.scope, visit.today),
    confirmationsOf(visit.tx, visit.scope),
  ]);
  const proof = fait === "oui" ? await proofOfSaved(visit.tx, visit) : null;
  return (
    <Leaf
      title={t("title")}
      lead={t("lead")}
      notice={<SavedNotice shown={fait === "oui"} proof={<SavedProof proof={proof} here="/foyer?fait=oui" />} />}
    >
      {households.length === 0 ? (
        <EmptyState
          icon="family"
          title={t("empty.title")}
          action={<LinkButton href="/contact">{t("empty.action")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      ) : null}
      {households.map((household) => (
        <HouseholdSections
          key={household.id}
          household={household}
          locale={locale}
          asksQuotient={quotientService() !== null}
          heading={households.length > 1 ? t("household", { name: household.name }) : null}
        />
      ))}
      {confirmations.map((confirmation) => (
        <Confirm key={confirmation.householdId} confirmation={confirmation} locale={locale} />
      ))}
      <MoreLinks />
    </Leaf>
  );
}
