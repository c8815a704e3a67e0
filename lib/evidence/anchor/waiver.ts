/**
 * An operator's word that sealing goes on although the witness is silent (facts: evidence §9). It is an event like any other, and holds for the
 * one size that the log had when it was given: what is restored later, or started again, asks for another. Of two people who are wanted, the word
 * of the first is a proposal, which lets nothing go on.
 */
import { idOfName } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import type { Database, Tx } from "@/lib/server/db";
import { record } from "../record";
import { currentLog } from "../seal/opening";
import { lastCheckpoint } from "../seal/publish";

const KIND = "witness-waiver";
const WAIVED = "journal.witness-waived";
const PROPOSED = "journal.waiver-proposed";

/** Where the journal stands: the log in force, if there is one, and how many leaves it has. */
export type Place = { log: string | null; size: bigint };

const objectOf = (place: Place) => `${KIND}/${idOfName(KIND, nameOf(place))}`;

const nameOf = ({ log, size }: Place) => `${log ?? "no log"} ${size}`;

export async function placeNow(database: Database): Promise<Place> {
  const log = await currentLog(database);
  const last = log && (await lastCheckpoint(database, log.name));
  return { log: log?.name ?? null, size: last?.size ?? 0n };
}

export async function isWaived(sealer: Database, place: Place): Promise<boolean> {
  return (await sealer.auditEvent.count({ where: { type: WAIVED, object: objectOf(place) } })) > 0;
}

/** The event by which somebody proposed it, for the log as it stands. */
export async function proposedWaiver(tx: Tx, place: Place): Promise<string | null> {
  const where = { type: PROPOSED, object: objectOf(place) };
  const first = await tx.auditEvent.findFirst({ where, orderBy: { id: "asc" }, select: { id: true } });
  return first?.id ?? null;
}

/** `signed`: who gave their word; null for a proposal. */
type Word = { by: string; reason: string; signed: { people: string[]; visa: boolean } | null };

export function waiveWitness(context: Context, place: Place, { by, reason, signed }: Word): Promise<string> {
  return record(context, {
    type: signed ? WAIVED : PROPOSED,
    subject: null,
    object: { kind: KIND, id: nameOf(place) },
    body: { by, reason, log: place.log, size: place.size.toString(), ...signed },
  });
}
