/** A rule goes into the fields of a form and comes back the same, for each rule of each commune file. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Fields } from "./rules-answers";
import { read, write } from "./rules-fields";
import { sections, shapeOfSection } from "./rules-sections";

const folder = new URL("../../docs/communes/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** What a browser posts: text and lists of text, nothing else. */
function posted(fields: Fields): Fields {
  return JSON.parse(JSON.stringify(fields));
}

describe.each(files)("%s", (name) => {
  const file: Record<string, unknown> = JSON.parse(readFileSync(new URL(name, folder), "utf8"));

  it.each(sections)("$slug", (section) => {
    const shape = shapeOfSection(section);
    const value = section.path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], file);
    const rules = section.isList ? ((value ?? []) as unknown[]) : value === undefined ? [] : [value];
    for (const rule of rules) {
      const own = section.without && typeof rule === "object" ? without(rule as object, section.without) : rule;
      expect(read(shape, posted(write(shape, own)))).toEqual(own);
    }
  });
});

function without(rule: object, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => !keys.includes(key)));
}
