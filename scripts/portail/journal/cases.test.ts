import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proveConsistency, proveInclusion } from "@/lib/evidence/tlog/proofs";
import { encodeBase64 } from "@/lib/evidence/tlog/strict/base64";
import {
  aReceipt,
  checkpointOf,
  leafNumber,
  leavesUpTo,
  origin,
  rootAt,
  vkeys,
  witness,
} from "@/lib/evidence/tlog/testing/a-log";
import { writeTlogProof } from "@/lib/evidence/tlog/tlog-proof";
import { subtreesOf } from "@/lib/evidence/tlog/tree";
import { answerLine } from "./cases";
import { type Line, linesOf } from "./lines";

type Answer = { id: unknown; ok: boolean; [name: string]: unknown };

const answerText = (text: string): Answer => JSON.parse(answerLine({ text, head: text.slice(0, 200) }));

function answer(kind: string, input: object): Omit<Answer, "id"> {
  const { id, ...rest } = answerText(JSON.stringify({ id: "c1", kind, input }));
  expect(id).toBe("c1");
  return rest;
}

const leaves = leavesUpTo(7);
const root = encodeBase64(rootAt(leaves));
const inclusion = {
  ...{ leafIdx: 4, treeSize: 7, root, leafHash: encodeBase64(leaves[4] ?? new Uint8Array()) },
  proof: proveInclusion(4n, 7n, subtreesOf(leaves)).map(encodeBase64),
};
const consistency = {
  ...{ size1: 3, size2: 7, root1: encodeBase64(rootAt(leaves.slice(0, 3))), root2: root },
  proof: proveConsistency(3n, 7n, subtreesOf(leaves)).map(encodeBase64),
};
const policy = { vkeys, origin, threshold: 1 };
const note = checkpointOf(leaves, [witness]);
const proof = writeTlogProof({ index: 4n, hashes: proveInclusion(4n, 7n, subtreesOf(leaves)), checkpoint: note });

