/** A statistic as a CSV file that spreadsheets open: UTF-8 with BOM, semicolons, CRLF; a text that a spreadsheet would compute is kept a text. */
import { stringify } from "csv-stringify/sync";

export function writeTable(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { delimiter: ";", bom: true, record_delimiter: "windows", escape_formulas: true });
}
