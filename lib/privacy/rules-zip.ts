/**
 * A ZIP archive without compression (APPNOTE 6.3: local headers, central directory, end record), so that one download holds all files and no
 * library is needed. Names are UTF-8; the same files give the same bytes. Pure.
 */
import type { CopyFile } from "./rules";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first day that the format knows: the time of making would make equal copies differ. */
const FIRST_DAY = 0x21;
const MOST_FILES = 0xffff;

export function zipOf(files: readonly CopyFile[]): Uint8Array<ArrayBuffer> {
  if (files.length > MOST_FILES) throw new Error("More files than the format counts");
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const facts = factsOf(bytes, path);
    const local = [...number(LOCAL, 4), ...facts, ...path];
    parts.push(Uint8Array.from(local), bytes);
    const rest = [...number(0, 2), ...number(0, 2), ...number(0, 2), ...number(0, 4), ...number(offset, 4)];
    central.push(Uint8Array.from([...number(CENTRAL, 4), ...number(VERSION, 2), ...facts, ...rest, ...path]));
    offset += local.length + bytes.length;
  }
  const size = central.reduce((total, one) => total + one.length, 0);
  const counts = [...number(files.length, 2), ...number(files.length, 2), ...number(size, 4), ...number(offset, 4)];
  const end = Uint8Array.from([...number(END, 4), ...number(0, 2), ...number(0, 2), ...counts, ...number(0, 2)]);
  return joined([...parts, ...central, end]);
}

/** Version, flags, method, time, day, check, both sizes, lengths of name and extra: the same in both headers. */
function factsOf(bytes: Uint8Array, path: Uint8Array): number[] {
  const head = [
    ...number(VERSION, 2),
    ...number(UTF8_NAMES, 2),
    ...number(0, 2),
    ...number(0, 2),
    ...number(FIRST_DAY, 2),
  ];
  const sizes = [...number(crc32(bytes), 4), ...number(bytes.length, 4), ...number(bytes.length, 4)];
  return [...head, ...sizes, ...number(path.length, 2), ...number(0, 2)];
}

/** Little-endian. */
function number(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor(value / 2 ** (8 * index)) % 256);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
