/**
 * The lot as a workbook: the rows of the CSV file with real days and amounts, then the totals. Text is written as text, so that a name that
 * begins like a formula stays a name. The only file that knows the library.
 */
import writeExcelFile from "write-excel-file/node";
import { toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { LotContent, LotLine } from "./rules-lot";

type Cell =
  | { value: string; type: StringConstructor; fontWeight?: "bold" }
  | { value: number; type: NumberConstructor; format: string; fontWeight?: "bold" }
  | { value: Date; type: DateConstructor; format: string };

const COLUMNS: readonly [title: string, width: number][] = [
  ["Nature", 14],
  ["Lot", 14],
  ["Régie", 8],
  ["Reçu", 14],
  ["Date", 12],
  ["Moyen", 12],
  ["Produit", 10],
  ["Montant", 12],
  ["Facture", 14],
  ["Référence", 18],
  ["Redevable", 30],
  ["Chèque", 12],
  ["Tireur", 24],
  ["Autorisation", 14],
  ["Opération", 38],
  ["Annule le reçu", 14],
  ["Référence du moyen", 20],
];

export function writeLotWorkbook(lot: LotContent): Promise<Buffer> {
  const rows = [
    COLUMNS.map(([title]) => words(title, true)),
    ...lot.lines.map((line) => lineRow(lot, line)),
    ...lot.byMeans.map(({ key, amountCents }) => totalRow(lot, { nature: "total-moyen", means: key }, amountCents)),
    ...lot.byProduct.map(({ key, amountCents }) =>
      totalRow(lot, { nature: "total-produit", product: key }, amountCents),
    ),
    totalRow(lot, { nature: "total" }, lot.totalCents),
  ];
  const columns = COLUMNS.map(([, width]) => ({ width }));
  const sheet = `Lot ${lot.number}`;
  return writeExcelFile(rows, { sheet, columns, stickyRowsCount: 1, orientation: "landscape" }).toBuffer();
}

function lineRow(lot: LotContent, line: LotLine): (Cell | null)[] {
  return [
    words(line.reverses ? "annulation" : "encaissement"),
    ...[lot.number, lot.regieCode, line.receipt].map((text) => words(text)),
    { value: toColumn(line.day), type: Date, format: "dd/mm/yyyy" },
    ...[line.means, line.productCode].map((text) => words(text)),
    amount(line.amountCents),
    ...[line.invoice, line.refdet, line.payer, line.chequeNumber, line.chequeIssuer].map((text) => words(text)),
    ...[line.numauto, line.idop, line.reverses, line.reference].map((text) => words(text)),
  ];
}

type Totalled = { nature: string; means?: string; product?: string };

function totalRow(lot: LotContent, { nature, means, product }: Totalled, cents: Cents): (Cell | null)[] {
  const heads = [words(nature, true), words(lot.number), words(lot.regieCode), null, null];
  return [...heads, words(means ?? null), words(product ?? null), amount(cents, true)];
}

function words(text: string | null, isStrong = false): Cell | null {
  if (text === null || text === "") return null;
  return { value: text, type: String, ...(isStrong && { fontWeight: "bold" as const }) };
}

/** A number of euros for the spreadsheet only: nothing is computed with it here. */
function amount(cents: Cents, isStrong = false): Cell {
  return { value: cents / 100, type: Number, format: "#,##0.00", ...(isStrong && { fontWeight: "bold" as const }) };
}
