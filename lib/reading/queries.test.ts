/** Files as they come: read by their content, or refused as a whole with the reason. */
import { describe, expect, it } from "vitest";
import { listMappingSchema } from "@/lib/commune/schema-regie";
import { aCamt, aCfonb, aList, IBAN } from "@/prisma/testing/statements";
import type { ListMapping } from "./csv";
import { readStatement } from "./queries";
import { LARGEST_FILE } from "./schema";

const mapping = listMappingSchema.parse({});

function linesOf(bytes: Uint8Array, wish: Partial<ListMapping> = {}) {
  const read = readStatement(bytes, { ...mapping, ...wish });
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.file.lines;
}

function faultOf(bytes: Uint8Array | string, wish: Partial<ListMapping> = {}) {
  const read = readStatement(typeof bytes === "string" ? Buffer.from(bytes) : bytes, { ...mapping, ...wish });
  return read.ok ? read.file.kind : read.fault;
}

describe("a settlement list of PayFiP", () => {
  const paid = [
    { day: "2026-11-03", refdet: "PER2026000001", cents: 9482 },
    { day: "2026-11-04", refdet: "PER2026000002", cents: 1999 },
  ];

  it("is read by the mapping, titles and foot left out", () => {
    expect(linesOf(aList(paid))).toMatchObject([
      { kind: "list", day: "2026-11-03", reference: "PER2026000001", amountCents: 9482 },
      { kind: "list", day: "2026-11-04", reference: "PER2026000002", amountCents: 1999 },
    ]);
  });

  it.each([
    [
      "tab and cents",
      { separator: "tab", amountFormat: "cents", dayFormat: "YYYYMMDD" },
      "LIGNE\t20261103\tABC123\t1999",
    ],
    [
      "commas and points",
      { separator: "comma", amountFormat: "euros-point", dayFormat: "YYYY-MM-DD" },
      '"LIGNE","2026-11-03","ABC123","19.99"',
    ],
    ["thousands", {}, "LIGNE;03/11/2026;ABC123;19,99"],
    ["other columns", { dayColumn: 3, refdetColumn: 1, amountColumn: 2 }, "LIGNE;ABC123;19,99;03/11/2026"],
    ["an hour behind the day", {}, "LIGNE;03/11/2026 23:59;ABC123;19,99"],
    ["a sign of the currency", {}, "LIGNE;03/11/2026;ABC123;19,99 €"],
  ] as const)("may have %s", (_name, wish, text) => {
    expect(linesOf(Buffer.from(text), wish as Partial<ListMapping>)).toMatchObject([
      { day: "2026-11-03", reference: "ABC123", amountCents: 1999 },
    ]);
  });

  it("may hold money taken back, below zero, and thousands with a space", () => {
    const text = "LIGNE;03/11/2026;ABC123;-19,99\nLIGNE;03/11/2026;ABC124;1 019,90";
    expect(linesOf(Buffer.from(text)).map((line) => line.amountCents)).toEqual([-1999, 101990]);
  });

  it.each([
    [
      "a point where the mapping says a comma",
      "LIGNE;03/11/2026;ABC123;19.99",
      { reason: "amount", line: 1, found: "19.99", expected: "19,99" },
    ],
    ["three decimals", "LIGNE;03/11/2026;ABC123;19,999", { reason: "amount" }],
    ["words", "LIGNE;03/11/2026;ABC123;12 euros", { reason: "amount" }],
    ["more money than there is", "LIGNE;03/11/2026;ABC123;99999999999,00", { reason: "amount" }],
    ["a day that does not exist", "LIGNE;31/11/2026;ABC123;19,99", { reason: "day", line: 1, found: "31/11/2026" }],
    ["too few columns", "LIGNE;03/11/2026;ABC123", { reason: "columns", line: 1, found: "3", expected: "4" }],
    ["a head without a foot", "EN-TETE;X\nLIGNE;03/11/2026;ABC123;19,99", { reason: "truncated" }],
    ["a foot that counts more", "LIGNE;03/11/2026;ABC123;19,99\nPIED-DE-PAGE;2;39,98", { reason: "footer", line: 2 }],
  ])("with %s is refused", (_name, text, fault) => {
    expect(faultOf(text)).toMatchObject(fault);
  });

  it("whose foot names the client number and the day besides is still counted", () => {
    expect(faultOf("LIGNE;03/11/2026;ABC123;19,99\nPIED-DE-PAGE;006382;03112026;1")).toBe("payfip-list");
    expect(faultOf("LIGNE;03/11/2026;ABC123;19,99\nPIED-DE-PAGE;006382;FIN")).toBe("payfip-list");
  });

  it("in Latin-1 read as UTF-8 is told, not mangled", () => {
    const bytes = Buffer.from("EN-TETE;Régie\nLIGNE;03/11/2026;ABC123;19,99\nPIED-DE-PAGE;1", "latin1");
    expect(faultOf(bytes)).toMatchObject({ reason: "encoding" });
    expect(linesOf(bytes, { encoding: "iso-8859-1" })).toHaveLength(1);
  });
});

const moved = [
  { day: "2026-11-03", cents: 9482, label: "VIR FACTURE 2026-000123", endToEndId: "E2E-1", party: "DURAND CAMILLE" },
  { day: "2026-11-04", cents: -150_000, label: "VERSEMENT REGIE" },
  { day: "2026-11-04", cents: -4250, label: "RETOUR PRLV", endToEndId: "1D0060990RUM1", reason: "AM04" },
];

