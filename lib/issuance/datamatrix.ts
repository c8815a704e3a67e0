/** The symbol of a text as squares to draw (datamatrix ECC200). The encoder chooses the size. The only file that knows the library. */
import bwip from "bwip-js/node";

export type Symbol2D = {
  /** Side in modules, the quiet zone included. */
  side: number;
  /** The dark modules as an SVG path, one unit a module. */
  path: string;
};

/** White around the symbol, in modules: the standard asks for one. */
const QUIET = 2;

export function datamatrixOf(text: string): Symbol2D {
  const [symbol] = bwip.raw({ bcid: "datamatrix", text });
  if (!symbol || !("pixs" in symbol) || symbol.pixx !== symbol.pixy) throw new Error("No square symbol for this text");
  const { pixs, pixx } = symbol;
  const squares = Array.from(pixs).flatMap((dark, index) => {
    if (dark === 0) return [];
    return [`M${(index % pixx) + QUIET} ${Math.floor(index / pixx) + QUIET}h1v1h-1z`];
  });
  return { side: pixx + 2 * QUIET, path: squares.join("") };
}
