import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64";
import { canonical, canonicalText } from "./canonical";
import { parseDecimal, SIZE_LIMIT } from "./decimal";
import { parseJson } from "./json";

/** Any JSON of our profile: no float, no lone surrogate. */
const values = fc.jsonValue({ stringUnit: "binary" }).map((value) => JSON.parse(JSON.stringify(value, noFloat)));

function noFloat(_: string, value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : 0;
  return typeof value === "string" ? value.toWellFormed() : value;
}

describe("base64", () => {
  it("goes there and back, as Node writes it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64"));
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });

  it.each(["_-8=", "AA", "AA=", "AB==", "AAB=", "A===", "====", "=AAA", "AA==AAAA", "AAAA\n", " AAA", "AAé="])(
    "refuses %j",
    (text) => expect(decodeBase64(text)).toBeNull(),
  );

  it("holds to the length that is asked", () => {
    expect(decodeBase64("AAAA", 3)).toHaveLength(3);
    expect(decodeBase64("AAAA", 2)).toBeNull();
    expect(decodeBase64("", 32)).toBeNull();
  });
});

describe("a size", () => {
  it.each([
    ["0", 0n],
    ["8", 8n],
    ["9007199254740993", 9007199254740993n],
    ["9223372036854775807", SIZE_LIMIT - 1n],
  ])("%s", (text, value) => expect(parseDecimal(text)).toBe(value));

  it.each([
    "",
    "+8",
    "-8",
    "8 ",
    " 8",
    "08",
    "00",
    "0x8",
    "1e3",
    "8.0",
    "٨",
    "8\n",
    "9223372036854775808",
    "9".repeat(1e5),
  ])("is not %j", (text) => expect(parseDecimal(text)).toBeNull());
});

describe("JSON", () => {
  it("is read as JSON.parse does, whatever is written", () => {
    const texts = values.map((value) => JSON.stringify(value, null, 1));
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseJson(text)?.value).toEqual(JSON.parse(text));
      }),
    );
  });

  it("never rounds an integer, and keeps a key named as a prototype", () => {
    expect(parseJson("[9007199254740993,-9007199254740991]")?.value).toEqual([9007199254740993n, -9007199254740991]);
    expect(Object.keys(parseJson('{"__proto__":1,"constructor":2}')?.value ?? {})).toEqual([
      "__proto__",
      "constructor",
    ]);
  });

  it.each([
    "",
    " ",
    "{",
    "[1,]",
    '{"a":1,}',
    "[1 2]",
    "{a:1}",
    "{'a':1}",
    "01",
    "+1",
    "-",
    ".5",
    "1.",
    "1.0",
    "1e3",
    "1E-1",
    "NaN",
    "tru",
    "nulll",
    "1 1",
    "{}{}",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\\u12g4"',
    '"\n"',
    '"\t"',
    "\ufeff1",
    "\u00a01",
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '[{"b":{"a":1,"a":2}}]',
    "1".repeat(41),
  ])("refuses %j", (text) => expect(parseJson(text)).toBeNull());

  it("refuses what is too deep without falling", () => {
    expect(parseJson("[".repeat(500) + "]".repeat(500))).not.toBeNull();
    expect(parseJson("[".repeat(1e6))).toBeNull();
    expect(parseJson('{"a":'.repeat(1e5))).toBeNull();
  });

  it("refuses more values than anybody needs", () => {
    expect(parseJson(`[${"0,".repeat(2_000_001)}0]`)).toBeNull();
  });
});

describe("the canonical form of a text", () => {
  it.each([
    ['{ "b" : 1 , "a" : [ true , null ] }', '{"a":[true,null],"b":1}'],
    ['"\\u00c9\\/\\u001F\\u007f\\b"', '"É/\\u001f\u007f\\b"'],
    ['{"\\ud83d\\ude00":1,"\\ufb33":2,"z":3}', '{"z":3,"\u{1f600}":1,"\ufb33":2}'],
    ['{"10":1,"9":2,"a":3,"A":4,"é":5}', '{"10":1,"9":2,"A":4,"a":3,"é":5}'],
    ["-0", "0"],
    ["9007199254740991", "9007199254740991"],
  ])("%s", (text, form) => expect(canonicalText(text)).toBe(form));

  it.each(["9007199254740992", "-9007199254740992", "1.5", "1.0", "1e2", '{"a":1,"a":1}', '"\\ud800"', "[1] x"])(
    "does not exist for %s",
    (text) => expect(canonicalText(text)).toBeNull(),
  );

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalText(canonical(value))).toBe(canonical(value));
      }),
    );
  });
});
