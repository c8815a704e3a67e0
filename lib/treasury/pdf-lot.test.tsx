import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderLotPaper } from "./pdf-lot";
import { type LotReceipt, lotPaper, summaryOf } from "./rules-lot";

const CLOSED = new Date("2026-11-30T08:00:00.000Z");
const folder = mkdtempSync(join(tmpdir(), "lot-"));
const file = join(folder, "lot.pdf");
const run = (tool: string, ...args: string[]) => execFileSync(tool, args).toString();
const has = (tool: string) => {
  try {
    execFileSync("which", [tool]);
    return true;
  } catch {
    return false;
  }
};

/** Sixty receipts, one a day and means, the last one with more than was owed. */
const receipts: LotReceipt[] = Array.from({ length: 60 }, (_, place) => ({
  ...{ id: `r${place}`, year: 2026, number: place + 1, day: `2026-11-${String((place % 28) + 1).padStart(2, "0")}` },
  ...{ means: place % 3 ? ("cash" as const) : ("cesu" as const), amountCents: 1000 + place, beforeCents: 0 },
  paidCents: place === 59 ? 1000 : 1000 + place,
  sales: [{ productCode: "CANT", amountCents: 9000 }],
  invoice: { year: 2026, number: 100 + place, refdet: `RAS${place}` },
  ...{
    payer: `Payeur Numéro ${place}`,
    chequeNumber: null,
    chequeIssuer: null,
    reference: null,
    numauto: null,
    idop: null,
    reverses: null,
  },
}));
const till = {
  openingCents: 5000,
  receivedCents: 61_770,
  refundedCents: 0,
  handedOverCents: 4000,
  closingCents: 62_770,
};
const paper = lotPaper({
  ...{ town: "Valmontel", regie: "Régie périscolaire", receipts, till, products: new Map([["CANT", "Cantine"]]) },
  lot: {
    year: 2026,
    number: 3,
    since: "2026-11-01",
    until: "2026-11-30",
    closedOn: "2026-11-30",
    sha256: "ab".repeat(32),
  },
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a lot on paper", () => {
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await renderLotPaper(paper, CLOSED);
    writeFileSync(file, bytes);
  });

  it("carries the instant the lot was closed, not the one it was printed", () => {
    expect(bytes.toString("latin1")).toContain("D:20261130080000Z");
  });

  it.runIf(has("pdftotext"))(
    "says each receipt, the totals of the summary, the balances, and leaves room to sign",
    () => {
      const text = run("pdftotext", "-layout", file, "-").replaceAll("\u00a0", " ");
      for (const { number, payer } of receipts) {
        expect(text).toContain(`2026-${String(number).padStart(6, "0")}`);
        expect(text).toContain(payer);
      }
      const { totalCents } = summaryOf(receipts);
      expect(totalCents).toBe(61_770);
      expect(text.match(/617,70 €/g)?.length).toBeGreaterThanOrEqual(2);
      for (const words of [
        "50,00 €",
        "40,00 €",
        "627,70 €",
        "titre CESU",
        "CANT (Cantine)",
        "Trop-perçu",
        "Le régisseur",
      ]) {
        expect(text).toContain(words);
      }
      expect(text).toContain("ab".repeat(32));
      expect(text).toMatch(/\b2 ?\/ ?2\b/);
    },
  );
});
