/** The examples of docs/commune-file.md, in both languages, are pieces of a valid file: a reader may paste any of them. */
import { describe, expect, it } from "vitest";
import { communeFileSchema, FORMAT } from "@/lib/rulebook/schema";
import { units } from "@/lib/rulebook/schema-activities";
import { outcomes } from "@/lib/rulebook/schema-deadlines";
import { knownFacts } from "@/lib/rulebook/schema-words";
import { examplesOf, pageText } from "./documented";

const PAGES = ["commune-file.md", "commune-file.fr.md"];
const pieceSchema = communeFileSchema.partial();

describe.each(PAGES)("%s", (page) => {
  const examples = examplesOf(page);

  it("shows examples", () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  it("names every key of the file, every fact, unit and verdict", () => {
    const names = [communeFileSchema.keyof().options, Object.keys(knownFacts), units, outcomes].flat();
    const text = pageText(page);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(examples)("is valid at line $line, $heading", ({ text }) => {
    const piece: unknown = JSON.parse(text);
    const isWhole = typeof piece === "object" && piece !== null && "format" in piece && piece.format === FORMAT;
    const read = (isWhole ? communeFileSchema : pieceSchema).safeParse(piece);
    expect(read.success ? [] : read.error.issues).toEqual([]);
  });
});

/** What is said in the language of the page. */
const WORDS = ["label", "name", "note", "notes", "reason"];

function rulesOf(page: string): unknown[] {
  return examplesOf(page).map(({ text }) => JSON.parse(text, (key, value) => (WORDS.includes(key) ? "…" : value)));
}

it("holds the same examples in both languages", () => {
  const [english, french] = PAGES.map(rulesOf);
  expect(french).toEqual(english);
});
