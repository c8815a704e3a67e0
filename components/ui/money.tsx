/** An amount in cents, as the reader's language writes it, in tabular figures that never break. */
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import type { Locale } from "@/lib/i18n/locale";
import type { Cents } from "@/lib/kernel/money";

/** `signed` for a change: "+ 13,40 €", "− 1,80 €". */
export function Money({ amount, locale, signed }: { amount: Cents; locale: Locale; signed?: boolean | undefined }) {
  return <span className="num">{signed ? wordChange(locale, amount) : wordAmount(locale, amount)}</span>;
}
