/** The worklist: every line of a régie that waits for a person, whichever file it came in. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { ConfirmSure } from "@/components/statement/confirm-sure";
import { LinePages } from "@/components/statement/line-pages";
import { LineTable } from "@/components/statement/line-table";
import { EmptyState, Notice } from "@/components/ui/notice";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { countsOf, linesPage } from "@/lib/statement/queries";
import { regies } from "@/lib/treasury/queries";
import { type Search, textOf } from "../../encaissements/period";
import { confirmMatches } from "../actions-lines";
import { filterOf, pageOf, regieOf } from "../regie";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement.decide"))("back") };
}

const DONE = ["matched", "aside", "case", "undone"] as const;

export default async function LinesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const path = "/gestion/rapprochement/lignes";
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", path)]);
  const { tx } = visit;
  const [known, t, ui] = await Promise.all([regies(tx), getTranslations("statement"), getTranslations("ui.form")]);
  const regie = regieOf(search, known);
  const back = { href: "/gestion/rapprochement", label: t("files.back") };
  const title = t("decide.back");
  if (!regie)
    return (
      <Desk title={title} back={back}>
        {<EmptyState icon="scale" title={t("files.noRegie")} />}
      </Desk>
    );
  const [filter, page] = [filterOf(search, "open"), pageOf(search)];
  const [counts, found] = await Promise.all([
    countsOf(tx, { regieId: regie.id }),
    linesPage(tx, { regieId: regie.id, filter, page }),
  ]);
  const base = `${path}?regie=${regie.id}`;
  return (
    <Desk title={title} lead={regie.name} back={back}>
      <Told search={search} />
      {counts.proposed > 0 ? (
        <ConfirmSure
          action={confirmMatches}
          texts={formTexts(ui)}
          hidden={{ regieId: regie.id, _key: newSecret() }}
          count={counts.proposed}
          see={`${base}&lignes=proposed`}
        />
      ) : null}
      <Section title={t("report.list")}>
        <LinePages base={base} {...{ filter, page, counts, pages: found.pages }} isEmpty={found.lines.length === 0}>
          <LineTable rows={found.lines} />
        </LinePages>
      </Section>
    </Desk>
  );
}

async function Told({ search }: { search: Search }) {
  const t = await getTranslations("statement");
  const made = DONE.find((one) => one === textOf(search, "fait"));
  const left = /^\d{1,6}$/.test(textOf(search, "reste")) ? Number(textOf(search, "reste")) : null;
  if (!made && left === null) return null;
  return (
    <div className="mt-6">
      <Notice tone="ok" inset live title={made ? t(`done.${made}`) : t("sure.done", { left: left ?? 0 })} />
    </div>
  );
}
