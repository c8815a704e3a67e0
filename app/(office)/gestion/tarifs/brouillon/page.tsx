/** The change being prepared: its parts, its faults, and the way to publish it or throw it away. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Desk, DeskColumns } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { type Draft, draftOf } from "@/lib/draft/queries";
import { rulesIn } from "@/lib/draft/rules-document";
import { sections } from "@/lib/editor/rules-sections";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { sectionWords } from "@/lib/wording/rules-names";
import { discard } from "../actions";
import { ImportSection } from "../import-section";
import { CheckList } from "./check-list";
import { NoDraft } from "./no-draft";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules.draft"))("title") };
}

const DONE = ["oui", "import"] as const;
type Props = { searchParams: Promise<{ fait?: string }> };

export default async function DraftPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const visit = await officePage("activity.manage", "/gestion/tarifs/brouillon");
  const [t, locale, draft] = await Promise.all([getTranslations("rules"), getLocale(), draftOf(visit.tx)]);
  if (!draft) return <NoDraft />;
  const moment = wordMoment(locale, parisOf(draft.updatedAt).moment);
  const said = DONE.find((one) => one === fait);
  return (
    <Desk
      title={t("draft.title")}
      lead={t("draft.lead")}
      dateline={draft.by ? t("draft.changed", { moment, name: draft.by }) : t("draft.changedAlone", { moment })}
      back={{ href: "/gestion/tarifs", label: t("versions.back") }}
      notice={said ? <Notice tone="ok" live title={t(`done.${said}`)} /> : null}
      action={<LinkButton href="/gestion/tarifs/brouillon/publier">{t("draft.toPublish")}</LinkButton>}
    >
      <DeskColumns aside={<CheckList file={draft.file} />}>
        <Parts draft={draft} />
      </DeskColumns>
      <p className="mt-6">
        <TextLink href="/gestion/tarifs/brouillon/fichier" download>
          {t("draft.downloadDraft")}
        </TextLink>
      </p>
      <ImportSection />
      <Discard revision={draft.revision} />
    </Desk>
  );
}

async function Parts({ draft }: { draft: Draft }) {
  const [t, locale] = await Promise.all([getTranslations("rules.draft"), getLocale()]);
  return (
    <>
      <p className="mb-4">
        <LinkButton href="/gestion/tarifs/brouillon/grille" kind="line">
          {t("grid")}
        </LinkButton>
      </p>
      <Table
        caption={t("sections")}
        rows={sections}
        rowKey={(section) => section.slug}
        columns={[
          {
            key: "title",
            header: t("section"),
            rowHeader: true,
            cell: (section) => (
              <>
                <TextLink href={`/gestion/tarifs/brouillon/${section.slug}`}>
                  {sectionWords(locale, section.slug).title}
                </TextLink>
                <small>{sectionWords(locale, section.slug).lead}</small>
              </>
            ),
          },
          {
            key: "count",
            header: t("count"),
            align: "end",
            label: t("count"),
            cell: (section) => (section.isList ? rulesIn(draft.document, section).length : t("sheet")),
          },
        ]}
      />
    </>
  );
}

async function Discard({ revision }: { revision: string }) {
  const [t, words] = await Promise.all([getTranslations("rules.discard"), getTranslations("ui.form")]);
  return (
    <section className="mt-6" aria-label={t("label")}>
      <ActionForm action={discard} texts={formTexts(words)} prefix="discard" hidden={{ ...onceKey(), revision }}>
        <ConfirmButton label={t("label")} question={t("question")} confirm={t("confirm")} />
      </ActionForm>
    </section>
  );
}
