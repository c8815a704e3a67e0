/** A browser that has seen keys once notices when a server hands out others; what the known ones vouch for is taken without a word. */
import { describe, expect, it } from "vitest";
import { endorse, fingerprintOf, toBase64url } from "@/lib/document/jwe";
import type { PublishedKeys } from "@/lib/document/rules-keys";
import { type Holder, type KeyStatement, statementSchema } from "@/lib/document/schema";
import demonstration from "@/prisma/seed/affairs/document-keys.json" with { type: "json" };
import { acceptOffered, trustOf } from "./trust";

/** Keys that share the demonstration's large halves and sign with their own: another fingerprint each. */
async function keys() {
  const signing = { office: await signer(), recovery: await signer() };
  const base = statementSchema.parse(demonstration);
  const statement: KeyStatement = {
    ...base,
    office: { ...base.office, sign: signing.office.open },
    recovery: { ...base.recovery, sign: signing.recovery.open },
  };
  return { statement, fingerprint: await fingerprintOf(statement), signing };
}
type Keys = Awaited<ReturnType<typeof keys>>;

async function signer() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { pair, open: { kty: "EC" as const, crv: "P-256" as const, x, y } };
}

const plain = ({ fingerprint, statement }: Keys): PublishedKeys => ({
  ...{ fingerprint, statement, endorsedBy: null, endorsement: null },
});

async function vouchedFor(before: Keys, next: Keys, by: Holder = "office"): Promise<PublishedKeys> {
  const endorsement = await endorse(next.statement, by, before.signing[by].pair.privateKey);
  return { ...plain(next), endorsedBy: before.fingerprint, endorsement };
}

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

const offer = (current: PublishedKeys, published = [current], seen: string | null = null) => ({
  current,
  published,
  seen,
});

describe("the keys that a page brings", () => {
  it("are remembered at the first sight and known again", async () => {
    const [first, pins] = [await keys(), memory()];
    expect(await trustOf(offer(plain(first)), pins)).toEqual({ isTrusted: true });
    expect(await trustOf(offer(plain(first)), pins)).toEqual({ isTrusted: true });
  });

  it("are refused when they are others, and again at each visit, until the fingerprint was compared", async () => {
    const [first, swapped, pins] = [await keys(), await keys(), memory()];
    await trustOf(offer(plain(first)), pins);
    const refusal = { isTrusted: false, known: first.fingerprint, offered: swapped.fingerprint };
    expect(await trustOf(offer(plain(swapped)), pins)).toEqual(refusal);
    expect(await trustOf(offer(plain(swapped), [plain(first), plain(swapped)]), pins)).toEqual(refusal);
    expect(acceptOffered(swapped.fingerprint, first.fingerprint.slice(-16), pins)).toBe(false);
    expect(acceptOffered(swapped.fingerprint, swapped.fingerprint.slice(-15), pins)).toBe(false);
    expect(acceptOffered(swapped.fingerprint, swapped.fingerprint.slice(-16).toUpperCase(), pins)).toBe(true);
    expect(await trustOf(offer(plain(swapped)), pins)).toEqual({ isTrusted: true });
  });

  it("are refused when their fingerprint is claimed and not theirs", async () => {
    const [first, swapped, pins] = [await keys(), await keys(), memory()];
    await trustOf(offer(plain(first)), pins);
    const claimed = { ...plain(swapped), fingerprint: first.fingerprint };
    expect(await trustOf(offer(claimed), pins)).toMatchObject({ isTrusted: false });
    expect(await trustOf(offer(claimed), memory())).toMatchObject({ isTrusted: false });
  });

  it("are noticed by another browser of the same person, from what the account saw", async () => {
    const [first, swapped] = [await keys(), await keys()];
    const seen = offer(plain(swapped), [plain(swapped)], first.fingerprint);
    expect(await trustOf(seen, memory())).toMatchObject({ isTrusted: false, known: first.fingerprint });
  });

  it.each(["office", "recovery"] as const)(
    "are taken when the known ones vouch for them with the %s half",
    async (by) => {
      const [first, second, third, pins] = [await keys(), await keys(), await keys(), memory()];
      await trustOf(offer(plain(first)), pins);
      const [two, three] = [await vouchedFor(first, second, by), await vouchedFor(second, third)];
      expect(await trustOf(offer(three, [plain(first), two, three]), pins)).toEqual({ isTrusted: true });
      expect(await trustOf(offer(plain(first), [plain(first), two, three]), pins)).toMatchObject({ isTrusted: false });
    },
  );

  it("are refused when a voucher on the way is forged", async () => {
    const [first, second, third, pins] = [await keys(), await keys(), await keys(), memory()];
    await trustOf(offer(plain(first)), pins);
    const forged = { ...(await vouchedFor(third, second)), endorsedBy: first.fingerprint };
    expect(await trustOf(offer(forged, [plain(first), forged]), pins)).toMatchObject({ isTrusted: false });
    const empty = { ...forged, endorsement: { by: "office" as const, signature: toBase64url(new Uint8Array(64)) } };
    expect(await trustOf(offer(empty, [plain(first), empty]), pins)).toMatchObject({ isTrusted: false });
  });
});
