/**
 * A row of the queue that will never be sealed, because somebody or something spoilt it, stops the sealing of all others (facts: evidence §9). It
 * leaves the queue when named people say so in a line of the journal; what is left of it stays where it is, for whoever looks into it.
 */
import { createHash } from "node:crypto";
import { idOfName, isId } from "@/lib/kernel/ids";
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { faultOfRow, type StopSealing } from "./rows";

export const SET_ASIDE = "journal.row-set-aside";

export type Spoilt = { fault: StopSealing["fault"]; leafSha256: string | null };

/** The object of the lines that tell of it. */
export const rowName = (id: string) => `event/${isId(id) ? id : idOfName("event", id)}`;

/** Why this row of the queue cannot be sealed; `sound` when it can, null when it does not wait. */
export async function faultOfWaiting(sealer: Database, id: string): Promise<Spoilt | "sound" | null> {
  if ((await sealer.auditPending.count({ where: { eventId: id } })) === 0) return null;
  const select = { id: true, at: true, leaf: true, mac: true };
  const row = await sealer.auditEvent.findUnique({ where: { id }, select });
  if (!row) return { fault: "missing-event", leafSha256: null };
  const leafSha256 = createHash("sha256").update(row.leaf).digest("hex");
  if ((await sealer.auditLeaf.count({ where: { eventId: id } })) > 0) return { fault: "sealed-twice", leafSha256 };
  const fault = faultOfRow(row, Buffer.from(env().PORTAIL_MAC_KEY, "base64"));
  return fault ? { fault, leafSha256 } : "sound";
}

/** Once its line is written. */
export async function leaveQueue(sealer: Database, id: string): Promise<void> {
  await sealer.auditPending.deleteMany({ where: { eventId: id } });
}
