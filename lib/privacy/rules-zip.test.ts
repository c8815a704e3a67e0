import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { crc32, zipOf } from "./rules-zip";

const text = (value: string) => new TextEncoder().encode(value);

it("checks as the standard's example does", () => {
  expect(crc32(text("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

const files = [
  { name: "mes-données.json", bytes: text('{"prénom":"Zoé"}') },
  { name: "factures/vide.pdf", bytes: new Uint8Array() },
  { name: "factures/octets.pdf", bytes: Uint8Array.from({ length: 70_000 }, (_, index) => index % 251) },
];

it("gives the same bytes for the same files", () => {
  expect(Buffer.from(zipOf(files)).equals(Buffer.from(zipOf(files)))).toBe(true);
});

/** Python reads ZIP by its own standard library, wherever the tests' machine has it. */
const python = (() => {
  try {
    execFileSync("python3", ["-c", "import zipfile"]);
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!python)("is read by another implementation, names and bytes (python3 missing: not checked)", () => {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  try {
    writeFileSync(join(folder, "copy.zip"), zipOf(files));
    const script =
      "import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])";
    execFileSync("python3", ["-c", script, join(folder, "copy.zip"), folder]);
    for (const { name, bytes } of files) {
      expect(readFileSync(join(folder, name)).equals(Buffer.from(bytes)), name).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
