/** What a line is called: the service, and for what is not its plain price the rule in the commune's own words (facts: domain-rules 8). Pure. */
import type { ChargeKind } from "@/lib/charge/schema";
import en from "@/lib/i18n/en/invoice.json";
import fr from "@/lib/i18n/fr/invoice.json";
import type { Locale } from "@/lib/i18n/locale";

const words = { fr: fr.document, en: en.document };
/** What the column holds. */
const LONGEST = 200;

type Named = { kind: ChargeKind /** The rule's own words. */; label: string | null; activity: string | null };

/** « Garderie du soir : Retard du soir »; for the family as a whole the rule alone. */
export function labelOf({ kind, label, activity }: Named, locale: Locale): string {
  const { kinds, labelled, family } = words[locale];
  const kindWord = kinds[kind as keyof typeof kinds] as string | undefined;
  if (kindWord === undefined) return cut(activity ?? label ?? family);
  const rule = kind === "correction" ? kindWord : (label ?? kindWord);
  if (activity === null) return cut(rule.charAt(0).toUpperCase() + rule.slice(1));
  return cut(labelled.replace("{activity}", activity).replace("{label}", rule));
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
