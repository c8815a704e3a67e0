/** One part of the draft: its rules in sentences, in the order in which they are read. */
import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { draftOf } from "@/lib/draft/queries";
import { rulesIn } from "@/lib/draft/rules-document";
import { sectionOf } from "@/lib/editor/rules-sections";
import { officePage } from "@/lib/server/page";
import { sectionWords } from "@/lib/wording/rules-names";
import { NoDraft } from "../no-draft";
import { DeadlinePreview } from "./deadline-preview";
import { RuleLine } from "./rule-line";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.draft"))("title") };
}

type Props = { params: Promise<{ section: string }>; searchParams: Promise<{ fait?: string; jour?: string }> };

export default async function SectionPage({ params, searchParams }: Props) {
  const [{ section: slug }, { fait, jour }] = await Promise.all([params, searchParams]);
  const visit = await officePage("activity.manage", `/gestion/tarifs/brouillon/${encodeURIComponent(slug)}`);
  const section = sectionOf(slug);
  if (!section) notFound();
  const address = `/gestion/tarifs/brouillon/${slug}`;
  if (!section.isList) redirect(`${address}/0` as Route);
  const [t, locale, draft] = await Promise.all([getTranslations("rules"), getLocale(), draftOf(visit.tx)]);
  if (!draft) return <NoDraft />;
  const rules = rulesIn(draft.document, section);
  const { title, lead } = sectionWords(locale, slug);
  return (
    <Desk
      {...{ title, lead }}
      back={{ href: "/gestion/tarifs/brouillon", label: t("draft.back") }}
      notice={fait === "oui" ? <Notice tone="ok" live title={t("done.oui")} /> : null}
      action={<LinkButton href={`${address}/nouveau`}>{t("section.add")}</LinkButton>}
      tools={slug === "prix" ? <GridLink /> : null}
    >
      {rules.length === 0 ? (
        <EmptyState icon="list" title={t("section.empty")} level={2} />
      ) : (
        <ol className="said rules">
          {rules.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules are told apart by their place only
            <li key={index}>
              <RuleLine {...{ section, rule, index, count: rules.length, file: draft.file }} />
            </li>
          ))}
        </ol>
      )}
      {slug === "delais" ? <DeadlinePreview file={draft.file} day={jour} today={visit.today} /> : null}
    </Desk>
  );
}

async function GridLink() {
  const t = await getTranslations("rules.draft");
  return (
    <LinkButton href="/gestion/tarifs/brouillon/grille" kind="line">
      {t("grid")}
    </LinkButton>
  );
}
