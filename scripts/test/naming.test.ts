import { expect, it } from "vitest";
import { namesRow } from "@/e2e/support/journal/naming";

const id = "0192f0c1-7a3b-7c4d-8e5f-60718293a4b5";
const other = "0192f0c1-7a3b-7c4d-8e5f-60718293a4b6";

it.each([
  ["its id", `booking/${id}`, id, ["id"], true],
  ["another id", `booking/${other}`, id, ["id"], false],
  ["the thing it is a page of", `document/${id}`, `${id}/1`, ["document_id", "position"], true],
  ["two ids of which one is missing", `child/${id}`, `${id}/${other}`, ["child_id", "household_id"], false],
  ["a number that stands for something else", '{"count":2,"version":12}', "2", ["version"], false],
  ["a number that begins another", '{"version":25}', "2", ["version"], false],
  ["its number", '{"version":2}', "2", ["version"], true],
  ["a section", '{"section":"retention","after":"…"}', "retention", ["section"], true],
  ["what is inside of a section", '{"section":"regie.contract"}', "regie", ["section"], true],
  ["a word that is only part of another", '{"section":"retention-round"}', "retention", ["section"], false],
  ["a word in what was typed", '{"reason":"retention"}', "retention", ["section"], false],
  ["both parts of a key", '{"key":"receipt","locale":"fr"}', "receipt/fr", ["key", "locale"], true],
  ["one part of a key", '{"key":"receipt","locale":"en"}', "receipt/fr", ["key", "locale"], false],
])("an event with %s", (_, text, key, columns, expected) => {
  expect(namesRow(text, key, columns)).toBe(expected);
});
