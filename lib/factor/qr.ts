/** A QR code as the path of a drawing: no picture to fetch, and it prints. */
import { create } from "qrcode";

export function qrOf(text: string): { size: number; path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const dark = Array.from(data, (module, index) =>
    module ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : "",
  );
  return { size, path: dark.join("") };
}
