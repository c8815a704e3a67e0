/** The words of a statistic's cells, for the page and its export alike. */
import type { Locale } from "@/lib/i18n/locale";
import type { Published } from "@/lib/statistics/rules";
import type { CellName } from "@/lib/statistics/rules-cells";

type Key =
  | "bracket"
  | "bracketTo"
  | "bracketUnder"
  | "bracketBetween"
  | "bracketFrom"
  | "bracketOver"
  | "lowIn"
  | "lowOut"
  | "highIn"
  | "highOut"
  | "outsider"
  | "noQuotient"
  | "formula"
  | "onePrice"
  | "noPrice"
  | "noGrade"
  | "small"
  | "masked";

type Bracket = Extract<CellName, { kind: "bracket" }>;

/** The translator of the namespace `statistics`. */
export type Words = (key: Key, values?: Record<string, string>) => string;

export function nameWords(t: Words, name: CellName | undefined, locale: Locale): string {
  if (!name) return "";
  if (name.kind === "plain") return name.text;
  if (name.kind !== "bracket") return t(name.kind);
  return bracketWords(t, name, locale);
}

function bracketWords(t: Words, { number, label: own, range }: Bracket, locale: Locale): string {
  const label = own ?? t("bracket", { number: String(number) });
  const [from, to] = [quotient(range.low, locale), quotient(range.high, locale)];
  if (range.high === Number.POSITIVE_INFINITY) return t(range.lowIn ? "bracketFrom" : "bracketOver", { label, from });
  if (range.low <= 0) return t(range.highIn ? "bracketTo" : "bracketUnder", { label, to });
  const low = t(range.lowIn ? "lowIn" : "lowOut", { from });
  return t("bracketBetween", { label, low, high: t(range.highIn ? "highIn" : "highOut", { to }) });
}

function quotient(value: number, locale: Locale): string {
  const [whole = "", rest] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === "fr" ? "\u00a0" : ",");
  return rest === undefined ? grouped : `${grouped}${locale === "fr" ? "," : "."}${rest.padEnd(2, "0")}`;
}

export function cellWords(t: Words, cell: Published["cells"][number]): string {
  return cell.shown === null ? t(cell.why) : String(cell.shown);
}
