/** Fifty hostile files, and the honest ones beside them. */
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contentOf, LARGEST_FILE } from "./rules-content";

const bytes = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part)))),
  );

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(Math.floor(value / 65_536)), ...u16(value % 65_536)];

const segment = (marker: number, body: readonly number[]) => [0xff, marker, ...u16(body.length + 2), ...body];
const frame = (width: number, height: number, marker = 0xc0) =>
  segment(marker, [8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3];
const SOI = [0xff, 0xd8];
const EOI = [0xff, 0xd9];
const jpeg = (width = 640, height = 480) => bytes(SOI, segment(0xe0, [1, 2, 3]), frame(width, height), scan, EOI);

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const chunk = (name: string, body: readonly number[] | Uint8Array = []) =>
  bytes(u32(body.length), name, body, [0, 0, 0, 0]);
const header = (width: number, height: number) => chunk("IHDR", [...u32(width), ...u32(height), 8, 2, 0, 0, 0]);
const data = chunk("IDAT", deflateSync(Buffer.alloc(40)));
const png = (width = 64, height = 48) => bytes(SIGNATURE, header(width, height), data, chunk("IEND"));

const box = (name: string, body: readonly number[] | Uint8Array = []) => bytes(u32(body.length + 8), name, body);
const brand = (name: string) => box("ftyp", bytes(name, [0, 0, 0, 0], "mif1"));
const heic = bytes(brand("heic"), box("meta", [1]), box("mdat", [1, 2, 3]));

const pdf = (inside = "<< /Type /Catalog /Pages 2 0 R >>", version = "1.7") =>
  bytes(`%PDF-${version}\n1 0 obj ${inside} endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);

describe("honest files", () => {
  it.each([
    ["jpeg", jpeg()],
    ["jpeg", bytes(SOI, [0xff], segment(0xe1, [1]), frame(3, 4, 0xc2), scan, EOI)],
    ["jpeg", bytes(jpeg(), "a film of a phone")],
    ["png", png()],
    ["heic", heic],
    ["pdf", pdf()],
    ["pdf", pdf("<< /Type /Catalog /OpenAction [3 0 R /Fit] >>", "2.0")],
  ])("%s", (format, file) => expect(contentOf(file)).toEqual({ ok: true, format }));

  it("takes 15 MB and not a byte more", () => {
    const large = new Uint8Array(LARGEST_FILE);
    large.set(jpeg().subarray(0, -2));
    large.set(EOI, LARGEST_FILE - 2);
    expect(contentOf(large)).toEqual({ ok: true, format: "jpeg" });
    expect(contentOf(new Uint8Array(LARGEST_FILE + 1))).toEqual({ ok: false, reason: "too-large" });
  });
});

const hostile: [string, Uint8Array, string][] = [
  ["nothing", bytes(), "empty"],
  ["one byte", bytes([0xff]), "unknown"],
  ["zeros", bytes(new Uint8Array(64)), "unknown"],
  ["a page with a script", bytes("<!doctype html><script>fetch('/')</script>"), "unknown"],
  ["a page with spaces before", bytes("   \n<html>"), "unknown"],
  ["a drawing with a script", bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "unknown"],
  ["an XML with entities", bytes('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'), "unknown"],
  ["a zip", bytes("PK\x03\x04", new Uint8Array(60)), "unknown"],
  ["an empty zip", bytes("PK\x05\x06", new Uint8Array(18)), "unknown"],
  ["a Windows program", bytes("MZ\x90\x00", new Uint8Array(60)), "unknown"],
  ["a Linux program", bytes("\x7fELF", new Uint8Array(60)), "unknown"],
  ["a script", bytes("#!/bin/sh\nrm -rf /\n"), "unknown"],
  ["an old Word file", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "unknown"],
  ["a rich text", bytes("{\\rtf1 object}"), "unknown"],
  ["a GIF", bytes("GIF89a", new Uint8Array(20)), "unknown"],
  ["a GIF that is a script", bytes("GIF89a/*", "*/=1;alert(1)"), "unknown"],
  ["a WebP", bytes("RIFF", u32(20), "WEBPVP8 "), "unknown"],
  ["a bitmap", bytes("BM", new Uint8Array(60)), "unknown"],
  ["a TIFF", bytes("II*\x00", new Uint8Array(60)), "unknown"],
  ["a film", bytes(brand("isom"), box("moov"), box("mdat")), "unknown"],
  ["a film with a picture's brand", bytes(brand("heic"), box("meta"), box("moov"), box("mdat")), "unknown"],
  ["a PostScript", bytes("%!PS-Adobe-3.0\n"), "unknown"],
  ["a shortcut", bytes([0x4c, 0, 0, 0, 1, 0x14, 2, 0]), "unknown"],
  ["a gzip", bytes([0x1f, 0x8b, 8, 0]), "unknown"],
  ["a PDF after a page", bytes("<html>", pdf()), "unknown"],
  ["a PDF after a byte", bytes([0], pdf()), "unknown"],
  ["a JPEG that stops in its header", jpeg().subarray(0, 12), "damaged"],
  ["a JPEG without end", jpeg().subarray(0, -2), "damaged"],
  ["a JPEG without a frame", bytes(SOI, scan, EOI), "damaged"],
  ["a JPEG without a picture", bytes(SOI, frame(3, 4), EOI), "damaged"],
  ["a JPEG whose segment is longer than the file", bytes(SOI, [0xff, 0xe0, 0xff, 0xff, 1]), "damaged"],
  ["a JPEG whose segment has no length", bytes(SOI, [0xff, 0xe0, 0, 0], frame(3, 4), scan, EOI), "damaged"],
  ["a JPEG with a page in place of segments", bytes(SOI, [0xff], "<script>alert(1)</script>"), "damaged"],
  ["a JPEG of no width", jpeg(0, 10), "damaged"],
  ["a JPEG of no height", jpeg(10, 0), "damaged"],
  ["a JPEG of four thousand million points", jpeg(65_535, 65_535), "too-many-pixels"],
  ["a PNG that stops", png().subarray(0, 30), "damaged"],
  ["a PNG without its header", bytes(SIGNATURE, data, chunk("IEND")), "damaged"],
  ["a PNG without a picture", bytes(SIGNATURE, header(4, 4), chunk("IEND")), "damaged"],
  ["a PNG without end", bytes(SIGNATURE, header(4, 4), data), "damaged"],
  ["a PNG with a zip behind", bytes(png(), "PK\x03\x04"), "damaged"],
  ["a PNG with a page behind", bytes(png(), "<script>"), "damaged"],
  ["a PNG whose chunk is longer than the file", bytes(SIGNATURE, header(4, 4), u32(4_294_967_295), "IDAT"), "damaged"],
  ["a PNG with a nameless chunk", bytes(SIGNATURE, header(4, 4), u32(0), [0, 0, 0, 0], [0, 0, 0, 0]), "damaged"],
  ["a PNG of ten thousand million points", png(100_000, 100_000), "too-many-pixels"],
  ["an animated PNG", bytes(SIGNATURE, header(4, 4), chunk("acTL"), data, chunk("IEND")), "unknown"],
  ["a HEIC without a picture", bytes(brand("heic"), box("meta")), "damaged"],
  ["a HEIC whose box is longer than the file", bytes(brand("heic"), u32(99_999), "meta"), "damaged"],
  ["a HEIC whose box has no length", bytes(brand("heic"), u32(4), "meta"), "damaged"],
  ["a PDF that stops", pdf().subarray(0, 40), "damaged"],
  ["a PDF of no version", bytes("%PDF-9.9\n%%EOF"), "damaged"],
  ["a PDF that runs a script", pdf("<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), "active"],
  ["a PDF that hides its script's name", pdf("<< /OpenAction << /S /J#61vaScript >> >>"), "active"],
  ["a PDF that starts a program", pdf("<< /S /Launch /F (cmd.exe) >>"), "active"],
  ["a PDF that carries a file", pdf("<< /Type /EmbeddedFile >>"), "active"],
  ["a PDF that sends a form", pdf("<< /S /SubmitForm /F (https://example.org) >>"), "active"],
  ["a PDF with another form inside", pdf("<< /XFA 4 0 R >>"), "active"],
  ["a PDF behind a password", pdf("<< /Encrypt 5 0 R >>"), "locked"],
];

describe("hostile files", () => {
  it("are fifty or more", () => expect(hostile.length).toBeGreaterThanOrEqual(50));
  it.each(hostile)("%s", (_name, file, reason) => expect(contentOf(file)).toEqual({ ok: false, reason }));
});
