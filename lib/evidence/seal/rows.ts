/** What must hold of a journal row before it is sealed: a bad one stops the sealing, it is never skipped (facts: evidence §9). Pure but for its hash. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { parseLeaf } from "../tlog/leaf";
import { fromUtf8 } from "../tlog/strict/bytes";

export type EventRow = { id: string; at: Date; leaf: Uint8Array; mac: Uint8Array };

/** `mac`: changed since it was written. `leaf`: not a leaf. `identity`: the row and its leaf tell of two events. */
export type RowFault = "mac" | "leaf" | "identity";

export function faultOfRow(row: EventRow, macKey: Uint8Array): RowFault | null {
  const mac = createHmac("sha256", macKey).update(row.leaf).digest();
  if (mac.length !== row.mac.length || !timingSafeEqual(mac, row.mac)) return "mac";
  const text = fromUtf8(row.leaf);
  const leaf = text === null ? null : parseLeaf(text);
  if (!leaf) return "leaf";
  return leaf.id === row.id && leaf.at === row.at.toISOString() ? null : "identity";
}

/** Why nothing is sealed, in a word for the health check and a detail for who mends it. Never a person's name. */
export class StopSealing extends Error {
  constructor(
    readonly fault:
      | RowFault
      | "missing-event"
      | "sealed-twice"
      | "no-key"
      | "other-key"
      | "went-back"
      | "other-root"
      | "no-record"
      | "witness-ahead"
      | "witness-other-root"
      | "witness-file"
      | "witness-silent"
      | "origin-taken"
      | "not-in-tiles",
    readonly detail: string,
  ) {
    super(`${fault}: ${detail}`);
  }
}
