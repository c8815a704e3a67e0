import { describe, expect, it } from "vitest";
import { type Leaf, leafText } from "./leaf";
import { readReceipt, verifyReceipt } from "./receipt";
import { canonical, type Json } from "./strict/canonical";
import { parseJson } from "./strict/json";
import { aReceipt, leaf, policyOf } from "./testing/a-log";
import { parseTlogProof, writeTlogProof } from "./tlog-proof";

function verdictOfText(text: string, threshold = 1): string {
  const parsed = parseJson(text);
  const receipt = parsed && readReceipt(parsed.value);
  if (!receipt) return "receipt";
  const verified = verifyReceipt(receipt, policyOf(threshold));
  return verified.ok ? "holds" : verified.reason;
}

const verdict = (receipt: Record<string, unknown>, threshold?: number) =>
  verdictOfText(JSON.stringify(receipt), threshold);

const good = aReceipt();
const [shown] = good.disclosures as Record<string, unknown>[];
const proofText = good.tlogProof as string;

describe("a receipt", () => {
  it("says what it shows and what is withheld or erased", () => {
    const receipt = readReceipt(parseJson(JSON.stringify(good))?.value ?? null);
    const verified = receipt && verifyReceipt(receipt, policyOf(1));
    expect(verified).toMatchObject({ ok: true, index: 6n, leaf, disclosed: ["body"], withheld: ["net"] });
    expect(verdict({ ...good, disclosures: [] })).toBe("holds");
    expect(verdict({ ...good, tsr: "MAMCAQA=" })).toBe("holds");
    expect(verdict({ ...good, disclosures: [shown, shown] })).toBe("holds");
  });

  it("is refused with any of its bytes altered", () => {
    const bytes = Buffer.from(JSON.stringify(good));
    for (let at = 0; at < bytes.length; at++) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      if (verdictOfText(copy.toString()) === "holds") expect.fail(`byte ${at}: ${copy.subarray(at - 20, at + 20)}`);
    }
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["another amount", shows({ payload: { enfant: "Zoé", montant: 281 } }), "disclosure"],
    ["an amount as text", shows({ payload: { enfant: "Zoé", montant: "280" } }), "disclosure"],
    ["another part", shows({ part: "net" }), "disclosure"],
    ["a part that the leaf has not", shows({ part: "image" }), "disclosure"],
    ["a part named as a prototype", shows({ part: "constructor" }), "disclosure"],
    ["a salt too short", shows({ salt: "AAAA" }), "receipt"],
    [
      "a salt in the other alphabet",
      shows({ salt: String(shown?.salt).replaceAll("+", "-").replace("=", "") }),
      "receipt",
    ],
    ["no payload", shows({ payload: undefined }), "receipt"],
    ["a word more in what is shown", shows({ note: "payé" }), "receipt"],
    ["a word more", { ...good, note: "payé" }, "receipt"],
    ["no list of what is shown", { ...good, disclosures: undefined }, "receipt"],
    ["an object for a list", { ...good, disclosures: {} }, "receipt"],
    ["a token that is not base64", { ...good, tsr: "MAMCAQA" }, "receipt"],
    ["an empty token", { ...good, tsr: "" }, "receipt"],
    ["a null token", { ...good, tsr: null }, "receipt"],
    ["a leaf with a space", { ...good, leaf: `${good.leaf} ` }, "leaf"],
    ["a leaf as an object", { ...good, leaf }, "receipt"],
    ["no proof", { ...good, tlogProof: "" }, "proof"],
    ["the checkpoint alone", { ...good, tlogProof: proofText.slice(proofText.indexOf("\n\n") + 2) }, "proof"],
  ])("is refused with %s", (_, receipt, reason) => expect(verdict(receipt)).toBe(reason));

  function shows(change: Record<string, unknown>): Record<string, unknown> {
    return { ...good, disclosures: [{ ...shown, ...change }] };
  }

  it("is refused where a number would be rounded, or a key comes twice", () => {
    const text = JSON.stringify(good);
    expect(verdictOfText(text)).toBe("holds");
    expect(verdictOfText(text.replace("280", "280.0"))).toBe("receipt");
    expect(verdictOfText(text.replace("280", "9007199254740993"))).toBe("disclosure");
    expect(verdictOfText(text.replace('"montant":280', '"montant":1,"montant":280'))).toBe("receipt");
    expect(verdictOfText(text.replace(/^\{/, '{"leaf":"",'))).toBe("receipt");
  });

  it("needs as many witnesses as are asked", () => expect(verdict(good, 2)).toBe("witnesses"));
});

