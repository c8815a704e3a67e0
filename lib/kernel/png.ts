/** The size of a PNG, read from its first bytes; null when it is not one. A file's name and declared type prove nothing. */
export type PngSize = { width: number; height: number };

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER = "IHDR";

export function pngSize(bytes: Uint8Array): PngSize | null {
  if (bytes.length < 33 || !SIGNATURE.every((value, index) => bytes[index] === value)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (String.fromCharCode(...bytes.subarray(12, 16)) !== HEADER) return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  return size.width > 0 && size.height > 0 && size.width <= 4000 && size.height <= 4000 ? size : null;
}
