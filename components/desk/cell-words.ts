/** The words of a statistic's cells, for the page and its export alike. */
import type { Locale } from "@/lib/i18n/locale";
import type { Published } from "@/lib/statistics/rules";
import type { CellName } from "@/lib/statistics/rules-cells";

type Key =
  | "bracketTo"
  | "bracketBetween"
  | "bracketFrom"
  | "outsider"
  | "noQuotient"
  | "onePrice"
  | "noPrice"
  | "noGrade"
  | "small"
  | "masked";

/** The translator of the namespace `statistics`. */
export type Words = (key: Key, values?: Record<string, string>) => string;

export function nameWords(t: Words, name: CellName | undefined, locale: Locale): string {
  if (!name) return "";
  if (name.kind === "plain") return name.text;
  if (name.kind !== "bracket") return t(name.kind);
  const { label, fromCents, toCents } = name;
  const [from, to] = [euros(fromCents, locale), euros(toCents ?? 0, locale)];
  if (toCents === null) return t("bracketFrom", { label, from });
  return fromCents === 0 ? t("bracketTo", { label, to }) : t("bracketBetween", { label, from, to });
}

function euros(cents: number, locale: Locale): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, locale === "fr" ? "\u00a0" : ",");
  const rest = cents % 100;
  return rest === 0 ? whole : `${whole}${locale === "fr" ? "," : "."}${String(rest).padStart(2, "0")}`;
}

export function cellWords(t: Words, cell: Published["cells"][number]): string {
  return cell.shown === null ? t(cell.why) : String(cell.shown);
}