describe("a leaf", () => {
  // Each of them is in the log, and signed: only its form is wrong.
  it.each<[string, Record<string, Json>]>([
    ["a field more", { name: "Zoé" }],
    ["another version", { v: 2 }],
    ["an id in capitals", { id: leaf.id.toUpperCase() }],
    ["an instant without milliseconds", { at: "2026-11-23T08:10:00Z" }],
    ["an hour of Paris", { at: "2026-11-23T09:10:00.000+01:00" }],
    ["a type without a dot", { type: "booking" }],
    ["free text for a role", { role: "Mme Martin" }],
    ["an e-mail for an actor", { actor: "zoe@example.org" }],
    ["no actor", { actor: null }],
    ["an object without a UUID", { object: "setting/logo" }],
    ["an object with a path", { object: `${leaf.object}/x` }],
    ["a part in capitals", { c: { Body: leaf.c.body ?? "" } }],
    ["a part name too long", { c: { abcdefghijklmnopq: leaf.c.body ?? "" } }],
    ["a commitment too short", { c: { body: "AAAA" } }],
    ["a list of commitments", { c: [] }],
  ])("with %s is refused", (_, change) => {
    expect(verdict({ ...aReceipt(change as Partial<Leaf>), disclosures: [] })).toBe("leaf");
  });

  it("may have no subject, and no part", () => {
    expect(verdict({ ...aReceipt({ subject: null, c: {} }), disclosures: [] })).toBe("holds");
  });

  it("may not be longer than an entry of a tile", () => {
    const long = (length: number) => ({ type: `a.${"b".repeat(length)}` });
    const room = 65_535 - leafText({ ...leaf, ...long(0) }).length;
    expect(verdict(aReceipt(long(room)), 0)).toBe("holds");
    expect(verdict(aReceipt(long(room + 1)), 0)).toBe("leaf");
  });

  it("lacks none of its fields", () => {
    for (const name of Object.keys(leaf)) {
      const { [name as keyof Leaf]: _, ...rest } = leaf;
      expect(verdict({ ...good, leaf: canonical(rest) })).toBe("leaf");
    }
  });
});

describe("the text of a proof", () => {
  const proof = parseTlogProof(proofText);
  const [header = "", index = "", ...rest] = proofText.split("\n");
  const text = (...lines: string[]) => [header, ...lines, ...rest].join("\n");

  it("is written as it is read", () => {
    expect(proof && writeTlogProof(proof)).toBe(proofText);
    expect(parseTlogProof(text("extra AAAA", index))).toEqual(proof);
  });

  const hash = rest[0] ?? "";
  it.each([
    ["another header", proofText.replace("@v1", "@v2")],
    ["a space before", ` ${proofText}`],
    ["a leading zero", text("index 06")],
    ["a sign", text("index +6")],
    ["two spaces", text("index  6")],
    ["an index beyond 2^63", text("index 9223372036854775808")],
    ["no index", text()],
    ["two indexes", text(index, index)],
    ["an extra line after the index", text(index, "extra AAAA")],
    ["two extra lines", text("extra AAAA", "extra AAAA", index)],
    ["an extra line that is not base64", text("extra AAA", index)],
    ["an empty extra line", text("extra ", index)],
    ["a hash too short", text(index, "AAAA")],
    ["a hash with a stray bit", text(index, hash.replace(/.=$/, "B="))],
    ["64 hashes", text(index, ...Array(62).fill(hash))],
    ["a million hashes", text(`${index}\n${`${hash}\n`.repeat(1e6)}`)],
    ["carriage returns", proofText.replaceAll("\n", "\r\n")],
  ])("is not one with %s", (_, altered) => expect(parseTlogProof(altered)).toBeNull());

  it("has room for 63 hashes and for none", () => {
    expect(parseTlogProof(text(index, ...Array(63 - (proof?.hashes.length ?? 0)).fill(hash)))?.hashes).toHaveLength(63);
    expect(parseTlogProof([header, "index 0", "", "note"].join("\n"))).toEqual({
      index: 0n,
      hashes: [],
      checkpoint: "note",
    });
  });
});
