import { expect, it } from "vitest";
import { fold, foldWords } from "./fold";

it.each([
  ["Éloïse", "eloise", "eloise"],
  ["E\u0301loi\u0308se", "eloise", "eloise"],
  ["Œuvrard Læti", "oeuvrard laeti", "oeuvrard laeti"],
  ["  LE-GOFF,  d’Ys ", "  le-goff,  d’ys ", "le goff d ys"],
  ["12 bis", "12 bis", "12 bis"],
  ["№ ⁂", "№ ⁂", ""],
  ["", "", ""],
])("%j is compared as %j, its words as %j", (text, folded, words) => {
  expect([fold(text), foldWords(text)]).toEqual([folded, words]);
});
