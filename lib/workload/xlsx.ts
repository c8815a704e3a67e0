/** The report as a workbook: one row a line, counts as numbers, hidden ones as words. Text is written as text, so that a name that begins like a formula stays a name. */
import writeExcelFile from "write-excel-file/node";

export type ReportRow = { list: string; name: string; count: number | string };

type Cell =
  | { value: string; type: StringConstructor; fontWeight?: "bold" }
  | { value: number; type: NumberConstructor };

/** `notes` stand under the rows, one a line. */
type Book = { sheet: string; heads: readonly string[]; notes: readonly string[] };

export function writeReport(rows: readonly ReportRow[], { sheet, heads, notes }: Book): Promise<Buffer> {
  const table: Cell[][] = [
    heads.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...rows.map(({ list, name, count }): Cell[] => [
      words(list),
      words(name),
      typeof count === "number" ? { value: count, type: Number } : words(count),
    ]),
    ...notes.map((note): Cell[] => [words(note)]),
  ];
  const columns = [{ width: 26 }, { width: 44 }, { width: 18 }];
  return writeExcelFile(table, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}

const words = (value: string): Cell => ({ value, type: String });
