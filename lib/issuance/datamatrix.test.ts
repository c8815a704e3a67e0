import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { renderInvoicePdf } from "@/lib/invoice/pdf";
import { invoiceDocument } from "@/lib/invoice/rules-document";
import { anInvoice } from "@/prisma/fixtures/invoice";
import { datamatrixOf } from "./datamatrix";
import { scanToPay } from "./pdf-datamatrix";
import { datamatrixText } from "./rules-datamatrix";

function hasTool(tool: string): boolean {
  try {
    execFileSync("which", [tool]);
    return true;
  } catch {
    return false;
  }
}

const textOf = (pdf: Buffer) => execFileSync("pdftotext", ["-", "-"], { input: pdf }).toString();

it("draws 130 characters as one square symbol with its border and a quiet zone", () => {
  const codes = { establishmentCode: "123", datamatrixCode: "456", postCode: "006035" };
  const invoice = { year: 2026, number: 1187, month: "2026-11", amountCents: 12_345 };
  const text = datamatrixText({ datamatrix: "sum", ...codes }, invoice) ?? "";
  const { side, path } = datamatrixOf(text);
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`));
  const modules = side - 4;
  expect([8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52, 64]).toContain(modules);
  const line = Array.from({ length: modules }, (_, index) => index + 2);
  // The L of the finder: the left column and the bottom row are dark; above and at the right they alternate.
  expect(line.every((y) => dark.has(`2,${y}`))).toBe(true);
  expect(line.every((x) => dark.has(`${x},${modules + 1}`))).toBe(true);
  expect(line.map((x) => dark.has(`${x},2`))).toEqual(line.map((_, index) => index % 2 === 0));
  expect([...dark].some((place) => place.startsWith("0,") || place.startsWith("1,"))).toBe(false);
  expect(datamatrixOf(text)).toEqual({ side, path });
  expect(datamatrixOf(text.replace(/5$/, "6")).path).not.toBe(path);
});

it.runIf(hasTool("pdftotext"))(
  "stands on the printed invoice with its words, and only when it is given",
  async () => {
    const issued = new Date("2026-11-05T08:00:00.000Z");
    const content = invoiceDocument(anInvoice(), "fr");
    const scan = scanToPay(datamatrixOf("1".repeat(130)), "À montrer chez un buraliste");
    const [without, printed] = [await renderInvoicePdf(content, issued), await renderInvoicePdf(content, issued, scan)];
    expect([textOf(without), textOf(printed)].map((text) => text.includes("buraliste"))).toEqual([false, true]);
    expect(printed.length).toBeGreaterThan(without.length);
  },
  30_000,
);
