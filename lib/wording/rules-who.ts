/** For whom a rule holds, as a family says it: « familles d’une autre commune, en maternelle »; what has no such word is said as the office does. Pure. */
import en from "@/lib/i18n/en/public.json";
import fr from "@/lib/i18n/fr/public.json";
import type { Condition, Wanted } from "@/lib/rulebook/schema-words";
import { sayCondition } from "./rules-conditions";
import { phrase, type Reader } from "./rules-phrases";

const words = { fr: fr.who, en: en.who };

export function sayWho(reader: Reader, condition: Condition): string {
  const ways = Array.isArray(condition) ? condition : [condition];
  return ways
    .map((way) =>
      Object.entries(way)
        .map(([fact, wanted]) => known(reader, fact, wanted) ?? sayCondition(reader, { [fact]: wanted }))
        .join(", "),
    )
    .join(` ${phrase(reader.locale, "orElse")} `);
}

function known({ locale }: Reader, fact: string, wanted: Wanted): string | null {
  const table: Readonly<Record<string, string>> = words[locale];
  const isPlain = typeof wanted !== "object";
  return isPlain ? (table[`${fact}_${wanted}`] ?? null) : null;
}
