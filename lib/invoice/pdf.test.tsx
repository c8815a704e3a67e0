import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFamilyLine, anInvoice, anInvoiceLine } from "@/prisma/fixtures/invoice";
import { renderInvoicePdf } from "./pdf";
import { type InvoiceDocument, invoiceDocument } from "./rules-document";

const ISSUED = new Date("2026-11-05T08:00:00.000Z");
const folder = mkdtempSync(join(tmpdir(), "invoice-"));
const file = join(folder, "invoice.pdf");
const run = (tool: string, ...args: string[]) => execFileSync(tool, args).toString();
const has = (tool: string) => {
  try {
    execFileSync("which", [tool]);
    return true;
  } catch {
    return false;
  }
};

const invoice = anInvoice({
  lines: [...anInvoice().lines, anInvoiceLine("Noé", { days: ["2026-10-05"], cents: 123_450 }), aFamilyLine()],
});

/** Every text of the document but the steps and the tariff, which only the page shows. */
function textsOf(content: InvoiceDocument): string[] {
  const { locale: _, groups, foot, ...rest } = content;
  const rows = groups.flatMap((group) => [
    group.title,
    group.totalLabel,
    group.total,
    ...group.rows.flatMap(({ steps: _steps, tariff: _tariff, ...row }) => Object.values(row)),
  ]);
  return [...leaves(rest), ...rows, foot.identity, foot.data].filter((text) => text !== null);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the printed invoice", () => {
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await renderInvoicePdf(invoiceDocument(invoice, "fr"), ISSUED);
    writeFileSync(file, bytes);
  });

  it("is a PDF that carries the date of issue and not the hour it was made", () => {
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.toString("latin1")).toContain("D:20261105080000Z");
  });

  it.runIf(has("pdffonts"))("embeds its own typeface and nothing else", () => {
    const fonts = run("pdffonts", file).split("\n").slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    for (const line of fonts) expect(line).toMatch(/AtkinsonHyperlegibleNext.*\byes\b/);
    expect(fonts.join()).not.toMatch(/Helvetica/);
  });

  it.runIf(has("pdftotext"))("says every word and amount of the page", () => {
    // The typeface draws both spaces with one glyph, so that the file may give either back.
    expect(run("pdftotext", "-layout", file, "-")).toMatch(/1[ \u00a0]234,50[ \u00a0]€/);
    const flat = (value: string) => value.replace(/[\s\u00a0]+/g, "");
    const printed = flat(run("pdftotext", "-raw", file, "-"));
    for (const said of textsOf(invoiceDocument(invoice, "fr"))) expect(printed).toContain(flat(said));
  });
});
