import { describe, expect, it } from "vitest";
import { commitment, leafText } from "./leaf";
import { canonical } from "./strict/canonical";

describe("the canonical form", () => {
  it.each([
    [{ b: 1, a: [true, null, "é"] }, '{"a":[true,null,"é"],"b":1}'],
    [{ "\u20ac": 1, "\r": 2, "1": 3 }, '{"\\r":2,"1":3,"€":1}'],
    ["\u0007\n\u2028", '"\\u0007\\n\u2028"'],
    [{ left: undefined, kept: 0 }, '{"kept":0}'],
    [-0, "0"],
  ])("%j", (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it.each([[1.5], [2 ** 53], ["\ud800"], [Number.NaN]])("refuses %j", (value) => {
    expect(() => canonical(value)).toThrow();
  });
});

describe("a commitment", () => {
  // The worked example of the evidence format.
  const salt = Buffer.from("f339744c50b11e5335e5510c16241a1a0a33355362f09b4e8e95a54d0f5b05db", "hex");
  const id = "73ed860e-a232-4e9b-8223-06a80f491947";
  const payload = { enfant: "Zoé №5", montant: 1255, service: "garderie" };

  it("agrees with the published example", () => {
    expect(commitment(salt, "body", id, payload)).toBe("I95v+OUSA9jzuvdI+Jszd2e8aIU296GEYrYf6FD3fAc=");
  });

  it("changes with the part, the event and the payload", () => {
    const all = [
      commitment(salt, "body", id, payload),
      commitment(salt, "net", id, payload),
      commitment(salt, "body", id.replace("7", "8"), payload),
      commitment(salt, "body", id, { ...payload, montant: 1256 }),
    ];
    expect(new Set(all).size).toBe(4);
  });

  it("refuses a salt that is not 32 bytes long", () => {
    expect(() => commitment(salt.subarray(1), "body", id, payload)).toThrow();
  });
});

it("writes the leaf with its keys in order", () => {
  const text = leafText({
    v: 1,
    id: "i",
    at: "t",
    type: "a.b",
    role: "parent",
    actor: "x",
    subject: null,
    object: "o/1",
    c: {},
  });
  expect(text).toBe(
    '{"actor":"x","at":"t","c":{},"id":"i","object":"o/1","role":"parent","subject":null,"type":"a.b","v":1}',
  );
});
