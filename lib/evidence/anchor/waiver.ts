/**
 * An operator's word that sealing goes on although the witness is silent (facts: evidence §9). It is an event like any other, and holds for the
 * one size that the log had when it was given: what is restored later, or started again, asks for another.
 */
import { idOfName } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { record } from "../record";
import { currentLog } from "../seal/opening";
import { lastCheckpoint } from "../seal/publish";

const KIND = "witness-waiver";

/** Where the journal stands: the log in force, if there is one, and how many leaves it has. */
export type Place = { log: string | null; size: bigint };

const nameOf = ({ log, size }: Place) => `${log ?? "no log"} ${size}`;

export async function placeNow(database: Database): Promise<Place> {
  const log = await currentLog(database);
  const last = log && (await lastCheckpoint(database, log.name));
  return { log: log?.name ?? null, size: last?.size ?? 0n };
}

export async function isWaived(sealer: Database, place: Place): Promise<boolean> {
  const object = `${KIND}/${idOfName(KIND, nameOf(place))}`;
  return (await sealer.auditEvent.count({ where: { type: "journal.witness-waived", object } })) > 0;
}

export function waiveWitness(place: Place, said: { by: string; reason: string; now: Date }): Promise<string> {
  const { by, reason, now } = said;
  return transaction((tx) =>
    record(systemContext(tx, now), {
      type: "journal.witness-waived",
      subject: null,
      object: { kind: KIND, id: nameOf(place) },
      body: { by, reason, log: place.log, size: place.size.toString() },
    }),
  );
}
