/** One line of a file: what it says, what it may be, and what a person makes of it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { AsideForm, CaseForm, MatchForm, UndoForm } from "@/components/statement/decide-forms";
import { MovedClaims } from "@/components/statement/moved-claims";
import { DefinitionList } from "@/components/ui/label";
import { Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { writeDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { lineToDecide } from "@/lib/statement/queries";
import type { LineTold } from "@/lib/statement/rules-told";
import { matchOne, openCaseOfLine, setAside, undo } from "../../actions-lines";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement.decide"))("title") };
}

export default async function LinePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { tx } = await officePage("treasury.export", `/gestion/rapprochement/lignes/${id}`);
  const found = isId(id) ? await lineToDecide(tx, id) : null;
  if (!found) notFound();
  const { line, regieId, candidates, moved } = found;
  const [t, ui] = await Promise.all([getTranslations("statement.decide"), getTranslations("ui.form")]);
  const isOpen = line.state === "open" || line.state === "proposed";
  const form = () => ({ texts: formTexts(ui), hidden: { lineId: line.id, _key: newSecret() }, line });
  return (
    <Desk title={t("title")} back={{ href: `/gestion/rapprochement/lignes?regie=${regieId}`, label: t("back") }}>
      {isOpen ? null : (
        <div className="mt-6">
          <Notice tone="info" inset title={t("decided")}>
            {line.state === "set_aside" ? t("isAside", { reason: line.aside }) : t("isMatched")}
          </Notice>
        </div>
      )}
      <DeskColumns even aside={isOpen ? <MatchForm action={matchOne} candidates={candidates} {...form()} /> : null}>
        <Section title={t("about")}>
          <Facts line={line} />
        </Section>
        {moved && moved.count > 0 ? <MovedClaims moved={moved} /> : null}
        {isOpen ? (
          <>
            <CaseForm action={openCaseOfLine} {...form()} />
            <AsideForm action={setAside} {...form()} />
          </>
        ) : (
          <UndoForm action={undo} {...form()} />
        )}
      </DeskColumns>
    </Desk>
  );
}

async function Facts({ line }: { line: LineTold }) {
  const [t, kinds, locale] = await Promise.all([
    getTranslations("statement.decide"),
    getTranslations("statement.lineKinds"),
    getLocale(),
  ]);
  const items = [
    { term: t("kind"), value: kinds(line.kind) },
    { term: t("day"), value: writeDate(line.day) },
    { term: t("amount"), value: wordAmount(locale, line.amountCents) },
    { term: t("reference"), value: line.reference },
    { term: t("label"), value: line.label },
    { term: t("party"), value: line.party },
  ];
  return <DefinitionList look="pairs" items={items.filter(({ value }) => value !== "")} />;
}
