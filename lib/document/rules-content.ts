/**
 * What a file is, from its bytes and never from its name: JPEG, PNG, HEIC or PDF, whole, of a size a screen can show, with nothing that acts by
 * itself. The family's browser asks before encrypting and the agent's browser again after opening: the server between them sees no content. Pure.
 */

export const formats = ["jpeg", "png", "heic", "pdf"] as const;
export type Format = (typeof formats)[number];

/** 15 MB a page. */
export const LARGEST_FILE = 15 * 1024 * 1024;
/** What a browser can still draw; beyond it a small file may unpack to gigabytes. */
const MOST_PIXELS = 120_000_000;

export type ContentFault = "empty" | "too-large" | "unknown" | "damaged" | "too-many-pixels" | "active" | "locked";
export type Content = { ok: true; format: Format } | { ok: false; reason: ContentFault };

const fault = (reason: ContentFault): Content => ({ ok: false, reason });

export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length === 0) return fault("empty");
  if (bytes.length > LARGEST_FILE) return fault("too-large");
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return ofJpeg(bytes);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return ofPng(bytes);
  if (text(bytes, 0, 5) === "%PDF-") return ofPdf(bytes);
  if (text(bytes, 4, 4) === "ftyp") return ofHeic(bytes);
  return fault("unknown");
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function text(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

const uint16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const uint32 = (bytes: Uint8Array, at: number) => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);

function sized(format: Format, width: number, height: number): Content {
  if (width === 0 || height === 0) return fault("damaged");
  return width * height > MOST_PIXELS ? fault("too-many-pixels") : { ok: true, format };
}

/** Frame headers C0–CF, without the tables C4, C8 and CC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

type Segment = { marker: number; at: number; next: number };

/** The segment at a place, after the filling that may stand before its marker; null when there is none. */
function segmentAt(bytes: Uint8Array, from: number): Segment | null {
  let at = from;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
  const next = at + 2 + uint16(bytes, at + 2);
  if (bytes[at] !== 0xff || next < at + 4 || next > bytes.length) return null;
  return { marker: bytes[at + 1] ?? 0, at, next };
}

/** Segment by segment to the frame, which has the size; the picture must then begin and end. */
function ofJpeg(bytes: Uint8Array): Content {
  let size: Content | null = null;
  for (let segment = segmentAt(bytes, 2); segment; segment = segmentAt(bytes, segment.next)) {
    const { marker, at } = segment;
    if (isFrame(marker)) size = sized("jpeg", uint16(bytes, at + 7), uint16(bytes, at + 5));
    if (marker === 0xda) return size && hasJpegEnd(bytes, at) ? size : fault("damaged");
  }
  return fault("damaged");
}

/** The end may be followed by what phones add: a second picture, a few seconds of film. They are left out when the picture is reduced. */
function hasJpegEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** The names of the chunks to IEND, which must be the end of the file; null when they do not follow each other so. */
function chunksOf(bytes: Uint8Array): string[] | null {
  const names: string[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + uint32(bytes, at)) {
    const name = text(bytes, at + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(name)) return null;
    names.push(name);
    if (name === "IEND") return at + 12 + uint32(bytes, at) === bytes.length ? names : null;
  }
  return null;
}

function ofPng(bytes: Uint8Array): Content {
  const names = chunksOf(bytes);
  if (names?.[0] !== "IHDR" || uint32(bytes, 8) !== 13 || !names.includes("IDAT")) return fault("damaged");
  if (names.includes("acTL")) return fault("unknown");
  return sized("png", uint32(bytes, 16), uint32(bytes, 20));
}

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "mif1"];

/** Boxes one after the other to the end, one of them the description of the picture. Films have the same beginning, and are not taken. */
function ofHeic(bytes: Uint8Array): Content {
  if (!HEIC_BRANDS.includes(text(bytes, 8, 4))) return fault("unknown");
  const names: string[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = uint32(bytes, at) === 0 ? bytes.length - at : uint32(bytes, at);
    if (length < 8 || at + length > bytes.length) return fault("damaged");
    names.push(text(bytes, at + 4, 4));
    at += length;
  }
  if (at !== bytes.length || !names.includes("meta") || !names.includes("mdat")) return fault("damaged");
  return names.includes("moov") ? fault("unknown") : { ok: true, format: "heic" };
}

/** Names of a PDF that run, start, fetch or carry something. A name may write any letter as #xx. */
const ACTIVE = [
  "JavaScript",
  "JS",
  "Launch",
  "EmbeddedFile",
  "EmbeddedFiles",
  "RichMedia",
  "XFA",
  "SubmitForm",
  "ImportData",
];

function ofPdf(bytes: Uint8Array): Content {
  if (!/^%PDF-(1\.[0-7]|2\.0)/.test(text(bytes, 0, 8))) return fault("damaged");
  if (!latin(bytes.subarray(-2048)).includes("%%EOF")) return fault("damaged");
  const names = namesOf(bytes);
  if (names.has("Encrypt")) return fault("locked");
  return ACTIVE.some((name) => names.has(name)) ? fault("active") : { ok: true, format: "pdf" };
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function namesOf(bytes: Uint8Array): Set<string> {
  const found = latin(bytes).matchAll(/\/([A-Za-z#][A-Za-z0-9#]{1,60})/g);
  const plain = (name: string) =>
    name.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return new Set([...found].map(([, name = ""]) => plain(name)));
}
