/**
 * Before signing, the one who seals asks the witness what it saw last: at its start, after any step back of the database, and when a round of
 * the anchors met a disagreement. A witness that saw more, or another root, stops the sealing; so does one that is silent, or in whose place
 * something else answers, until it was heard once since the start or an operator says to go on: who restored everything would otherwise sign over
 * what only the witness remembers (facts: evidence §9).
 */
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { noteDone } from "../seal/duty";
import type { LogRow } from "../seal/opening";
import { catchUp, lastCheckpoint } from "../seal/publish";
import { StopSealing } from "../seal/rows";
import { isWaived, type Place } from "./waiver";
import { type Asked, askWitness, type WitnessOutcome } from "./witness";

export type WitnessAlarm = "witness-ahead" | "witness-other-root";

/** What the witness last said to this one who seals: `size` leaves of `log` are no less than it saw; or why nothing is signed until then. */
export type Heeded = { log: string; size: bigint; refusal: StopSealing | null; until: Date };

type Sealing = { sealer: Database; heeded: Heeded | null };

/** Two questions stay under the five seconds that a turn lasts. */
const PATIENCE_MILLISECONDS = 2000;
const AGAIN_MILLISECONDS = 60_000;
const SILENT_AGAIN_MILLISECONDS = 10_000;

export const sayDisagreement = ({ log, size }: Asked, seen: { kind: "ahead" | "other-root"; size: bigint }) =>
  seen.kind === "ahead"
    ? `the witness saw ${seen.size} leaves of ${log}, we hold ${size}`
    : `the witness saw another root of ${log} at ${seen.size} leaves`;

/** Throws `StopSealing` when the witness saw what this database does not hold. */
export async function heedWitness(sealing: Sealing, log: LogRow, now: Date): Promise<void> {
  if (!env().WITNESS_URL) return;
  const { sealer, heeded } = sealing;
  const last = await lastCheckpoint(sealer, log.name);
  if (!last) return;
  const alarm = await alarmOf(sealer);
  const isOurs = heeded?.log === log.name;
  if (isOurs && heeded.refusal && now < heeded.until) throw heeded.refusal;
  if (isOurs && !heeded.refusal && !alarm && last.size >= heeded.size) return;
  await catchUp(sealer, log);
  const asked = { log: log.name, origin: log.origin, vkey: log.vkey, note: last.note, size: last.size };
  const refusal = await refusalOf(sealing, asked, { outcome: await ask(asked), alarm });
  const pause = refusal?.fault === "witness-silent" ? SILENT_AGAIN_MILLISECONDS : AGAIN_MILLISECONDS;
  const until = new Date(now.getTime() + pause);
  sealing.heeded = { log: log.name, size: last.size, refusal, until };
  if (refusal) throw refusal;
  if (alarm) await noteDone(sealer, "witness", now);
}

/** Throws `StopSealing`. Whoever has heard the witness since the start, and has not gone back, may go on without it; else it takes an operator's word. */
export async function refuseUnheard({ sealer, heeded }: Sealing, place: Place): Promise<void> {
  const isAlive = heeded?.refusal === null && (heeded.log !== place.log || heeded.size <= place.size);
  if (isAlive || (await isWaived(sealer, place))) return;
  throw new StopSealing("witness-silent", `the witness has not been heard since the start; ${sayPlace(place)}`);
}

const sayPlace = ({ log, size }: Place) => (log ? `${log} has ${size} leaves` : "no log is open");

type Alarm = { fault: WitnessAlarm; detail: string } | null;

/** What a round of the anchors met, here or on another server. */
async function alarmOf(sealer: Database): Promise<Alarm> {
  const duty = await sealer.auditDuty.findUnique({ where: { name: "witness" }, select: { fault: true, detail: true } });
  const fault = duty?.fault;
  return fault === "witness-ahead" || fault === "witness-other-root" ? { fault, detail: duty?.detail ?? "" } : null;
}

async function ask(asked: Asked): Promise<WitnessOutcome> {
  try {
    return await askWitness(asked, asked.size, PATIENCE_MILLISECONDS);
  } catch (error) {
    return { kind: "silent", detail: String(error) };
  }
}

type Heard = { outcome: WitnessOutcome; alarm: Alarm };

/** A disagreement stands until the witness itself takes it back. One that says that it does not watch this log has nothing to say against it. */
async function refusalOf(sealing: Sealing, asked: Asked, { outcome, alarm }: Heard): Promise<StopSealing | null> {
  if (outcome.kind === "cosigned") return null;
  if (outcome.kind === "ahead" || outcome.kind === "other-root")
    return new StopSealing(`witness-${outcome.kind}`, sayDisagreement(asked, outcome));
  if (alarm) return new StopSealing(alarm.fault, alarm.detail);
  if (outcome.kind === "unwatched") return null;
  return refuseUnheard(sealing, asked).then(
    () => null,
    (error: unknown) => {
      if (error instanceof StopSealing) return error;
      throw error;
    },
  );
}
