import { expect, it } from "vitest";
import { isOwnFile, namesakesOf } from "./rules";

const adults = [
  { firstName: "Élodie", lastName: "Martin-Roux" },
  { firstName: "Jean", lastName: "Roux" },
];
const asked = (birthName: string, ...firstNames: string[]) => ({ birthName, firstNames });

it.each([
  ["her own first name, without its accent", asked("X", "ELODIE", "Judith"), 1],
  ["a second first name", asked("X", "Judith", "Élodie"), 0],
  ["a stranger", asked("Martin-Roux", "Claire"), 0],
  ["nothing", asked("Roux", ""), 0],
])("%s", (_case, wish, count) => expect(namesakesOf(wish, adults)).toHaveLength(count));

it.each([
  ["the name of the household, typed", asked("martin roux", "Élodie"), [], true],
  [
    "a birth name that the file gives her beside her name in use",
    asked("Bernard", "Élodie"),
    [{ names: ["BERNARD", "MARTIN-ROUX"], firstNames: "ELODIE JUDITH" }],
    true,
  ],
  ["a birth name alone, in a file without names", asked("Bernard", "Élodie"), [], false],
  [
    "somebody else's file with the same first name",
    asked("Bernard", "Élodie"),
    [{ names: ["BERNARD", "PETIT"], firstNames: "ELODIE" }],
    false,
  ],
  ["the other adult's name in the file", asked("Bernard", "Élodie"), [{ names: ["ROUX"], firstNames: "JEAN" }], false],
  ["the other adult's family name, typed", asked("Roux", "Élodie"), [], false],
])("%s", (_case, wish, file, own) => expect(isOwnFile(wish, adults, file)).toBe(own));
