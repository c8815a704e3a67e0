import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { papers } from "@/prisma/fixtures/papers";
import { renderPaper } from "./pdf";
import type { Paper } from "./rules-paper";

const MADE = new Date("2027-01-15T08:00:00.000Z");
const folder = mkdtempSync(join(tmpdir(), "certificate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (tool: string) => {
  try {
    execFileSync("which", [tool]);
    return true;
  } catch {
    return false;
  }
};

const flat = (text: string) => text.replace(/[\s\u00a0]+/g, "");
function textsOf({ title: _title, locale: _locale, page: _page, ...paper }: Paper): string[] {
  const leaves = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
  };
  const { columns, ...rest } = paper;
  return [...leaves(rest), ...columns.map(({ header }) => header)].map(flat).filter(Boolean);
}

describe.each(papers)("a %s in %s", (name, locale, paper) => {
  it("leaves no name of a value in its words", () => {
    expect(textsOf(paper).filter((text) => /[{}]/.test(text))).toEqual([]);
  });

  it.runIf(has("pdftotext"))("says the same in its file", async () => {
    const file = join(folder, `${name}-${locale}.pdf`);
    writeFileSync(file, await renderPaper(paper, MADE));
    const printed = flat(execFileSync("pdftotext", ["-raw", file, "-"]).toString());
    expect([paper.title, ...textsOf(paper)].map(flat).filter((text) => !printed.includes(text))).toEqual([]);
  });
});
