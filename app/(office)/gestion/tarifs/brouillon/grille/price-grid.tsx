/** One grid as a table: a row a price, a column a bracket; on a phone each price has its brackets under it. */
import { getTranslations } from "next-intl/server";
import { PriceCell } from "@/components/rules/price-cell";
import { type Column, Table } from "@/components/ui/table";
import { rangeOf } from "@/lib/clause/rules-conditions";
import type { Grid, GridColumn } from "@/lib/draft/rules-grid";
import { type Said, sayRule } from "@/lib/editor/rules-say";
import { type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import type { Locale } from "@/lib/i18n/locale";
import { formatInput } from "@/lib/kernel/money";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { sayRange } from "@/lib/wording/rules-conditions";

type Props = { grid: Grid; file: CommuneFile; locale: Locale };
type Row = GridColumn & { said: Said };

export async function PriceGrid({ grid, file, locale }: Props) {
  const t = await getTranslations("rules.grid");
  const title =
    grid.scale === null ? t("fixed") : (file.scales.find(({ id }) => id === grid.scale)?.label ?? grid.scale);
  const rows = grid.columns.map((column): Row => ({ ...column, said: saidOf(column, file, locale) }));
  const brackets = grid.brackets.map((bracket) => bracketOf(bracket, locale) ?? t("price"));
  const columns: Column<Row>[] = brackets.map((bracket, index) => ({
    key: String(index),
    header: bracket,
    align: "end",
    label: bracket,
    cell: ({ mark, amounts, said }) => (
      <>
        <input type="hidden" name={`o.${mark}.${index}`} value={formatInput(amounts[index] ?? 0)} />
        <PriceCell
          name={`p.${mark}.${index}`}
          label={t("cell", { price: [said.title, ...said.details].join(", "), bracket })}
          defaultValue={formatInput(amounts[index] ?? 0)}
        />
      </>
    ),
  }));
  return (
    <div className="mb-6">
      <Table
        caption={title}
        rows={rows}
        rowKey={({ mark }) => mark}
        columns={[{ key: "name", header: t("name"), rowHeader: true, cell: nameOf }, ...columns]}
      />
    </div>
  );
}

function nameOf({ said }: Row) {
  return (
    <>
      {said.title}
      <small>{said.details.join(", ")}</small>
    </>
  );
}

/** A bracket without a name is called by its quotients. */
function bracketOf(bracket: string | null, locale: Locale): string | null {
  const range = bracket === null ? null : rangeOf(bracket);
  return range ? sayRange(locale, range) : bracket;
}

function saidOf({ rule }: GridColumn, file: CommuneFile, locale: Locale): Said {
  const { price: _, ...others } = rule;
  return sayRule({ locale, file }, shapeOfSection(sectionOf("prix") as Section), { key: "prices", value: others });
}
