/** What our browsers make is opened by an implementation that shares nothing with it, and by nothing once a byte has moved. */
import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { endorse, fingerprintOf, isEndorsed, kidOf, openPage, rewrap, type SealedPage, sealPage } from "./jwe";
import { aadOf, chainTo, type PublishedKeys, wordFingerprint } from "./rules-keys";
import { envelopeSchema, type KeyStatement, statementSchema } from "./schema";

const OAEP = { name: "RSA-OAEP", hash: "SHA-256", modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };

async function holder() {
  const decrypt = await crypto.subtle.generateKey(OAEP, true, ["encrypt", "decrypt"]);
  const sign = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", decrypt.publicKey);
  const { x, y } = await crypto.subtle.exportKey("jwk", sign.publicKey);
  return { decrypt, sign, open: { decrypt: { kty: "RSA", n, e }, sign: { kty: "EC", crv: "P-256", x, y } } };
}

async function keys() {
  const [office, recovery] = await Promise.all([holder(), holder()]);
  const statement = statementSchema.parse({ v: 1, madeOn: "2026-11-23", office: office.open, recovery: recovery.open });
  return { office, recovery, statement };
}

const BINDING = { document: "d", household: "h", child: null, kind: "k", page: 1 };
const AAD = aadOf(BINDING);
const PLAIN = new TextEncoder().encode("Jugement du 3 mars : garde alternée");

let first: Awaited<ReturnType<typeof keys>>;
let second: Awaited<ReturnType<typeof keys>>;
let page: SealedPage;
beforeAll(async () => {
  [first, second] = await Promise.all([keys(), keys()]);
  page = await sealPage(PLAIN, first.statement, AAD);
}, 60_000);

/** RFC 7516, written from the standard on Node's own functions. */
async function independentOpen({ envelope, ciphertext }: SealedPage, key: CryptoKey, at: number): Promise<string> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const wrapped = Buffer.from(envelope.recipients[at]?.encrypted_key ?? "", "base64url");
  const content = privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
    wrapped,
  );
  const decipher = createDecipheriv("aes-256-gcm", content, Buffer.from(envelope.iv, "base64url"));
  decipher.setAAD(Buffer.from(`${envelope.protected}.${envelope.aad}`, "ascii"));
  decipher.setAuthTag(Buffer.from(envelope.tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(ciphertext, "base64url")), decipher.final()]).toString();
}

describe("a sealed page", () => {
  it("is the envelope that the server checks", () =>
    expect(envelopeSchema.parse(page.envelope)).toEqual(page.envelope));

  it("opens with either key, here and with an independent implementation", async () => {
    for (const [at, { decrypt }] of [first.office, first.recovery].entries()) {
      expect(await openPage(page, decrypt.privateKey, AAD)).toEqual(PLAIN);
      expect(await independentOpen(page, decrypt.privateKey, at)).toBe(new TextDecoder().decode(PLAIN));
    }
  });

  it("does not open with another key", async () => {
    await expect(openPage(page, second.office.decrypt.privateKey, AAD)).rejects.toThrow();
  });

  it.each(["ciphertext", "iv", "tag", "aad"] as const)("does not open once its %s has changed", async (part) => {
    const turn = (text: string) => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
    const changed =
      part === "ciphertext"
        ? { ...page, ciphertext: turn(page.ciphertext) }
        : { ...page, envelope: { ...page.envelope, [part]: turn(page.envelope[part]) } };
    await expect(openPage(changed, first.office.decrypt.privateKey, AAD)).rejects.toThrow();
  });

  it.each(["document", "household", "kind", "child", "page"] as const)(
    "does not open as another %s's",
    async (part) => {
      const elsewhere = aadOf({ ...BINDING, [part]: part === "page" ? 2 : "other" });
      await expect(openPage(page, first.office.decrypt.privateKey, elsewhere)).rejects.toThrow();
      const moved = { ...page, envelope: { ...page.envelope, aad: Buffer.from(elsewhere).toString("base64url") } };
      await expect(openPage(moved, first.office.decrypt.privateKey, elsewhere)).rejects.toThrow();
    },
  );

  it("never makes the same text twice", async () => {
    expect((await sealPage(PLAIN, first.statement, AAD)).ciphertext).not.toBe(page.ciphertext);
  });
});

describe("new keys", () => {
  it("open what was wrapped again for them; the old ones do so no more", async () => {
    const own = { kid: await kidOf(first.statement.office), key: first.office.decrypt.privateKey };
    const moved = { ...page, envelope: await rewrap(page.envelope, own, second.statement) };
    expect(envelopeSchema.parse(moved.envelope)).toEqual(moved.envelope);
    expect(await openPage(moved, second.office.decrypt.privateKey, AAD)).toEqual(PLAIN);
    expect(await independentOpen(moved, second.recovery.decrypt.privateKey, 1)).toBe(new TextDecoder().decode(PLAIN));
    await expect(openPage(moved, first.office.decrypt.privateKey, AAD)).rejects.toThrow();
  });

  it("are made with the recovery key when the office's is lost", async () => {
    const own = { kid: await kidOf(first.statement.recovery), key: first.recovery.decrypt.privateKey };
    const moved = { ...page, envelope: await rewrap(page.envelope, own, second.statement) };
    expect(await openPage(moved, second.office.decrypt.privateKey, AAD)).toEqual(PLAIN);
    const vouched = await endorse(second.statement, "recovery", first.recovery.sign.privateKey);
    expect(await isEndorsed(second.statement, vouched, first.statement)).toBe(true);
  });

  it("are vouched for by the ones before and by nobody else", async () => {
    const vouched = await endorse(second.statement, "office", first.office.sign.privateKey);
    expect(await isEndorsed(second.statement, vouched, first.statement)).toBe(true);
    expect(await isEndorsed(second.statement, { ...vouched, by: "recovery" }, first.statement)).toBe(false);
    expect(await isEndorsed(first.statement, vouched, first.statement)).toBe(false);
    const stranger = await endorse(second.statement, "office", second.office.sign.privateKey);
    expect(await isEndorsed(second.statement, stranger, first.statement)).toBe(false);
  });

  it("have a fingerprint of their own that changes with any part", async () => {
    const before = await fingerprintOf(first.statement);
    const swapped: KeyStatement = { ...first.statement, office: second.statement.office };
    expect(before).toMatch(/^[0-9a-f]{40}$/);
    expect(await fingerprintOf(swapped)).not.toBe(before);
    expect(await fingerprintOf({ ...first.statement, madeOn: "2026-11-24" })).not.toBe(before);
    expect(wordFingerprint("0123456789abcdef0123456789abcdef01234567")).toBe(
      "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567",
    );
  });
});

describe("the way from the keys once seen to the present ones", () => {
  const set = (fingerprint: string, endorsedBy: string | null): PublishedKeys => ({
    ...{ fingerprint, endorsedBy, statement: first.statement },
    endorsement: endorsedBy ? { by: "office", signature: "x" } : null,
  });
  it("goes back over each that vouched, and stops where nobody did", () => {
    const published = [set("a", null), set("b", "a"), set("c", "b"), set("x", null)];
    expect(chainTo("c", "a", published)?.map(({ fingerprint }) => fingerprint)).toEqual(["a", "b", "c"]);
    expect(chainTo("c", "c", published)).toHaveLength(1);
    expect(chainTo("x", "a", published)).toBeNull();
    expect(chainTo("a", "c", published)).toBeNull();
    expect(chainTo("c", "a", [set("b", "c"), set("c", "b")])).toBeNull();
  });
});
