/** The private files of the demonstration: opened by their passphrase alone, usable, and not to be taken out again. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fingerprintOf, kidOf, openPage, rewrap, sealPage } from "@/lib/document/jwe";
import { statementSchema } from "@/lib/document/schema";
import demonstration from "@/prisma/seed/affairs/document-keys.json" with { type: "json" };
import { readKeyFile, unlockKeys } from "./key-file";

const PASSPHRASE = "cartable-bleu-2026";
const statement = statementSchema.parse(demonstration);
const content = (name: string) => readFileSync(`public/demonstration/cle-documents-${name}.json`, "utf8");

async function unlocked(name: string, passphrase = PASSPHRASE) {
  const file = readKeyFile(content(name));
  if (!file) throw new Error("The file of the demonstration is one of ours");
  return unlockKeys(file, passphrase);
}

/** Six hundred thousand turns are meant to be slow. */
const SLOW = { timeout: 120_000 };

describe("a private file", SLOW, () => {
  it.each(["service", "secours"])("of the %s opens a page sealed for it", async (name) => {
    const keys = await unlocked(name);
    expect(keys?.fingerprint).toBe(await fingerprintOf(statement));
    const page = await sealPage(new Uint8Array([1, 2, 3]), statement, "place");
    if (!keys) throw new Error("The passphrase is right");
    expect([...(await openPage(page, keys.decrypt, "place"))]).toEqual([1, 2, 3]);
    const own = { kid: await kidOf(statement[keys.holder]), key: keys.decrypt };
    expect((await rewrap(page.envelope, own, statement)).recipients).toHaveLength(2);
  });

  it("gives keys that cannot be exported", async () => {
    const keys = await unlocked("service");
    for (const key of [keys?.decrypt, keys?.sign]) {
      expect(key?.extractable).toBe(false);
      await expect(crypto.subtle.exportKey("pkcs8", key as CryptoKey)).rejects.toThrow();
    }
  });

  it("stays closed to another passphrase, and to a changed byte", async () => {
    expect(await unlocked("service", "cartable-bleu-2025")).toBeNull();
    const file = readKeyFile(content("service"));
    if (!file) throw new Error("The file of the demonstration is one of ours");
    const key = `${file.decrypt.key.startsWith("A") ? "B" : "A"}${file.decrypt.key.slice(1)}`;
    expect(await unlockKeys({ ...file, decrypt: { ...file.decrypt, key } }, PASSPHRASE)).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "-----BEGIN PRIVATE KEY-----"],
    ["another JSON", "{}"],
    ["fewer turns", content("service").replace("600000", "1000")],
  ])("is not taken for one: %s", (_name, text) => expect(readKeyFile(text)).toBeNull());
});
