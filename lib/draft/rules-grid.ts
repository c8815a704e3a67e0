/**
 * Prices as a grid: brackets down, prices across, several changed at once (docs/commune-file.md §6). With a date of effect, each price that
 * changes is closed the day before and a new one opened beside it: the days before keep what they cost. Pure.
 */
import { type Section, sectionOf } from "@/lib/editor/rules-sections";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { PriceRules } from "@/lib/rulebook/schema-prices";
import { type Document, fingerprint, rulesIn, withRule } from "./rules-document";

export type GridColumn = { mark: string; rule: PriceRules; amounts: readonly number[] };
/** `scale` null: prices that are the same for all. */
export type Grid = { scale: string | null; brackets: readonly (string | null)[]; columns: readonly GridColumn[] };

const prices = sectionOf("prix") as Section;

/** What a price is, whatever it costs: it names a column even after its amounts changed. */
function markOf(rule: Document): string {
  const { price, ...others } = rule;
  const scale = typeof price === "object" && price !== null && "scale" in price ? price.scale : null;
  return fingerprint({ ...others, scale });
}

function amountsOf(rule: Pick<PriceRules, "price">): readonly number[] | null {
  const { price } = rule;
  if (typeof price === "number") return [price];
  if (typeof price !== "object" || !("scale" in price)) return null;
  const amounts = price.amounts.filter((amount) => typeof amount === "number");
  return amounts.length === price.amounts.length ? amounts : null;
}

/** One grid a scale, then the fixed prices; what is over on the day is left out, and a formula has its own form. */
export function gridsOf(file: CommuneFile, document: Document, today: CivilDate): Grid[] {
  const marks = rulesIn(document, prices).map((rule) => markOf(rule as Document));
  const columns = file.prices.flatMap((rule, index): GridColumn[] => {
    const amounts = amountsOf(rule);
    const last = rule.inForce?.split("..")[1];
    return amounts && !(last && last < today) ? [{ mark: marks[index] ?? "", rule, amounts }] : [];
  });
  const scaled = file.scales.map(({ id, brackets }) => ({
    scale: id,
    brackets: brackets.map((bracket) => bracket.label ?? bracket.in),
    columns: columns.filter(
      ({ rule }) => typeof rule.price === "object" && "scale" in rule.price && rule.price.scale === id,
    ),
  }));
  const fixed = {
    scale: null,
    brackets: [null],
    columns: columns.filter(({ rule }) => typeof rule.price === "number"),
  };
  return [...scaled, fixed].filter((grid) => grid.columns.length > 0);
}

/** Amounts by the mark of their price and the place of their bracket. */
export type Cells = Readonly<Record<string, readonly (number | null)[]>>;
export type GridChange = { before: Cells; after: Cells; since: CivilDate | null };

/** Only the cells that the agent changed are written: a colleague's other cells stay. A price may be gone, or over before the new date. */
export function withPrices(document: Document, { before, after, since }: GridChange): Document | "gone" | "over" {
  let next = document;
  for (const [mark, amounts] of Object.entries(after)) {
    const old = before[mark] ?? [];
    const changed = amounts.map((amount, index) => (amount === old[index] ? null : amount));
    if (changed.every((amount) => amount === null)) continue;
    const index = rulesIn(next, prices).findIndex((rule) => markOf(rule as Document) === mark);
    if (index < 0) return "gone";
    if (since !== null && isOver(rulesIn(next, prices)[index] as PriceRules, since)) return "over";
    next = repriced(next, index, { changed, since });
  }
  return next;
}

function isOver({ inForce }: PriceRules, since: CivilDate): boolean {
  const last = inForce?.split("..")[1];
  return last !== undefined && last !== "" && last < since;
}

type Repricing = { changed: readonly (number | null)[]; since: CivilDate | null };

function repriced(document: Document, index: number, { changed, since }: Repricing): Document {
  const rule = rulesIn(document, prices)[index] as PriceRules;
  const price = priced(rule.price, changed);
  if (since === null) return withRule(document, prices, { index, value: { ...rule, price } });
  const [from = "", to = ""] = rule.inForce?.split("..") ?? [];
  const closed = { ...rule, inForce: `${from}..${addDays(since, -1)}` };
  const opened = { ...rule, inForce: `${since}..${to}`, price };
  // A price that had not begun is replaced: there is nothing to close.
  if (from >= since) return withRule(document, prices, { index, value: { ...rule, price } });
  const kept = withRule(document, prices, { index, value: closed });
  return inserted(kept, index + 1, opened);
}

function priced(price: PriceRules["price"], changed: readonly (number | null)[]): PriceRules["price"] {
  if (typeof price !== "object" || !("scale" in price)) return changed[0] ?? price;
  return { ...price, amounts: price.amounts.map((amount, index) => changed[index] ?? amount) };
}

function inserted(document: Document, index: number, rule: unknown): Document {
  const rules = [...rulesIn(document, prices)];
  rules.splice(index, 0, rule);
  return { ...document, prices: rules };
}
