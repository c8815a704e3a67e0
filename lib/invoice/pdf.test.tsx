import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
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

const flat = (value: string) => value.replace(/[\s\u00a0]+/g, "");
const printedText = () => flat(run("pdftotext", "-raw", file, "-"));

/** Up to three children in up to four services each, of any amounts, with days excused and a part paid by a credit. */
const anyInvoice = fc
  .record({
    children: fc.uniqueArray(fc.constantFrom("Léa", "Noé", "Tom-Élie", "Aïcha", "Maël"), {
      minLength: 1,
      maxLength: 3,
    }),
    services: fc.uniqueArray(fc.constantFrom("Cantine", "Garderie du matin", "Étude surveillée", "Bus, ligne 2"), {
      minLength: 1,
      maxLength: 4,
    }),
    amounts: fc.array(fc.integer({ min: 1, max: 250_000 }), { minLength: 12, maxLength: 12 }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 22 }),
    waived: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 3 }),
    isCapped: fc.boolean(),
    credit: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ children, services, amounts, days, waived, isCapped, credit }) => {
    const dayOf = (day: number) => `2026-10-${String(day).padStart(2, "0")}`;
    const lines = children.flatMap((child, row) =>
      services.map((label, column) => {
        const cents = amounts[row * 4 + column] ?? 1;
        return anInvoiceLine(child, { label, cents, days: days.map(dayOf).sort(), waived: waived.map(dayOf).sort() });
      }),
    );
    const all = isCapped ? [...lines, aFamilyLine()] : lines;
    const totalCents = all.reduce((total, line) => total + line.amountCents, 0);
    return anInvoice({ lines: all, totalCents, creditCents: Math.max(0, Math.floor((totalCents * credit) / 100)) });
  });

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
    const printed = printedText();
    for (const said of textsOf(invoiceDocument(invoice, "fr"))) expect(printed).toContain(flat(said));
  });

  it.runIf(has("pdftotext"))("says them of 200 random invoices, in both languages", { timeout: 240_000 }, async () => {
    for (const [index, facts] of fc.sample(anyInvoice, { numRuns: 200, seed: 20_261_105 }).entries()) {
      const content = invoiceDocument(facts, index % 4 === 3 ? "en" : "fr");
      writeFileSync(file, await renderInvoicePdf(content, ISSUED));
      const printed = printedText();
      for (const said of textsOf(content)) expect(printed, `invoice ${index}`).toContain(flat(said));
    }
  });
});
