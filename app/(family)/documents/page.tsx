/** The family's documents: what is asked this year, child by child, where each stands, and what became of what was given. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { GivenLines } from "@/components/document/given-lines";
import { RequirementLines } from "@/components/document/requirement-lines";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { EmptyState, Notice } from "@/components/ui/notice";
import type { FamilyScope } from "@/lib/access/gate";
import { givenDocuments, keysFor, requirementsOf } from "@/lib/document/queries";
import type { Requirement } from "@/lib/document/rules";
import { wordFingerprint } from "@/lib/document/rules-keys";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { familyPage, type Visit } from "@/lib/server/page";
import { withdraw } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document"))("title") };
}

type Props = { searchParams: Promise<{ recu?: string }> };

export default async function DocumentsPage({ searchParams }: Props) {
  const [{ recu }, visit] = await Promise.all([searchParams, familyPage("document.deposit", "/documents")]);
  const [t, locale] = await Promise.all([getTranslations("document"), getLocale()]);
  const [requirements, given, keys] = await read(visit, locale);
  return (
    <Leaf
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/accueil", label: t("home") }}
      notice={
        recu ? (
          <Notice tone="ok" live title={t("done.title")}>
            {t("done.text")}
          </Notice>
        ) : undefined
      }
    >
      {requirements.length === 0 ? (
        <Padded>
          <EmptyState icon="document" title={t("asked.none")}>
            {t("asked.noneText")}
          </EmptyState>
        </Padded>
      ) : null}
      {groupsOf(requirements).map((group) => (
        <Section
          key={group[0]?.child?.id ?? group[0]?.householdId ?? ""}
          title={group[0]?.child ? t("asked.title", { name: group[0].child.firstName }) : t("asked.home")}
        >
          <RequirementLines requirements={group} locale={locale} />
        </Section>
      ))}
      <Section title={t("given.title")}>
        <GivenLines
          documents={given}
          locale={locale}
          withdraw={withdraw}
          form={formTexts(await getTranslations("ui.form"))}
        />
      </Section>
      <Section title={t("privacy.title")}>
        <Padded>
          <Privacy fingerprint={keys?.current.fingerprint ?? null} />
        </Padded>
      </Section>
    </Leaf>
  );
}

function read({ tx, scope, today, passport }: Visit<FamilyScope>, locale: Locale) {
  return Promise.all([
    requirementsOf(tx, scope, { today, locale }),
    givenDocuments(tx, scope),
    keysFor(tx, passport.accountId),
  ]);
}

/** One group a child, then one a home; in the order in which they came. */
function groupsOf(requirements: readonly Requirement[]): Requirement[][] {
  const groups = new Map<string, Requirement[]>();
  for (const one of requirements) {
    const key = one.child?.id ?? one.householdId;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

async function Privacy({ fingerprint }: { fingerprint: string | null }) {
  const t = await getTranslations("document.privacy");
  return (
    <ul className="prose">
      <li>
        <strong>{t("sealed")}</strong> {t("sealedText")}
      </li>
      <li>
        <strong>{t("office")}</strong> {t("officeText")}
      </li>
      <li>
        <strong>{t("gone")}</strong> {t("goneText")}
      </li>
      {fingerprint ? (
        <li>
          <strong>{t("key")}</strong> <span className="tabular-nums">{wordFingerprint(fingerprint)}</span>.{" "}
          {t("keyText")}
        </li>
      ) : null}
    </ul>
  );
}
