/** All families of the month in figures that name nobody: small numbers, and what would give them away, are hidden. */
import { getLocale, getTranslations } from "next-intl/server";
import { DeskColumns, Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { Table } from "@/components/ui/table";
import type { BillingFacts, Charge } from "@/lib/charge/schema";
import { type Effect, effectOf } from "@/lib/forecast/rules";
import { bracketNamer, bracketNames } from "@/lib/forecast/rules-brackets";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import type { Rules } from "@/lib/rulebook/rules-history";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { protect } from "@/lib/statistics/rules";

type Props = {
  facts: readonly BillingFacts[];
  current: Rules;
  before: readonly Charge[];
  after: readonly Charge[];
};

export async function EverybodySection({ facts, current, before, after }: Props) {
  const [t, locale] = await Promise.all([getTranslations("forecast"), getLocale()]);
  const effect = effectOf(before, after, bracketNamer(facts, current.file));
  if (effect.families === 0) {
    return (
      <Section title={t("all.title")}>
        <p className="soft">{t("all.empty")}</p>
      </Section>
    );
  }
  const ways = protect((["more", "same", "less"] as const).map((key) => ({ key, count: effect[key] })));
  const count = (shown: number | null) => (shown === null ? t("all.hidden") : t("all.families", { count: shown }));
  return (
    <DeskColumns even aside={<BracketTable effect={effect} file={current.file} count={count} />}>
      <Section title={t("all.title")}>
        <p className="soft mb-4">{t("all.lead")}</p>
        <DefinitionList
          look="sums"
          items={[
            ...ways.cells.map(({ key, shown }) => ({
              term: t(`all.${key as "more" | "same" | "less"}`),
              value: count(shown),
            })),
            {
              term: t("all.income"),
              value: `${wordAmount(locale, effect.after)} (${wordChange(locale, effect.after - effect.before)})`,
              total: true,
            },
          ]}
        />
      </Section>
    </DeskColumns>
  );
}

type BracketProps = { effect: Effect; file: CommuneFile; count: (shown: number | null) => string };

async function BracketTable({ effect, file, count }: BracketProps) {
  const [t, locale] = await Promise.all([getTranslations("forecast"), getLocale()]);
  const people = protect(effect.brackets.map(({ key, families }) => ({ key, count: families })));
  const names = bracketNames(file);
  const rows = effect.brackets
    .map((bracket) => ({ ...bracket, shown: people.cells.find(({ key }) => key === bracket.key)?.shown ?? null }))
    .sort((one, other) => names.indexOf(one.key) - names.indexOf(other.key));
  return (
    <Section title={t("all.average")}>
      <Table
        caption={t("all.average")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: "bracket", header: t("all.bracket"), rowHeader: true, cell: (row) => row.key || t("all.none") },
          {
            key: "number",
            header: t("all.number"),
            align: "end",
            label: t("all.number"),
            cell: (row) => count(row.shown),
          },
          {
            key: "change",
            header: t("all.perMonth"),
            align: "end",
            label: t("all.perMonth"),
            cell: (row) =>
              row.shown === null ? "" : wordChange(locale, Math.round((row.after - row.before) / row.families)),
          },
        ]}
      />
    </Section>
  );
}
