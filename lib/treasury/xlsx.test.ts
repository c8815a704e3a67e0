import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type LotReceipt, lotOf } from "./rules-lot";
import { writeLotWorkbook } from "./xlsx";

const receipt: LotReceipt = {
  ...{
    id: "a",
    year: 2026,
    number: 12,
    day: "2026-11-23",
    means: "card",
    amountCents: 9482,
    paidCents: 9482,
    beforeCents: 0,
  },
  sales: [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ],
  invoice: { year: 2026, number: 1187, refdet: "RAS2026001187" },
  ...{
    payer: '=HYPERLINK("x")',
    chequeNumber: null,
    chequeIssuer: null,
    reference: null,
    numauto: "112233",
    idop: "0f",
    reverses: null,
  },
};

/** The parts of a zip, by its local headers: enough for what the library writes. */
function partsOf(zip: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameSize, extra, note] = [20, 28, 30, 32].map((place) =>
      place === 20 ? zip.readUInt32LE(at + place) : zip.readUInt16LE(at + place),
    ) as [number, number, number, number];
    const head = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameSize);
    const begin = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
    const bytes = zip.subarray(begin, begin + size);
    parts.set(name, (zip.readUInt16LE(head + 8) === 8 ? inflateRawSync(bytes) : bytes).toString("utf8"));
    at += 46 + nameSize + extra + note;
  }
  return parts;
}

describe("a lot as a workbook", () => {
  it("has amounts and days as numbers, names as text, and no formula", async () => {
    const parts = partsOf(await writeLotWorkbook(lotOf([receipt], { regieCode: "RAS", year: 2026, number: 3 })));
    const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
    const texts = [...parts.values()].join("");
    expect(sheet).not.toContain("<f>");
    expect(texts).toContain('<t>=HYPERLINK("x")</t>');
    // 23 November 2026, as days since the end of 1899.
    expect(sheet).toContain("<v>46349</v>");
    expect(sheet.match(/<v>63\.52<\/v>/g)).toHaveLength(2);
    expect(sheet.match(/<v>94\.82<\/v>/g)).toHaveLength(2);
  });
});
