import { describe, expect, it } from "vitest";
import { CODE_TRIES, hashOf, refuseCode } from "./rules";

const signed = { reference: "DEM-7K4Q-93MD", version: 1, kind: "proposal", text: "Nous proposons trois paiements." };

describe("the hash of what is signed", () => {
  it("is the SHA-256 of the words as they are written down", () => {
    expect(hashOf(signed)).toBe("a5c6bfecde7b96a71dd9cd4be4cfd7a2d41d215e933b881c4d1624fab23d18ab");
  });

  it.each([
    { text: "Nous proposons trois paiements" },
    { text: "Nous proposons trois paiements. " },
    { version: 2 },
    { kind: "conclusion" },
    { reference: "DEM-7K4Q-93ME" },
  ])("changes with %o", (change) => expect(hashOf({ ...signed, ...change })).not.toBe(hashOf(signed)));
});

describe("a code", () => {
  const expiresAt = new Date("2026-11-23T08:15:00.000Z");
  const code = { tries: 0, expiresAt, spentAt: null };
  it.each([
    ["2026-11-23T08:14:59.999Z", null],
    ["2026-11-23T08:15:00.000Z", null],
    ["2026-11-23T08:15:00.001Z", "expired"],
  ])("at %s: %s", (now, reason) => expect(refuseCode(code, new Date(now))).toBe(reason));

  it("bears five tries and serves once", () => {
    const now = new Date("2026-11-23T08:01:00.000Z");
    expect(refuseCode({ ...code, tries: CODE_TRIES - 1 }, now)).toBeNull();
    expect(refuseCode({ ...code, tries: CODE_TRIES }, now)).toBe("too-many-tries");
    expect(refuseCode({ ...code, spentAt: now }, now)).toBe("no-code");
    expect(refuseCode(null, now)).toBe("no-code");
  });
});
