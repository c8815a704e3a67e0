import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type BatchFile, type Debit, sequences } from "./rules-batch";
import { writeSepa } from "./sepa";

const creditor = {
  id: "FR72ZZZ123456",
  name: "Régie des affaires scolaires",
  iban: "FR7630006000011234567890189",
  bic: "",
  ultimate: "",
};

const ACCOUNTS = ["FR7630006000011234567890189", "DE89370400440532013000", "BE68539007547034"];

function aDebit(given: Partial<Debit> = {}): Debit {
  return {
    endToEndId: "RAS2026000012",
    sequence: "FRST",
    amountCents: 1999,
    rum: "AS-7K4Q93MD-1",
    signedOn: "2026-09-01",
    holder: "Éloïse Lebœuf",
    iban: "FR7630006000011234567890189",
    bic: null,
    label: "Facture 2026-000012, octobre 2026",
    ...given,
  };
}

function aBatch(debits: readonly Debit[], given: Partial<BatchFile> = {}): BatchFile {
  const createdAt = "2026-11-23T09:00";
  return {
    ...{ version: "pain.008.001.02", messageId: "PRV-AS-2026-0001", createdAt, collectOn: "2026-12-07" },
    ...{ creditor, debits, ...given },
  };
}

const valuesOf = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)<`, "g"))].map((match) => match[1]);

describe("a file of direct debits", () => {
  it("puts each sequence in its own block, with its number and its sum", () => {
    const debits = [
      aDebit({ endToEndId: "A1", sequence: "RCUR", amountCents: 10 }),
      aDebit({ endToEndId: "A2", sequence: "FRST", amountCents: 20 }),
      aDebit({ endToEndId: "A3", sequence: "RCUR", amountCents: 1999 }),
      aDebit({ endToEndId: "A4", sequence: "OOFF", amountCents: 1 }),
    ];
    const xml = writeSepa(aBatch(debits)).toString("utf8");
    expect(valuesOf(xml, "SeqTp")).toEqual(["OOFF", "FRST", "RCUR"]);
    expect(valuesOf(xml, "NbOfTxs")).toEqual(["4", "1", "1", "2"]);
    expect(valuesOf(xml, "CtrlSum")).toEqual(["20.30", "0.01", "0.20", "20.09"]);
    expect(valuesOf(xml, "EndToEndId")).toEqual(["A4", "A2", "A1", "A3"]);
    expect(valuesOf(xml, "ReqdColltnDt")).toEqual(["2026-12-07", "2026-12-07", "2026-12-07"]);
    expect(valuesOf(xml, "DtOfSgntr")[0]).toBe("2026-09-01");
    expect(valuesOf(xml, "CreDtTm")).toEqual(["2026-11-23T09:00:00"]);
  });

  it("is the same bytes for the same debits", () => {
    expect(writeSepa(aBatch([aDebit()]))).toEqual(writeSepa(aBatch([aDebit()])));
  });

  it("names who stands behind the creditor when the account is at the Treasury", () => {
    const xml = writeSepa(aBatch([aDebit()], { creditor: { ...creditor, ultimate: "Commune d’Évenos" } })).toString();
    expect(xml).toContain("<UltmtCdtr><Nm>Commune d&apos;Evenos</Nm></UltmtCdtr><ChrgBr>");
  });

  it("does not leave when a reference is too long or serves twice, or the creditor id is false", () => {
    expect(() => writeSepa(aBatch([aDebit()], { messageId: "M".repeat(33) }))).toThrow("35 characters");
    expect(() => writeSepa(aBatch([aDebit(), aDebit()]))).toThrow("one reference");
    expect(() => writeSepa(aBatch([aDebit()], { creditor: { ...creditor, id: "FR73ZZZ123456" } }))).toThrow();
  });
});

/** The published schemas, kept beside the repository where they may be; never a copy of them in here. */
const schemas = resolve(import.meta.dirname, "../../../shared/pain-xsd");

describe.skipIf(!existsSync(schemas))("files of direct debits, against the schemas (../shared/pain-xsd)", () => {
  const refusalOf = new Map<string, (xml: string) => string | null>();

  beforeAll(async () => {
    const { XmlDocument, XsdValidator } = await import("libxml2-wasm");
    for (const version of ["pain.008.001.02", "pain.008.001.08"]) {
      const file = resolve(schemas, `${version}.xsd`);
      const validator = XsdValidator.fromDoc(
        XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href }),
      );
      refusalOf.set(version, (xml) => {
        const message = XmlDocument.fromString(xml);
        try {
          validator.validate(message);
          return null;
        } catch (error) {
          return String(error);
        } finally {
          message.dispose();
        }
      });
    }
  });

  const anyDebit = fc.record({
    sequence: fc.constantFrom(...sequences),
    amountCents: fc.integer({ min: 1, max: 99_999_999 }),
    holder: fc.oneof(fc.string({ unit: "grapheme", maxLength: 90 }), fc.constantFrom("Zoë d’Ørsted", "Mme & M. Çelik")),
    iban: fc.constantFrom(...ACCOUNTS),
    rum: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+?:().,'-]{0,34}$/),
    label: fc.string({ unit: "grapheme", maxLength: 200 }),
    ultimate: fc.constantFrom("", "Ville de L’Haÿ-les-Roses"),
  });

  it.each(["pain.008.001.02", "pain.008.001.08"] as const)("%s is valid for any names and amounts", (version) => {
    fc.assert(
      fc.property(fc.array(anyDebit, { minLength: 1, maxLength: 12 }), (list) => {
        const debits = list.map((debit, index) => aDebit({ ...debit, endToEndId: `RAS2026-${index}` }));
        const ultimate = list[0]?.ultimate ?? "";
        const batch = aBatch(debits, { version, creditor: { ...creditor, ultimate } });
        expect(refusalOf.get(version)?.(writeSepa(batch).toString("utf8"))).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it("holds the bank's own name where it was asked", () => {
    const debits = [aDebit({ iban: "CH9300762011623852957", bic: "UBSWCHZH80A" })];
    for (const version of ["pain.008.001.02", "pain.008.001.08"] as const)
      expect(refusalOf.get(version)?.(writeSepa(aBatch(debits, { version })).toString())).toBeNull();
  });

  it("would refuse a file without its creditor", () => {
    const xml = writeSepa(aBatch([aDebit()]))
      .toString()
      .replace(/<Cdtr>.*?<\/Cdtr>/s, "");
    expect(refusalOf.get("pain.008.001.02")?.(xml)).toContain("Cdtr");
  });
});
