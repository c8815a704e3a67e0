import { describe, expect, it } from "vitest";
import { LOCALES } from "@/lib/i18n/locale";
import { ENGAGEMENT_VERSION, engagementBytes, engagementText, exceptionalEnd, sameName } from "./rules";

describe("the engagement", () => {
  it.each(LOCALES)("has its paragraphs in %s, and all of them are in what is signed", (locale) => {
    const { title, paragraphs } = engagementText(locale);
    expect(paragraphs.length).toBeGreaterThan(3);
    for (const text of [title, ...paragraphs]) expect(engagementBytes(locale)).toContain(text);
    expect(engagementBytes(locale).startsWith(`${ENGAGEMENT_VERSION}\n${locale}\n`)).toBe(true);
  });
});

it.each([15, 30, 60])("ends %i minutes later", (minutes) => {
  const opened = new Date("2026-11-23T08:00:00.000Z");
  expect(exceptionalEnd(opened, minutes).getTime() - opened.getTime()).toBe(minutes * 60_000);
});

it.each([
  ["Zoé", "ZOE", true],
  ["Jean-Paul", "jean  paul", true],
  ["L’Hermite", "L'hermite", true],
  ["Zoé", "Zoa", false],
  ["Le", "Lea", false],
])("compares %s and %s as people do", (a, b, same) => {
  expect(sameName(a, b)).toBe(same);
});
