/** A condition of the commune file in words: « Classe ou niveau : maternelle, habite la commune : oui » (docs/commune-file.md §2). Pure. */
import { type Range, rangeOf } from "@/lib/clause/rules-conditions";
import { type Condition, PERIOD, type Wanted } from "@/lib/rulebook/schema-words";
import { factWord, siteName, slotName, valueWord } from "./rules-names";
import { inside, joined, type Phrase, phrase, type Reader, wordNumber, wordPeriod } from "./rules-phrases";

export function sayCondition(reader: Reader, condition: Condition): string {
  const ways = Array.isArray(condition) ? condition : [condition];
  const said = ways.map((way) =>
    Object.entries(way)
      .map(([fact, wanted]) => sayFact(reader, fact, wanted))
      .join(", "),
  );
  return said.join(` ${phrase(reader.locale, "orElse")} `);
}

function sayFact(reader: Reader, fact: string, wanted: Wanted): string {
  const value = sayWanted(reader, fact, wanted);
  return phrase(reader.locale, "fact", { fact: inside(factWord(reader.locale, reader.file, fact)), value });
}

function sayWanted(reader: Reader, fact: string, wanted: Wanted): string {
  const { locale } = reader;
  if (Array.isArray(wanted)) {
    return joined(
      locale,
      wanted.map((one) => sayValue(reader, fact, one)),
    );
  }
  if (typeof wanted === "object") return phrase(locale, "not", { value: sayWanted(reader, fact, wanted.not) });
  return sayValue(reader, fact, wanted);
}

function sayValue({ locale, file }: Reader, fact: string, value: string | number | boolean): string {
  const text = String(value);
  if (fact === "school") return siteName(file, text);
  if (fact === "slot") return slotName(locale, file, text);
  if (PERIOD.test(text)) return wordPeriod(locale, text);
  const range = rangeOf(text);
  if (range) return sayRange(locale, range);
  return inside(valueWord(locale, fact, text) ?? wordNumber(locale, text));
}

/** « de 400 à moins de 640 », « 3 ou plus ». */
export function sayRange(locale: Reader["locale"], { low, high, lowIn, highIn }: Range): string {
  const values = { low: wordNumber(locale, low), high: wordNumber(locale, high) };
  if (low === high) return values.low;
  if (!Number.isFinite(high)) return phrase(locale, lowIn ? "atLeast" : "more", values);
  if (!Number.isFinite(low)) return phrase(locale, highIn ? "atMost" : "less", values);
  return phrase(locale, between(lowIn, highIn), values);
}

function between(lowIn: boolean, highIn: boolean): Phrase {
  if (lowIn) return highIn ? "between" : "betweenOpen";
  return highIn ? "betweenAbove" : "betweenBoth";
}
