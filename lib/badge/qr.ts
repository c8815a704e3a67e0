/** QR codes drawn as one path, so that a page needs neither an image nor a style. The package is known here only. */
import { create } from "qrcode";

/** Side in modules, quiet zone included, and the path of the dark ones. */
export function qrPath(text: string): { side: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const QUIET = 4;
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) squares.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return { side: modules.size + 2 * QUIET, path: squares.join("") };
}
