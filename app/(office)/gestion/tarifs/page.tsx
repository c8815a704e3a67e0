/** The versions of the commune's rules, the change being prepared, and the way to begin one. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { allows } from "@/lib/access/permissions";
import { type Draft, draftOf, type VersionLine, versionLines } from "@/lib/draft/queries";
import { wordDate, wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { start } from "./actions";
import { ImportSection } from "./import-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules"))("title") };
}

const DONE = ["publie", "abandon"] as const;
type Props = { searchParams: Promise<{ fait?: string }> };

export default async function RulesPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const visit = await officePage("activity.consult", "/gestion/tarifs");
  const [t, versions, draft] = await Promise.all([getTranslations("rules"), versionLines(visit.tx), draftOf(visit.tx)]);
  const mayWrite = allows(visit.passport.role, "activity.manage");
  const said = DONE.find((one) => one === fait);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      notice={said ? <Notice tone="ok" live title={t(`done.${said}`)} /> : null}
    >
      {mayWrite ? <DraftSection draft={draft} hasRules={versions.length > 0} /> : null}
      {versions.length === 0 ? (
        <EmptyState icon="euro" title={t("versions.empty")}>
          {t("versions.emptyText")}
        </EmptyState>
      ) : (
        <Versions versions={versions} today={visit.today} />
      )}
      {mayWrite && !draft ? <ImportSection /> : null}
    </Desk>
  );
}

async function DraftSection({ draft, hasRules }: { draft: Draft | null; hasRules: boolean }) {
  const [t, locale, words] = await Promise.all([
    getTranslations("rules.draft"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  if (draft) {
    const moment = wordMoment(locale, parisOf(draft.updatedAt).moment);
    return (
      <section className="mb-6">
        <h2 className="mb-2">{t("title")}</h2>
        <p className="mb-4">{draft.by ? t("changed", { moment, name: draft.by }) : t("changedAlone", { moment })}</p>
        <LinkButton href="/gestion/tarifs/brouillon">{t("open")}</LinkButton>
      </section>
    );
  }
  if (!hasRules) return null;
  return (
    <section className="mb-6" aria-label={t("start")}>
      <p className="soft mb-4">{t("startText")}</p>
      <ActionForm action={start} texts={formTexts(words)} prefix="start" hidden={onceKey()}>
        <SubmitButton>{t("start")}</SubmitButton>
      </ActionForm>
    </section>
  );
}

type State = "inForce" | "coming" | "past";
const TONES: Record<State, TagTone> = { inForce: "ok", coming: "info", past: "quiet" };

async function Versions({ versions, today }: { versions: readonly VersionLine[]; today: CivilDate }) {
  const [t, locale] = await Promise.all([getTranslations("rules.versions"), getLocale()]);
  const inForce = versions.find(({ since }) => since <= today);
  const stateOf = (version: VersionLine): State => {
    if (version.since > today) return "coming";
    return version === inForce ? "inForce" : "past";
  };
  return (
    <Table
      caption={t("caption")}
      rows={versions}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "label",
          header: t("label"),
          rowHeader: true,
          cell: (row) => <TextLink href={`/gestion/tarifs/${row.id}`}>{row.label}</TextLink>,
        },
        { key: "since", header: t("since"), label: t("since"), cell: (row) => wordDate(locale, row.since) },
        {
          key: "state",
          header: t("state"),
          cell: (row) => <Tag tone={TONES[stateOf(row)]}>{t(stateOf(row))}</Tag>,
        },
        { key: "by", header: t("by"), label: t("by"), cell: (row) => row.by ?? t("commandLine") },
        {
          key: "file",
          header: t("file"),
          cell: (row) => (
            <TextLink href={`/gestion/tarifs/${row.id}/fichier`} label={t("downloadOf", { label: row.label })} download>
              {t("download")}
            </TextLink>
          ),
        },
      ]}
    />
  );
}
