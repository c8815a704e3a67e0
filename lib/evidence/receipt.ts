/**
 * The receipt of a sealed event (facts: evidence §6): the leaf, the proof that it stands in the log, the signed checkpoint with what outside
 * parties signed where there is one, and the parts that its reader may see. Built from the published tiles.
 */
import type { Tx } from "@/lib/server/db";
import { aliasBehind, openPayload } from "./pseudonyms";
import { claimOf, logFolder, publishedSubtrees, readText } from "./seal/folder";
import { proveInclusion } from "./tlog/proofs";
import { encodeBase64 } from "./tlog/strict/base64";
import { fromUtf8 } from "./tlog/strict/bytes";
import { writeTlogProof } from "./tlog/tlog-proof";

/** What the receipt rests on: the note, and its time-stamp token where there is one. */
type Basis = { note: string; size: bigint; tsr: Uint8Array | null };

/** The text of receipt.json, or null when the event is not sealed and published yet. `parts` are shown as far as they were not erased. */
export async function receiptOf(tx: Tx, eventId: string, parts: readonly string[]): Promise<string | null> {
  const [event, place] = await Promise.all([
    tx.auditEvent.findUnique({ where: { id: eventId }, select: { leaf: true, subject: true } }),
    tx.auditLeaf.findUnique({ where: { eventId } }),
  ]);
  const basis = place && (await basisFor(tx, place));
  if (!event || !place || !basis) return null;
  const hashes = proveInclusion(place.idx, basis.size, publishedSubtrees(logFolder(place.log), basis.size));
  const receipt = {
    leaf: fromUtf8(event.leaf) ?? "",
    tlogProof: writeTlogProof({ index: place.idx, hashes, checkpoint: basis.note }),
    disclosures: await disclosuresOf(tx, { eventId, subject: event.subject }, parts),
    ...(basis.tsr && { tsr: encodeBase64(basis.tsr) }),
  };
  return `${JSON.stringify(receipt, null, 2)}\n`;
}

/** The first checkpoint over the leaf that has a date from outside, else one that a witness signed, else the latest published. */
async function basisFor(tx: Tx, { log, idx }: { log: string; idx: bigint }): Promise<Basis | null> {
  const first = (kind: string) =>
    tx.auditAnchor.findFirst({ where: { log, kind, size: { gt: idx } }, orderBy: { size: "asc" } });
  const published = readText(logFolder(log), "checkpoint");
  const claim = published === null ? null : claimOf(published);
  const anchor = (await first("timestamp")) ?? (await first("witness"));
  if (anchor && claim && anchor.size <= claim.size) {
    return { note: anchor.note, size: anchor.size, tsr: anchor.kind === "timestamp" ? anchor.answer : null };
  }
  return published !== null && claim && claim.size > idx ? { note: published, size: claim.size, tsr: null } : null;
}

async function disclosuresOf(tx: Tx, event: { eventId: string; subject: string | null }, parts: readonly string[]) {
  const { eventId, subject } = event;
  const rows = await tx.auditPart.findMany({
    where: { eventId, part: { in: [...parts] } },
    orderBy: { part: "asc" },
  });
  const alias = rows.length > 0 ? await aliasBehind(tx, subject) : null;
  if (!alias) return [];
  // What was altered is disclosed to nobody: the receipt holds without it.
  return rows.flatMap(({ part, salt, payload }) => {
    const plain = openPayload(alias, payload, `${eventId}/${part}`);
    return plain ? [{ part, salt: encodeBase64(salt), payload: JSON.parse(plain.toString()) }] : [];
  });
}
