/**
 * Whether the database holds less than was signed, or something else: it was restored, and signing over it would forge history (facts: evidence
 * §9). And, when another log is opened that says so, what was lost and which names are free: an origin is never used twice.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { witnessKnows } from "../anchor/witness";
import { sameBytes } from "../tlog/strict/bytes";
import { journalFolder, logFolder, readRecord, readText, type SignedRecord, writeWhole } from "./folder";
import { type LogRow, nameOf, originOf, placeOf } from "./opening";
import { lastCheckpoint } from "./publish";
import { StopSealing } from "./rows";

const GIVEN_UP = "given-up";
const CONTESTED = "contested";
/** Any of these says that something was signed or published under that name. */
const TRACES = ["signed", "checkpoint", "tile", "key"];
const MOST_IN_A_YEAR = 100;
/** Well within the five seconds that a turn lasts. */
const PATIENCE_MILLISECONDS = 2000;

/** `adopt`: somebody is sure of the database although no record says what was last signed. That excuses the lack, and nothing else. */
export async function refuseStepBack(
  sealer: Database,
  current: LogRow | null,
  { adopt }: { adopt: boolean },
): Promise<void> {
  const [lost] = await lostLogs(sealer);
  if (lost) throw new StopSealing("went-back", `${lost} was signed, and the database does not know it`);
  if (!current) return;
  const signed = readRecord(current.name);
  const last = await lastCheckpoint(sealer, current.name);
  if (!signed && last && !adopt) throw new StopSealing("no-record", noRecord(current.name));
  if (signed && signed.size > (last?.size ?? 0n)) {
    throw new StopSealing(
      "went-back",
      `${current.name}: ${signed.size} leaves were signed, the database has ${last?.size ?? 0}`,
    );
  }
  if (signed && !(await isHeld(sealer, signed))) {
    throw new StopSealing("other-root", `${current.name}: the database holds another root at ${signed.size}`);
  }
  const handedIn = readRecord(current.name, CONTESTED);
  if (handedIn && !(await isHeld(sealer, handedIn))) {
    throw new StopSealing(
      "witness-file",
      `${current.name}: a witness cosigned ${handedIn.size} leaves that we do not hold`,
    );
  }
}

/** A checkpoint that we signed, that a witness cosigned and handed in by mail, and that the database does not hold: nothing is signed over it. */
export function contest(log: string, note: string): void {
  writeWhole(join(logFolder(log), CONTESTED), note, { durable: true });
}

const noRecord = (log: string) => `${log}: nothing under ${journalFolder()} says what was last signed`;

async function isHeld(sealer: Database, { log, size, root }: SignedRecord): Promise<boolean> {
  const then = await sealer.auditCheckpoint.findUnique({ where: { log_size: { log, size } } });
  return then !== null && sameBytes(then.root, root);
}

const inOrder = (names: Iterable<string>) => [...names].sort((a, b) => placeOf(a) - placeOf(b));

/** The names under which something was signed or published here, oldest first. */
function namesOnDisk(): string[] {
  const folder = journalFolder();
  if (!existsSync(folder)) return [];
  const isLog = (name: string) => TRACES.some((trace) => existsSync(join(folder, name, trace)));
  return inOrder(readdirSync(folder).filter((name) => placeOf(name) > 0 && isLog(name)));
}

async function namesInDatabase(sealer: Database): Promise<string[]> {
  return (await sealer.auditLog.findMany({ select: { name: true } })).map(({ name }) => name);
}

/** Logs of the disk that the database does not know, but for those whose loss a log that it knows has told of. */
async function lostLogs(sealer: Database): Promise<string[]> {
  const known = new Set(await namesInDatabase(sealer));
  const isTold = (name: string) => known.has(readText(logFolder(name), GIVEN_UP)?.trim() ?? "");
  return namesOnDisk().filter((name) => !known.has(name) && !isTold(name));
}

/** What was signed and the database does not hold, as the first leaf of the log that goes on tells it. */
type Gap = { why: string; lost: string[]; signed: string[]; held: { log: string; size: string } | null };

/** The last checkpoints of the logs that are cut short in the database, or gone from it, oldest first. */
export async function signedBeyond(sealer: Database, current: LogRow | null): Promise<SignedRecord[]> {
  const names = inOrder(new Set([...(await lostLogs(sealer)), ...(current ? [current.name] : [])]));
  const beyond: SignedRecord[] = [];
  for (const one of names.map((name) => readRecord(name))) if (one && !(await isHeld(sealer, one))) beyond.push(one);
  return beyond;
}

export async function gapOf(sealer: Database, current: LogRow | null): Promise<Gap> {
  const beyond = await signedBeyond(sealer, current);
  const last = current && (await lastCheckpoint(sealer, current.name));
  const duty = await sealer.auditDuty.findUnique({ where: { name: "seal" } });
  return {
    why: [duty?.fault, duty?.detail].filter(Boolean).join(": "),
    lost: await lostLogs(sealer),
    signed: beyond.map(({ note }) => note),
    held: current && { log: current.name, size: String(last?.size ?? 0n) },
  };
}

/** After the commit of the log that tells of them: they stop nothing any more, and stay as they are for whoever verifies. */
export function giveUp(lost: readonly string[], told: string): void {
  for (const name of lost) writeWhole(join(logFolder(name), GIVEN_UP), `${told}\n`, { durable: true });
}

/** Throws when nobody may go on without the witness. */
type Unheard = () => Promise<void>;

/** The next name that neither the database, nor the disk, nor the witness knows; the year is the latest of theirs and that of `now`. */
export async function freeName(sealer: Database, now: Date, unheard: Unheard): Promise<string> {
  const taken = [...(await namesInDatabase(sealer)), ...namesOnDisk()];
  const first = placeOf(nameOf(parisOf(now).day.slice(0, 4)));
  const last = Math.max(first - 1, ...taken.map(placeOf));
  for (let place = last + 1; place < last + MOST_IN_A_YEAR; place += 1) {
    const name = nameOf(String(Math.floor(place / 1000)), place % 1000);
    if (!(await isWitnessed(name, unheard))) return name;
  }
  throw new StopSealing("origin-taken", "the witness knows every name of the year");
}

/** Throws when something was signed under this name before: a disk or a witness that remembers more than the database. */
export async function refuseTaken(name: string, unheard: Unheard): Promise<void> {
  const where = namesOnDisk().includes(name) ? "the disk" : (await isWitnessed(name, unheard)) ? "the witness" : null;
  if (where) throw new StopSealing("origin-taken", `${where} knows ${name}, and the database does not`);
}

async function isWitnessed(name: string, unheard: Unheard): Promise<boolean> {
  if (env().WITNESS_URL === undefined) return false;
  const knows = await witnessKnows(originOf(name), PATIENCE_MILLISECONDS);
  if (knows === null) await unheard();
  return knows === true;
}
