/** The examples of docs/commune-file.md, in both languages, are pieces of a valid file: a reader may paste any of them. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { communeFileSchema, FORMAT } from "./schema";
import { units } from "./schema-activities";
import { outcomes } from "./schema-deadlines";
import { knownFacts } from "./schema-words";

const PAGES = ["docs/commune-file.md", "docs/commune-file.fr.md"];
const pieceSchema = communeFileSchema.partial();

type Example = { line: number; text: string };

const textOf = (page: string) => readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");

function examplesOf(page: string): Example[] {
  const markdown = textOf(page);
  return [...markdown.matchAll(/^```json\n(.*?)^```$/gms)].map((found) => ({
    line: markdown.slice(0, found.index).split("\n").length,
    text: found[1] ?? "",
  }));
}

describe.each(PAGES.filter((page) => existsSync(new URL(`../../${page}`, import.meta.url))))("%s", (page) => {
  const examples = examplesOf(page);

  it("shows examples", () => {
    expect(examples.length).toBeGreaterThan(30);
  });

  it("names every key of the file, every fact, unit and verdict", () => {
    const names = [communeFileSchema.keyof().options, Object.keys(knownFacts), units, outcomes].flat();
    const text = textOf(page);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(examples)("is valid at line $line", ({ text }) => {
    const piece: unknown = JSON.parse(text);
    const isWhole = typeof piece === "object" && piece !== null && "format" in piece && piece.format === FORMAT;
    const read = (isWhole ? communeFileSchema : pieceSchema).safeParse(piece);
    expect(read.success ? [] : read.error.issues).toEqual([]);
  });
});
