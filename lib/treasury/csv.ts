/**
 * The lot as a CSV file (docs/treasury-csv.md): UTF-8 with BOM, semicolons, CRLF, one row a receipt and product, then the totals.
 * A text cell that a spreadsheet would run as a formula gets an apostrophe first.
 */
import { stringify } from "csv-stringify/sync";
import { type Cents, formatInput } from "@/lib/kernel/money";
import type { LotContent, LotLine } from "./rules-lot";

const COLUMNS = [
  ...["nature", "lot", "regie", "recu", "date", "moyen", "produit", "centimes", "euros"],
  ...[
    "facture",
    "reference",
    "redevable",
    "cheque_numero",
    "cheque_tireur",
    "autorisation",
    "operation",
    "annule_recu",
    "moyen_reference",
  ],
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

export function writeLot(lot: LotContent): Buffer {
  const rows: Row[] = [
    ...lot.lines.map((line) => lineRow(lot, line)),
    ...lot.byMeans.map(({ key, amountCents }) => totalRow(lot, "total-moyen", { moyen: key }, amountCents)),
    ...lot.byProduct.map(({ key, amountCents }) => totalRow(lot, "total-produit", { produit: key }, amountCents)),
    totalRow(lot, "total", {}, lot.totalCents),
  ];
  const text = stringify(rows, {
    columns: [...COLUMNS],
    header: true,
    delimiter: ";",
    bom: true,
    record_delimiter: "windows",
    cast: { string: neutral },
  });
  return Buffer.from(text, "utf8");
}

function lineRow(lot: LotContent, line: LotLine): Row {
  return {
    ...amounts(line.amountCents),
    nature: line.reverses ? "annulation" : "encaissement",
    lot: lot.number,
    regie: lot.regieCode,
    recu: line.receipt,
    date: line.day,
    moyen: line.means,
    produit: line.productCode,
    facture: line.invoice,
    reference: line.refdet,
    redevable: line.payer,
    cheque_numero: line.chequeNumber ?? "",
    cheque_tireur: line.chequeIssuer ?? "",
    autorisation: line.numauto ?? "",
    operation: line.idop ?? "",
    annule_recu: line.reverses ?? "",
    moyen_reference: line.reference ?? "",
  };
}

function totalRow(lot: LotContent, nature: string, key: Row, amountCents: Cents): Row {
  return { nature, lot: lot.number, regie: lot.regieCode, ...key, ...amounts(amountCents) };
}

/** Cents for programs, euros with a comma for a French spreadsheet. Numbers written by us, so never neutralised. */
function amounts(amountCents: Cents): Row {
  return { centimes: amountCents, euros: formatInput(amountCents) };
}

const AMOUNT = /^-\d+,\d{2}$/;

function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !AMOUNT.test(text) ? `'${text}` : text;
}
