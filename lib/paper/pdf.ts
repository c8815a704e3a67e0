/**
 * What every paper of the portal shares: A4, the portal's typeface embedded whole, its inks. Each domain draws its own papers in its pdf.tsx, made
 * from words it has already chosen; nothing here knows what is printed.
 */
import { fileURLToPath } from "node:url";
import { Font } from "@react-pdf/renderer";

export const FAMILY = "Atkinson Hyperlegible Next";
/** Addresses written out: the web server bundles this file, and a bundler follows no address that is put together. */
const faces = [
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-400.ttf", import.meta.url), fontWeight: 400 },
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-600.ttf", import.meta.url), fontWeight: 600 },
  { url: new URL("../../assets/fonts/atkinson-hyperlegible-next-700.ttf", import.meta.url), fontWeight: 700 },
] as const;
Font.register({ family: FAMILY, fonts: faces.map(({ url, fontWeight }) => ({ src: fileURLToPath(url), fontWeight })) });
Font.registerHyphenationCallback((word) => [word]);

/** In points. What is fixed is placed from the top: measured from the bottom, the first page loses it. */
export const A4_HEIGHT = 841.89;

/** Dark on white, each with 4.5:1 or more where it carries text. */
export const INK = "#182449";
export const SOFT = "#4a5676";
export const RULE = "#d3d8e8";
export const EDGE = "#7a85a6";
/** The margin line of a school notebook. */
export const MARGIN = "#e6b9ae";
