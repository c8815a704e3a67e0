/** What one file brought, line by line. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { ConfirmSure } from "@/components/statement/confirm-sure";
import { LinePages } from "@/components/statement/line-pages";
import { LineTable } from "@/components/statement/line-table";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordMoment, wordSpan, writeDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { countsOf, importById, linesPage } from "@/lib/statement/queries";
import type { ImportHead } from "@/lib/statement/rules-told";
import { type Search, textOf } from "../../../encaissements/period";
import { confirmMatches } from "../../actions-lines";
import { filterOf, pageOf } from "../../regie";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement.files"))("title") };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const path = `/gestion/rapprochement/imports/${id}`;
  const { tx } = await officePage("treasury.export", path);
  const head = isId(id) ? await importById(tx, id) : null;
  if (!head) notFound();
  const [filter, page] = [filterOf(search, "all"), pageOf(search)];
  const where = { regieId: head.regieId, importId: head.id };
  const [t, ui, locale, counts, found] = await Promise.all([
    getTranslations("statement"),
    getTranslations("ui.form"),
    getLocale(),
    countsOf(tx, where),
    linesPage(tx, { ...where, filter, page }),
  ]);
  const state = textOf(search, "etat");
  return (
    <Desk
      dateline={wordMoment(locale, head.moment)}
      title={t("report.title", { kind: t(`kinds.${head.kind}`), day: writeDate(head.moment.slice(0, 10)) })}
      lead={head.fileName}
      back={{ href: `/gestion/rapprochement/imports?regie=${head.regieId}`, label: t("report.back") }}
      action={<PrintButton>{t("report.print")}</PrintButton>}
    >
      {state ? (
        <div className="mt-6">
          <Notice
            tone={state === "connu" ? "info" : "ok"}
            inset
            live
            title={t(state === "connu" ? "known" : "taken")}
          />
        </div>
      ) : null}
      {counts.proposed > 0 ? (
        <ConfirmSure
          action={confirmMatches}
          texts={formTexts(ui)}
          hidden={{ regieId: head.regieId, _key: newSecret() }}
          count={counts.proposed}
          see={`${path}?lignes=proposed`}
        />
      ) : null}
      <Section title={t("report.summary")}>
        <Summary head={head} />
      </Section>
      <Section title={t("report.list")}>
        <LinePages base={path} {...{ filter, page, counts, pages: found.pages }} isEmpty={found.lines.length === 0}>
          <LineTable rows={found.lines} />
        </LinePages>
      </Section>
    </Desk>
  );
}

async function Summary({ head: { report, sha256 } }: { head: ImportHead }) {
  const [t, files, locale] = await Promise.all([
    getTranslations("statement.report"),
    getTranslations("statement.files"),
    getLocale(),
  ]);
  const { since, until } = report;
  const span = since && until ? wordSpan(locale, { from: since, to: until, year: true }) : files("noDays");
  return (
    <DefinitionList
      look="pairs"
      items={[
        { term: t("span"), value: span },
        { term: t("lines"), value: report.lines },
        { term: t("added"), value: report.added },
        { term: t("knownLines"), value: report.known },
        { term: t("sum"), value: wordAmount(locale, report.addedCents) },
        ...Object.entries(report.leftOut ?? {}).map(([what, count]) => ({
          ...{ term: t("leftOut", { what }), value: t("leftOutCount", { count }) },
        })),
        { term: t("hash"), value: <code className="small break-all">{sha256}</code> },
      ]}
    />
  );
}
