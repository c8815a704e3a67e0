import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Paper } from "@/lib/certificate/rules-paper";
import { papers } from "@/prisma/fixtures/papers";
import { PaperSheet } from "./paper-sheet";

const flat = (text: string) => text.replace(/[\s\u00a0]+/g, "");

/** What the file prints, but its title, which is the page's own. */
function textsOf({ title: _title, locale: _locale, page: _page, columns, ...paper }: Paper): string[] {
  const leaves = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
  };
  return [...leaves(paper), ...columns.map(({ header }) => header)].map(flat).filter(Boolean);
}

describe.each(papers)("the page of a %s in %s", (_name, _locale, paper) => {
  it("says every word and amount of its file", () => {
    const html = renderToStaticMarkup(<PaperSheet paper={paper} />);
    const shown = flat(
      html
        .replace(/<[^>]*>/g, " ")
        .replaceAll("&#x27;", "'")
        .replaceAll("&amp;", "&"),
    );
    expect(textsOf(paper).filter((text) => !shown.includes(text))).toEqual([]);
  });
});
