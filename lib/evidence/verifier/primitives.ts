/**
 * SHA-256, HMAC and Ed25519 from the browser (Web Crypto), in the place of lib/evidence/tlog/primitives. Browsers answer later, and the
 * verifier asks at once: what is not known yet interrupts the work, is computed, and the work begins again with the answer at hand.
 */
export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;

type Answer = Uint8Array | boolean;

class Wanted extends Error {
  constructor(
    readonly wish: string,
    readonly compute: () => Promise<Answer>,
  ) {
    super("not known yet");
  }
}

/** The browser cannot check this kind of signature. */
export class Unable extends Error {}

const known = new Map<string, Answer>();

/** Runs `work`, as many times as it wants something that is not known yet. It must be pure. */
export async function settle<Value>(work: () => Value): Promise<Value> {
  for (;;) {
    try {
      return work();
    } catch (wanted) {
      if (!(wanted instanceof Wanted)) throw wanted;
      known.set(wanted.wish, await wanted.compute());
    }
  }
}

/** What is hashed as soon as the verifier is loaded. */
export async function prepare(): Promise<void> {
  await settle(() => sha256(new Uint8Array()));
}

function ask(parts: readonly Uint8Array[], kind: string, compute: () => Promise<Answer>): Answer {
  const name = [kind, ...parts.map((bytes) => Array.from(bytes).join(","))].join("|");
  const answer = known.get(name);
  if (answer === undefined) throw new Wanted(name, compute);
  return answer;
}

const copy = (bytes: Uint8Array) => new Uint8Array(bytes);

export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = async () => new Uint8Array(await crypto.subtle.digest("SHA-256", copy(bytes)));
  return ask([bytes], "sha256", digest) as Uint8Array;
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const sign = async () => {
    const imported = await crypto.subtle.importKey("raw", copy(key), { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", imported, copy(message)));
  };
  return ask([key, message], "hmac", sign) as Uint8Array;
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const verify = async () => {
    const imported = await crypto.subtle
      .importKey("raw", copy(publicKey), "Ed25519", false, ["verify"])
      .catch((error: unknown) => {
        throw new Unable(String(error));
      });
    return crypto.subtle.verify("Ed25519", imported, copy(signature), copy(message));
  };
  return ask([publicKey, message, signature], "ed25519", verify) as boolean;
}

/** Nothing is signed in a browser. */
export function signEd25519(): never {
  throw new Error("A verifier signs nothing");
}

export function publicKeyOf(): never {
  throw new Error("A verifier holds no private key");
}