describe.each([
  ["camt.053.001.02", () => aCamt(moved)],
  ["camt.053.001.08", () => aCamt(moved, { version: "08" })],
])("a bank statement in %s", (_name, make) => {
  it("gives a line an entry, with who paid and what for", () => {
    const [first, second, third] = linesOf(make());
    expect(first).toMatchObject({ kind: "bank", day: "2026-11-03", amountCents: 9482, reference: "E2E-1" });
    expect(first?.detail).toMatchObject({ party: "DURAND CAMILLE", account: IBAN });
    expect(second).toMatchObject({ amountCents: -150_000, label: "VERSEMENT REGIE", reference: "" });
    expect(third?.detail).toMatchObject({ returned: "AM04", endToEndId: "1D0060990RUM1" });
  });
});

describe("a camt.053", () => {
  it("splits a batch whose transactions add up, and keeps whole one that does not", () => {
    const batch = (second: string) =>
      aCamt([{ day: "2026-11-03", cents: 3000, label: "X" }])
        .toString()
        .replace(
          /<TxDtls>.*<\/TxDtls>/,
          `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls></TxDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${second}</Amt></TxAmt></AmtDtls></TxDtls>`,
        );
    expect(linesOf(Buffer.from(batch("20.00"))).map((line) => line.amountCents)).toEqual([1000, 2000]);
    expect(linesOf(Buffer.from(batch("19.00"))).map((line) => line.amountCents)).toEqual([3000]);
  });

  it("leaves out what is only announced", () => {
    const text = aCamt(moved, { closing: 100_000 - 4250 })
      .toString()
      .replace("<Sts>BOOK</Sts>", "<Sts>PDNG</Sts>")
      .replace("<Sts>BOOK</Sts>", "<Sts>PDNG</Sts>");
    expect(linesOf(Buffer.from(text)).map((line) => line.amountCents)).toEqual([-4250]);
  });

  it.each([
    ["whose balance does not follow", aCamt(moved, { closing: 1 }), { reason: "balance" }],
    [
      "in another currency",
      aCamt(moved).toString().replace('Ccy="EUR">94.82', 'Ccy="CHF">94.82'),
      { reason: "currency", found: "CHF" },
    ],
    ["cut in the middle", aCamt(moved).subarray(0, 900), { reason: "not-xml" }],
    [
      "with a document type",
      `<!DOCTYPE x [<!ENTITY a "b">]>${aCamt(moved)
        .toString()
        .replace(/^<\?xml[^>]*>/, "")}`,
      { reason: "doctype" },
    ],
    ["with an unknown entity", aCamt(moved).toString().replace("VERSEMENT", "&evil;"), { reason: "not-xml" }],
    ["of half a cent", aCamt(moved).toString().replace("94.82", "94.825"), { reason: "amount" }],
    [
      "of another kind",
      "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.008.001.02'/>",
      { reason: "unknown-kind" },
    ],
  ])("%s is refused", (_name, file, fault) => {
    expect(faultOf(file)).toMatchObject(fault);
  });
});

describe("a CFONB 120", () => {
  it.each([0, 1, 2, 3])("is read with %d decimals, signs in the last digit", (decimals) => {
    const whole = moved.map((one) => ({ ...one, cents: Math.trunc(one.cents / 100) * 100 }));
    const [first, second] = linesOf(aCfonb(whole, { decimals }));
    expect(first).toMatchObject({ kind: "bank", day: "2026-11-03", amountCents: 9400, reference: "E2E-1" });
    expect(first?.detail).toMatchObject({ party: "DURAND CAMILLE", account: IBAN.slice(4, 25) });
    expect(second).toMatchObject({ amountCents: -150_000 });
  });

  it("may come without ends of lines, and joins a long label", () => {
    const text = aCfonb([
      { ...moved[0], label: "VIR DE MADAME DURAND CAMILLE FACTURE 2026-000123" } as (typeof moved)[0],
    ]).toString("latin1");
    const [line] = linesOf(Buffer.from(text.replace(/\r\n/g, ""), "latin1"));
    expect(line?.label).toBe("VIR DE MADAME DURAND CAMILLE FA CTURE 2026-000123");
  });

  it.each([
    ["whose balance does not follow", aCfonb(moved, { closing: 1 }), { reason: "balance" }],
    ["without its end", aCfonb(moved).subarray(0, -122), { reason: "truncated" }],
    ["in francs", aCfonb(moved).toString().replace("EUR2", "FRF2"), { reason: "currency" }],
    [
      "with a letter in an amount",
      aCfonb(moved).toString().replace("0000000000948B", "00000000009X8B"),
      { reason: "amount" },
    ],
    ["on a thirteenth month", aCfonb(moved).toString().replace("031126", "031326"), { reason: "day" }],
  ])("%s is refused", (_name, file, fault) => {
    expect(faultOf(file)).toMatchObject(fault);
  });
});

describe("any file", () => {
  it.each([
    ["empty", Buffer.alloc(0), { reason: "empty" }],
    ["of blanks", Buffer.from("\n  \r\n"), { reason: "empty" }],
    ["of another kind", Buffer.from("%PDF-1.7"), { reason: "unknown-kind" }],
    ["a byte too large", Buffer.alloc(LARGEST_FILE + 1, 65), { reason: "too-large" }],
  ])("that is %s is refused", (_name, bytes, fault) => {
    expect(faultOf(bytes)).toMatchObject(fault);
  });
});
