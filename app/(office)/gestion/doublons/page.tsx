/** Two files that may be one, side by side. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordDate, wordList } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type DuplicatePair, openDuplicates, type Side } from "@/lib/intake/queries-duplicates";
import { newSecret } from "@/lib/kernel/ids";
import { recentMergers } from "@/lib/merger/queries-snapshot";
import { officePage, tracedRead } from "@/lib/server/page";
import { decide } from "./actions";
import { RecentSection } from "./recent-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("household.office.duplicates"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function DuplicatesPage({ searchParams }: Props) {
  const visit = await officePage("duplicate.decide", "/gestion/doublons");
  const [{ fait }, t, { total, pairs }, mergers] = await Promise.all([
    searchParams,
    getTranslations("household.office.duplicates"),
    tracedRead(visit, openDuplicates),
    recentMergers(visit.tx, visit.today),
  ]);
  const notice = fait === "oui" ? <Notice tone="ok" live title={t("settled")} /> : null;
  if (pairs.length === 0) {
    return (
      <Desk title={t("title")} lead={t("lead")} notice={notice}>
        <EmptyState icon="copy" level={2} title={t("none")}>
          {t("noneText")}
        </EmptyState>
        <RecentSection mergers={mergers} />
      </Desk>
    );
  }
  return (
    <Desk title={t("title")} lead={t("lead")} notice={notice}>
      <p className="mt-6">{t("count", { total })}</p>
      {pairs.map((pair) => (
        <PairSection key={pair.id} pair={pair} />
      ))}
      <RecentSection mergers={mergers} />
    </Desk>
  );
}

async function PairSection({ pair }: { pair: DuplicatePair }) {
  const [t, locale] = await Promise.all([getTranslations("household.office.duplicates"), getLocale()]);
  const reasons = wordList(
    locale,
    pair.reasons.map((reason) => t(`reasons.${reason}`)),
  );
  const columns = [
    { key: "which", header: t("which"), rowHeader: true, cell: (row: { which: string; side: Side }) => row.which },
    {
      key: "title",
      header: t(pair.kind),
      cell: ({ side }: { side: Side }) => (
        <TextLink href={side.href} className="link">
          {t("open", { name: side.title })}
        </TextLink>
      ),
    },
    {
      key: "facts",
      header: t("facts"),
      cell: ({ side }: { side: Side }) =>
        [...(side.birthDate ? [wordDate(locale, side.birthDate)] : []), ...side.facts].map((fact) => (
          <p key={fact}>{fact}</p>
        )),
    },
  ];
  return (
    <Section title={t(pair.kind)}>
      <p>{t("why", { reasons })}</p>
      <Table
        caption={t(pair.kind)}
        hideCaption
        columns={columns}
        rows={[
          { which: t("first"), side: pair.first },
          { which: t("second"), side: pair.second },
        ]}
        rowKey={(row) => row.side.id}
      />
      <Verdicts pair={pair} />
    </Section>
  );
}

async function Verdicts({ pair }: { pair: DuplicatePair }) {
  const [t, ui, merge] = await Promise.all([
    getTranslations("household.office.duplicates"),
    getTranslations("ui.form"),
    getTranslations("parents.merge"),
  ]);
  return (
    <div className="form-actions mt-3">
      <ActionForm
        action={decide}
        texts={formTexts(ui)}
        prefix={`d-${pair.id}`}
        hidden={{ duplicateId: pair.id, _key: newSecret() }}
      >
        <SubmitButton kind="line" small>
          {t("different")}
        </SubmitButton>
      </ActionForm>
      <LinkButton small href={`/gestion/doublons/${pair.id}`}>
        {merge("preview")}
      </LinkButton>
    </div>
  );
}
