/** How each price of a grid is reached: price list, bracket, quotient and its date (facts: domain-rules 7, 12). */
import { Disclosure } from "@/components/ui/disclosure";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate, wordList } from "@/lib/i18n/dates";
import type { PriceWhy } from "@/lib/tariff/rules";
import type { GridRow } from "./grid-rows";
import { activityName, type GridTalk } from "./grid-words";

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
  for (const cell of rows.flatMap((row) => row.cells)) {
    const { price, refusal } = cell.verdict;
    if (!price || refusal === "not-enrolled" || refusal === "not-eligible") continue;
    const line = {
      activity: activityName(locale, cell.activity),
      price: wordAmount(locale, price.cents),
      why: `${whyWords(talk, price.why)} ${t("price.source", { version: price.why.version })}`,
    };
    const key = Object.values(line).join("|");
    const known = lines.get(key) ?? { ...line, children: new Set<string>() };
    known.children.add(cell.child.firstName);
    lines.set(key, known);
  }
  return [...lines.values()].map((line) =>
    t("price.line", { ...line, children: wordList(locale, [...line.children]) }),
  );
}

function whyWords({ t, locale }: GridTalk, { rule, bracket, quotient }: PriceWhy): string {
  const value = quotient ? quotientText(quotient.valueCents) : "";
  switch (rule) {
    case "bracket":
      return t("price.bracket", {
        quotient: value,
        since: quotient ? wordDate(locale, quotient.since) : "",
        bracket: bracket ?? "",
      });
    case "top-outside-brackets":
      return t("price.outside", { quotient: value });
    case "top-without-quotient":
      return t("price.withoutQuotient");
    case "outsider":
      return t("price.outsider");
    case "fixed":
      return t("price.fixed");
  }
}

/** "642", "642,50": a quotient is a number without unit. */
function quotientText(cents: number): string {
  const rest = cents % 100;
  return `${Math.trunc(cents / 100)}${rest === 0 ? "" : `,${String(rest).padStart(2, "0")}`}`;
}
