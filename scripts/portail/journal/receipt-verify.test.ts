import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aReceipt, shownWith, vkeys } from "@/lib/evidence/tlog/testing/a-log";
import { run } from "./receipt-verify";

const [log = "", witness = "", other = ""] = vkeys;
const good = JSON.stringify(aReceipt());
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "receipt-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verify(receipt: string | Uint8Array, ...options: string[]) {
  const path = join(folder, "receipt.json");
  writeFileSync(path, receipt);
  return said([path, ...options]);
}

async function said(args: string[]) {
  const lines: string[] = [];
  const objects: Record<string, unknown>[] = [];
  const io = {
    ...{ json: true, note: () => undefined },
    ...{
      say: (text: string) => void lines.push(text),
      emit: (value: unknown) => void objects.push(value as Record<string, unknown>),
    },
  };
  const code = await run(args, io);
  return { code, text: lines.join("\n").replaceAll("\u00a0", " "), object: objects[0] };
}

it("says in French what a receipt proves, and what not", async () => {
  const { code, text, object } = await verify(good, "--key", log, "--witness", witness);
  expect(code).toBe(0);
  expect(text).toContain(
    "Récépissé vérifié : l’événement « booking.created » du lundi 23 novembre 2026, 9 h 10 (heure de Paris)",
  );
  expect(text).toContain("est la ligne 7 sur 7 du journal « mairie.example/journal/essai ».");
  expect(text).toContain("Le témoin « temoin.example/w » a vu ce journal le vendredi 15 janvier 2027, 9 h.");
  expect(text).toContain("Ce qui est montré correspond à ce qui a été enregistré : body.");
  expect(text).toContain("retenu ou effacé : net.");
  expect(text).toContain('body {"enfant":"Zoé","montant":280}');
  expect(object).toMatchObject({ ok: true, index: "6", size: "7", disclosed: ["body"], withheld: ["net"] });
});

it("says when no witness was asked for, and when a token is not looked at", async () => {
  const { code, text } = await verify(JSON.stringify({ ...aReceipt(), tsr: "MAMCAQA=" }), "--key", log);
  expect(code).toBe(0);
  expect(text).toContain("Aucun témoin n’a été vérifié");
  expect(text).toContain("horodatage joint n’a pas été vérifié");
});

it("shows no sign that would move the cursor or turn the text round", async () => {
  const { code, text } = await verify(JSON.stringify(shownWith({ motif: "a\u009b2Jb\u202ec" })), "--key", log);
  expect(code).toBe(0);
  expect(text).toContain('body {"motif":"a\\u009b2Jb\\u202ec"}');
});

it.each<[string, string | Uint8Array, string[], string]>([
  ["without a key", good, [], "no-key"],
  ["with something else than a key", good, ["--key", "x"], "key"],
  ["with a witness's key for the log's", good, ["--key", witness], "key"],
  ["with another log's key", good, ["--key", log.replace("mairie", "voisin")], "key"],
  ["with something else than a witness", good, ["--key", log, "--witness", log], "witness"],
  ["with a witness that has not signed", good, ["--key", log, "--witness", witness, "--witness", other], "witnesses"],
  ["with another amount", good.replace("280", "281"), ["--key", log], "disclosure"],
  ["with a key twice", good.replace("280", '280,"montant":280'), ["--key", log], "receipt"],
  ["with something after", `${good}{}`, ["--key", log], "receipt"],
  ["that is empty", "", ["--key", log], "receipt"],
  ["that is not text", new Uint8Array([0xff, 0xfe]), ["--key", log], "receipt"],
  ["that is too deep", "[".repeat(1e6), ["--key", log], "receipt"],
])("refuses a receipt %s", async (_, receipt, options, reason) => {
  const { code, text, object } = await verify(receipt, ...options);
  expect([code, object?.reason]).toEqual([1, reason]);
  expect(text).toMatch(/^Récépissé (refusé|non vérifié) : .+\.$/);
});

it("reads a file that an editor began with a byte order mark", async () => {
  expect((await verify(`\ufeff${good}\n`, "--key", log)).code).toBe(0);
});

it("says when there is no such file", async () => {
  const { code, text } = await said([join(folder, "none.json"), "--key", log]);
  expect([code, text]).toEqual([1, "Récépissé non vérifié : le fichier est introuvable ou ne peut pas être lu."]);
});

it("wants one file", async () => {
  await expect(said([])).rejects.toThrow("Name one file");
});
