/** One grid: a row a price, a cell a bracket, so that a phone reads each price with its brackets under it. */
import { getTranslations } from "next-intl/server";
import { TextInput } from "@/components/forms/text-input";
import type { Grid, GridColumn } from "@/lib/draft/rules-grid";
import { sayRule } from "@/lib/editor/rules-say";
import { type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import type { Locale } from "@/lib/i18n/locale";
import { formatInput } from "@/lib/kernel/money";
import { rangeOf } from "@/lib/rulebook/rules-conditions";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { sayRange } from "@/lib/wording/rules-conditions";

type Props = { grid: Grid; file: CommuneFile; locale: Locale };

export async function PriceGrid({ grid, file, locale }: Props) {
  const t = await getTranslations("rules.grid");
  const title =
    grid.scale === null ? t("fixed") : (file.scales.find(({ id }) => id === grid.scale)?.label ?? grid.scale);
  return (
    <section className="mb-6">
      <h2 className="mb-2">{title}</h2>
      {grid.columns.map((column) => (
        <fieldset className="rule-row" key={column.mark}>
          <legend>{nameOf(column, file, locale)}</legend>
          <p className="soft small mb-2">{conditionsOf(column, file, locale)}</p>
          <div className="price-cells">
            {column.amounts.map((amount, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an amount is named by the place of its bracket
              <div key={index}>
                <input type="hidden" name={`o.${column.mark}.${index}`} value={formatInput(amount)} />
                <TextInput
                  name={`p.${column.mark}.${index}`}
                  label={bracketOf(grid.brackets[index] ?? null, locale) ?? t("price")}
                  inputMode="decimal"
                  defaultValue={formatInput(amount)}
                  short
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
}

/** A bracket without a name is called by its quotients. */
function bracketOf(bracket: string | null, locale: Locale): string | null {
  const range = bracket === null ? null : rangeOf(bracket);
  return range ? sayRange(locale, range) : bracket;
}

function said({ rule }: GridColumn, file: CommuneFile, locale: Locale) {
  const { price: _, ...others } = rule;
  return sayRule({ locale, file }, shapeOfSection(sectionOf("prix") as Section), { key: "prices", value: others });
}

function nameOf(column: GridColumn, file: CommuneFile, locale: Locale): string {
  return said(column, file, locale).title;
}

function conditionsOf(column: GridColumn, file: CommuneFile, locale: Locale): string {
  return said(column, file, locale).details.join(", ");
}
