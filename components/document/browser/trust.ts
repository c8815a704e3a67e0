/** May this browser encrypt to the keys that the page brought? It remembers the first it saw; others must be vouched for by those, one by one. */
import { fingerprintOf, isEndorsed } from "@/lib/document/jwe";
import { chainTo, type PublishedKeys } from "@/lib/document/rules-keys";

export type OfferedKeys = { current: PublishedKeys; published: PublishedKeys[]; seen: string | null };
export type Trust = { isTrusted: true } | { isTrusted: false; known: string; offered: string };

const PIN = "portail.documents.empreinte";

type Memory = Pick<Storage, "getItem" | "setItem">;

export async function trustOf(keys: OfferedKeys, memory: Memory): Promise<Trust> {
  const offered = await fingerprintOf(keys.current.statement);
  const known = [memory.getItem(PIN), keys.seen].filter((one) => one !== null);
  for (const pinned of known) {
    if (!(await isVouched({ ...keys, current: { ...keys.current, fingerprint: offered } }, pinned)))
      return { isTrusted: false, known: pinned, offered };
  }
  if (offered !== keys.current.fingerprint) return { isTrusted: false, known: keys.current.fingerprint, offered };
  memory.setItem(PIN, offered);
  return { isTrusted: true };
}

async function isVouched({ current, published }: OfferedKeys, pinned: string): Promise<boolean> {
  const chain = chainTo(current.fingerprint, pinned, published);
  if (!chain) return false;
  for (const [index, keys] of chain.entries()) {
    if ((await fingerprintOf(keys.statement)) !== keys.fingerprint) return false;
    const before = chain[index - 1];
    if (!before) continue;
    if (!keys.endorsement || !(await isEndorsed(keys.statement, keys.endorsement, before.statement))) return false;
  }
  return true;
}

/** The person compared the fingerprint with the one at the town hall: its last sixteen signs were typed, 64 bits that nobody can match with keys of their own. */
const COMPARED = 16;

export function acceptOffered(offered: string, typed: string, memory: Memory): boolean {
  const plain = typed.replace(/\s/g, "").toLowerCase();
  if (plain.length < COMPARED || !offered.endsWith(plain)) return false;
  memory.setItem(PIN, offered);
  return true;
}