describe("journal cases", () => {
  it.each<[string, object, object]>([
    ["root", { leaves: [] }, { root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }],
    ["root", { leaves: Array.from({ length: 7 }, (_, index) => leafNumber(index)) }, { root }],
    ["inclusion", inclusion, {}],
    ["inclusion", { ...inclusion, leafIdx: "4", treeSize: "7", desc: "as text", wantErr: false }, {}],
    ["inclusion", { ...inclusion, leafIdx: 0, treeSize: 1, root: inclusion.leafHash, proof: null }, {}],
    ["consistency", consistency, {}],
    ["checkpoint", { note, ...policy }, { treeSize: "7", root }],
    ["tlogProof", { proof, leaf: leafNumber(4), ...policy }, {}],
    ["receipt", { receipt: aReceipt(), ...policy }, { disclosed: ["body"], withheld: ["net"] }],
    ["jcs", { input: '{ "b": 1, "a": "\\u00e9" }' }, { canonical: '{"a":"é","b":1}' }],
    ["tilePath", { index: 1234067 }, { path: "x001/x234/067" }],
    ["tilePath", { index: "9007199254740993" }, { path: "x009/x007/x199/x254/x740/993" }],
    ["tiles", { treeSize: 0 }, { count: 0, paths: [] }],
  ])("%s %j holds", (kind, input, more) => expect(answer(kind, input)).toMatchObject({ ok: true, ...more }));

  it.each<[string, object, string]>([
    ["root", { leaves: "abc" }, "malformed"],
    ["root", { leaves: [1] }, "malformed"],
    ["root", {}, "malformed"],
    ["inclusion", { ...inclusion, leafIdx: 5 }, "inclusion"],
    ["inclusion", { ...inclusion, leafIdx: -1 }, "malformed"],
    ["inclusion", { ...inclusion, leafIdx: 4.5 }, "malformed"],
    ["inclusion", { ...inclusion, leafIdx: "04" }, "malformed"],
    ["inclusion", { ...inclusion, leafIdx: "+4" }, "malformed"],
    ["inclusion", { ...inclusion, leafIdx: true }, "malformed"],
    ["inclusion", { ...inclusion, treeSize: "18446744073709551616" }, "malformed"],
    ["inclusion", { ...inclusion, root: "" }, "malformed"],
    ["inclusion", { ...inclusion, root: root.replaceAll("+", "-").replace("=", "") }, "malformed"],
    ["inclusion", { ...inclusion, proof: Array(101).fill(root) }, "malformed"],
    ["inclusion", { ...inclusion, proof: undefined }, "malformed"],
    ["consistency", { ...consistency, size1: 0 }, "consistency"],
    ["consistency", { ...consistency, size1: 7, size2: 3 }, "consistency"],
    ["consistency", { ...consistency, proof: [] }, "consistency"],
    ["consistency", { ...consistency, proof: [...consistency.proof, root] }, "consistency"],
    ["checkpoint", { note, ...policy, threshold: 2 }, "witnesses"],
    ["checkpoint", { note, ...policy, threshold: undefined }, "malformed"],
    ["checkpoint", { note, ...policy, threshold: -1 }, "malformed"],
    ["checkpoint", { note, ...policy, origin: "ailleurs" }, "unsigned"],
    ["checkpoint", { note, ...policy, vkeys: ["x"] }, "key"],
    ["checkpoint", { note, ...policy, vkeys: [] }, "unsigned"],
    ["tlogProof", { proof, leaf: leafNumber(5), ...policy }, "inclusion"],
    ["tlogProof", { proof: "", leaf: leafNumber(4), ...policy }, "proof"],
    ["receipt", { receipt: [], ...policy }, "malformed"],
    ["receipt", { receipt: { ...aReceipt(), leaf: "{}" }, ...policy }, "leaf"],
    ["jcs", { input: '{"a":1,"a":1}' }, "json"],
    ["jcs", { input: "9007199254740992" }, "json"],
    ["jcs", { input: "[".repeat(1e5) }, "json"],
    ["jcs", { input: null }, "malformed"],
    ["tilePath", { index: -1 }, "malformed"],
    ["tiles", { treeSize: "9223372036854775807" }, "too-large"],
    ["sign", {}, "malformed"],
  ])("%s %j is refused", (kind, input, error) => expect(answer(kind, input)).toEqual({ ok: false, error }));

  const line = (input: string) => `{"id":"c1","kind":"inclusion","input":${input}}`;
  const plain = JSON.stringify(inclusion);

  it("never rounds a number nor keeps the last of two keys", () => {
    expect(answerText(line(plain))).toEqual({ id: "c1", ok: true });
    for (const altered of [
      plain.replace('"leafIdx":4', '"leafIdx":4.0'),
      plain.replace('"leafIdx":4', '"leafIdx":4e0'),
      plain.replace('"leafIdx":4', '"leafIdx":-0'),
      plain.replace('"leafIdx":4', '"leafIdx":5,"leafIdx":4'),
      plain.replace('"treeSize":7', '"treeSize":18446744073709551623'),
    ])
      expect(answerText(line(altered))).toEqual({ id: "c1", ok: false, error: "malformed" });
  });

  it.each<[string, unknown]>([
    ["", null],
    ["null", null],
    ["[]", null],
    ["7", null],
    ["{", null],
    ['{"kind":"jcs","input":{"input":"1"}}', null],
    ['{"id":null,"kind":"jcs","input":{"input":"1"}}', null],
    ['{"id":{"a":1},"kind":"jcs","input":{"input":"1"}}', null],
    ['{"id":"c1","kind":"jcs"}', "c1"],
    ['{"id":"c1","kind":"jcs","input":[]}', "c1"],
    ['{"id":"c1","kind":"__proto__","input":{}}', "c1"],
    ['{"id":"c1","kind":"jcs","input":{"input":"1"}} x', "c1"],
    ['{"id":"c1","kind":"jcs","inp', "c1"],
    ['{"id":"c1","kind":"jcs","input":{"input":"\\ud800"}}', "c1"],
    [`{"id":"c1","kind":"receipt","input":${'{"a":'.repeat(1e5)}`, "c1"],
    [`{"id":"c1","kind":"root","input":{"leaves":${"[".repeat(1e5)}${"]".repeat(1e5)}}}`, "c1"],
  ])("answers %.60s", (text, id) => expect(answerText(text)).toEqual({ id, ok: false, error: "malformed" }));

  it("answers whatever a line holds", () => {
    const kinds = fc.constantFrom(
      "root",
      "inclusion",
      "consistency",
      "checkpoint",
      "tlogProof",
      "receipt",
      "jcs",
      "tilePath",
    );
    fc.assert(
      fc.property(kinds, fc.jsonValue(), (kind, input) => {
        expect(answerText(JSON.stringify({ id: "c1", kind, input }))).toMatchObject({ id: "c1", ok: false });
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(answerText(text)).toMatchObject({ ok: false });
      }),
    );
  });
});

describe("the lines of a stream", () => {
  async function read(chunks: readonly (string | Uint8Array)[], longest?: number): Promise<Line[]> {
    const lines: Line[] = [];
    for await (const line of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), longest))
      lines.push(line);
    return lines;
  }

  it("are put together from pieces, in characters that pieces cut", async () => {
    const [first, rest] = [Buffer.from("é").subarray(0, 1), Buffer.from("é").subarray(1)];
    const lines = await read(["a\nb", first, rest, "\n\nc"]);
    expect(lines.map(({ text }) => text)).toEqual(["a", "bé", "", "c"]);
  });

  it("are refused when they are too long or not UTF-8, and those after are read", async () => {
    const lines = await read(["12345", "67890", "12345\n", new Uint8Array([0xff, 0x0a]), "ok\n"], 10);
    expect(lines.map(({ text }) => text)).toEqual([null, null, "ok"]);
    expect(lines[0]?.head).toBe("123456789012345");
  });
});
