/** How each price of a grid is reached, by the reasons that the rules give (facts: domain-rules 7, 12). */
import { Disclosure } from "@/components/ui/disclosure";
import { wordList } from "@/lib/i18n/dates";
import { sayPrice, sayReasons } from "@/lib/wording/rules-prices";
import type { GridRow } from "../grid-rows";
import { activityName, type GridTalk } from "../grid-words";
import { sourceOf } from "./cell-why";

export function PriceLines({ talk, rows }: { talk: GridTalk; rows: readonly GridRow[] }) {
  const lines = linesOf(talk, rows);
  if (lines.length === 0) return null;
  return (
    <Disclosure summary={talk.t("price.title")}>
      <ul className="why-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** One line for the children who pay the same for the same reason. */
function linesOf(talk: GridTalk, rows: readonly GridRow[]): string[] {
  const { t, locale } = talk;
  const lines = new Map<string, { activity: string; price: string; why: string; children: Set<string> }>();
  for (const { verdict, activity, child } of rows.flatMap((row) => row.cells)) {
    const { refusal } = verdict;
    const price = verdict.inTimePrice ?? verdict.price;
    if (!price || refusal === "not-enrolled" || refusal === "not-eligible") continue;
    const line = {
      activity: activityName(locale, activity),
      price: sayPrice(locale, price.cents, price.unit),
      why: [
        ...sayReasons({ locale, file: price.rules.file }, price.lines),
        t("price.source", sourceOf(locale, price)),
      ].join(" "),
    };
    const key = Object.values(line).join("|");
    const known = lines.get(key) ?? { ...line, children: new Set<string>() };
    known.children.add(child.firstName);
    lines.set(key, known);
  }
  return [...lines.values()].map((line) =>
    t("price.line", { ...line, children: wordList(locale, [...line.children]) }),
  );
}
