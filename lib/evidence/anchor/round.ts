/**
 * Anchoring the log outside: the witness within the minute, the time-stamp authority every hour, each when there is something new. A failure is
 * written down and tried again, later and later; the latest checkpoint covers those before, so nothing is lost and no family waits for it.
 */
import { join } from "node:path";
import { type Database, isDuplicate } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type DutyName, giveTurnBack, noteDone, noteFault, takeTurn } from "../seal/duty";
import { logFolder, writeWhole } from "../seal/folder";
import { utf8 } from "../tlog/strict/bytes";
import { sayDisagreement, type WitnessAlarm } from "./heed";
import { latestPublished } from "./latest";
import { verifyToken } from "./openssl";
import { publishStamps } from "./stamps";
import { askTimestamp } from "./timestamp";
import { type Asked, askWitness } from "./witness";

const EVERY_MINUTES = { witness: 1, timestamp: 60 } as const;
const LONGEST_PAUSE_MINUTES = 60;

type Kind = keyof typeof EVERY_MINUTES;
type Turn = { sealer: Database; owner: string; now: Date };

/** One look at both: asks what is due. */
export async function anchorRound(turn: Turn): Promise<void> {
  const began = performance.now();
  // The witness may have taken its time: the second turn lasts from when it begins.
  const present = () => new Date(turn.now.getTime() + performance.now() - began);
  if (env().WITNESS_URL) await whenDue("witness", { ...turn, present }, witnessLatest);
  if (env().TIMESTAMP_URL) await whenDue("timestamp", { ...turn, present }, stampLatest);
}

type Work = (turn: Turn, asked: Asked) => Promise<void>;

async function whenDue(name: Kind, turn: Turn & { present: () => Date }, work: Work): Promise<void> {
  const { sealer, owner, now, present } = turn;
  const duty = await sealer.auditDuty.findUnique({ where: { name } });
  const next = duty?.nextTryAt ?? (duty?.doneAt ? later(duty.doneAt, EVERY_MINUTES[name]) : now);
  if (next > now) return;
  const asked = await latestPublished(sealer);
  if (!asked || (await isAnchored(sealer, asked, name))) return;
  if (!(await takeTurn(sealer, name, { owner, now: present() }))) return;
  try {
    await work(turn, asked);
    await noteDone(sealer, name, now);
  } catch (error) {
    // An answer that outlasted the turn: somebody else asked too, and has written it down.
    if (isDuplicate(error)) return void (await noteDone(sealer, name, now));
    const pause = Math.min(2 ** (duty?.attempts ?? 0), LONGEST_PAUSE_MINUTES);
    await noteFault(sealer, name, { ...faultOf(name, error), now, retryAt: later(now, pause) });
  } finally {
    await giveTurnBack(sealer, name, owner);
  }
}

const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000);

function faultOf(name: DutyName, error: unknown) {
  const fault = error instanceof WitnessDisagrees ? error.fault : "failed";
  return { fault, detail: `${name}: ${(error as Error).message}` };
}

/** The witness cosigned more than this portal holds, or something else: the next pass of the sealing stops on it (heed.ts). */
class WitnessDisagrees extends Error {
  constructor(
    readonly fault: WitnessAlarm,
    detail: string,
  ) {
    super(detail);
  }
}

async function isAnchored(sealer: Database, { log, size }: Asked, kind: Kind): Promise<boolean> {
  return (await sealer.auditAnchor.count({ where: { log, kind, size: { gte: size } } })) > 0;
}

async function witnessLatest({ sealer, now }: Turn, asked: Asked): Promise<void> {
  const { log, size } = asked;
  const last = await sealer.auditAnchor.findFirst({ where: { log, kind: "witness" }, orderBy: { size: "desc" } });
  const outcome = await askWitness(asked, last?.size ?? 0n);
  if (outcome.kind === "unwatched" || outcome.kind === "silent") throw new Error(outcome.detail);
  if (outcome.kind !== "cosigned")
    throw new WitnessDisagrees(`witness-${outcome.kind}`, sayDisagreement(asked, outcome));
  const answer = new Uint8Array(utf8(outcome.note.slice(asked.note.length)));
  await sealer.auditAnchor.create({ data: { log, size, kind: "witness", note: outcome.note, answer, at: now } });
  writeWhole(join(logFolder(log), "cosigned"), outcome.note);
}

/** The note that the witness cosigned, when there is one, so that one date covers both. */
async function stampLatest({ sealer }: Turn, asked: Asked): Promise<void> {
  const { log } = asked;
  const stamped = await sealer.auditAnchor.findFirst({ where: { log, kind: "timestamp" }, orderBy: { size: "desc" } });
  const cosigned = await sealer.auditAnchor.findFirst({ where: { log, kind: "witness" }, orderBy: { size: "desc" } });
  const isNews = cosigned && cosigned.size > (stamped?.size ?? 0n);
  const { note, size } = isNews ? cosigned : asked;
  const authority = env().TIMESTAMP_CA_FILE;
  if (!authority) throw new Error("TIMESTAMP_CA_FILE is not set: a token that nobody can check dates nothing");
  const { tsr, query } = await askTimestamp(env().TIMESTAMP_URL ?? "", note);
  const { at } = await verifyToken(tsr, { query }, authority);
  const answer = new Uint8Array(tsr);
  await sealer.auditAnchor.create({ data: { log, size, kind: "timestamp", note, answer, at } });
  await publishStamps(sealer, log, { size, query });
}
