/** Every key, way and value that a form of the commune file may show has its words, in both languages: nobody reads a code. */
import { expect, it } from "vitest";
import en from "@/lib/i18n/en/commune-words.json";
import { knownFacts } from "@/lib/rulebook/schema-words";
import { keyWord, sectionWords, valueWord, wayWord } from "@/lib/wording/rules-names";
import { sections, shapeOfSection } from "./rules-sections";
import type { Shape } from "./rules-shape";

type Missing = (what: string, word: string | null) => void;

function walk(shape: Shape, at: { owner: string; key: string }, tell: Missing) {
  const { owner, key } = at;
  const say = (what: string, wordOf: (locale: "fr" | "en") => string | null) => {
    tell(`${what} (fr)`, wordOf("fr"));
    tell(`${what} (en)`, wordOf("en"));
  };
  switch (shape.kind) {
    case "group":
      for (const prop of shape.props) {
        if (prop.shape.kind !== "fixed") say(`${key}.${prop.key}`, (locale) => keyWord(locale, key, prop.key));
        walk(prop.shape, { owner: key, key: prop.key }, tell);
      }
      return;
    case "list":
      walk(shape.item, at, tell);
      return;
    case "pair":
      shape.items.forEach((item, index) => {
        say(`${key}.${index}`, (locale) => keyWord(locale, key, String(index)));
        walk(item, { owner: key, key: String(index) }, tell);
      });
      return;
    case "variant":
      for (const { key: way, shape: inner } of shape.options) {
        say(`${owner}.${key} as ${way}`, (locale) => wayWord(locale, { owner, key, way }));
        walk(inner, at, tell);
      }
      return;
    case "choice":
    case "several":
      for (const value of shape.values ?? []) say(`${key} = ${value}`, (locale) => valueWord(locale, key, value));
      return;
    default:
      return;
  }
}

it("says every key, way and value", () => {
  const missing: string[] = [];
  const tell: Missing = (what, word) => {
    if (!word) missing.push(what);
  };
  for (const section of sections) {
    walk(shapeOfSection(section), { owner: "", key: section.path.at(-1) ?? "" }, tell);
    for (const locale of ["fr", "en"] as const) tell(section.slug, sectionWords(locale, section.slug).lead);
  }
  expect(missing).toEqual([]);
});

it("says every fact that the portal knows", () => {
  expect(Object.keys(knownFacts).filter((fact) => !Object.hasOwn(en.facts, fact))).toEqual([]);
});
