/**
 * A witness's own memory: for each log a row of numbered files, of which the last is the checkpoint it cosigned last. The next number can be made
 * once, by whoever comes first, on the disk before the answer leaves: what is compared and what is stored are one step, without a lock that a killed
 * witness could leave behind (facts: evidence §5).
 */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { claimOf } from "../seal/folder";
import type { Seen, WitnessAnswer } from "./witness-answer";

/** Older ones tell nothing that the last does not; a few stay for whoever reads at the same time. */
const KEPT = 8;
/** Each time somebody else was quicker, it has cosigned something: nobody is that unlucky. */
const MOST_TRIES = 100;

/** `number` 0: nothing yet, or the one file of an older version. */
type Place = { folder: string; stem: string; number: number };

function placeOf(store: string, origin: string): Place {
  const folder = join(store, "logs");
  const stem = createHash("sha256").update(origin).digest("hex");
  return { folder, stem, number: numbersOf(folder, stem).at(-1) ?? 0 };
}

function numbersOf(folder: string, stem: string): number[] {
  if (!existsSync(folder)) return [];
  const named = readdirSync(folder).filter((name) => name.startsWith(`${stem}.`));
  return named
    .map((name) => Number(name.slice(stem.length + 1)))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((a, b) => a - b);
}

const fileOf = ({ folder, stem, number }: Place) => join(folder, number === 0 ? stem : `${stem}.${number}`);

function noteAt(place: Place): string | null {
  const file = fileOf(place);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function seenAt(place: Place): Seen | null {
  const note = noteAt(place);
  const claim = note === null ? null : claimOf(note);
  if (note !== null && !claim)
    throw new Error(`${fileOf(place)} is damaged: put it back from a copy; a witness that forgets is none`);
  return claim && { size: claim.size, root: claim.root };
}

export const seenIn = (store: string, origin: string): Seen | null => seenAt(placeOf(store, origin));

export const lastNote = (store: string, origin: string): string | null => noteAt(placeOf(store, origin));

/** Asks `answer` what it says to what was seen of a log, keeps what it cosigned, and asks again when somebody else has cosigned meanwhile. */
export function answerAndKeep(
  store: string,
  answer: (seenOf: (origin: string) => Seen | null) => WitnessAnswer,
): WitnessAnswer {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const read = new Map<string, Place>();
    const given = answer((origin) => {
      const place = placeOf(store, origin);
      read.set(origin, place);
      return seenAt(place);
    });
    if (given.status !== 200) return given;
    const before = read.get(given.origin);
    if (!before) throw new Error("It cosigned a log that it did not look at");
    if (keepNext(before, given.note)) return given;
  }
  throw new Error("Others cosign all the time");
}

/** False when the place after `before` is taken. */
function keepNext({ folder, stem, number }: Place, note: string): boolean {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `.${stem}.${randomBytes(6).toString("hex")}`);
  const mine = { folder, stem, number: number + 1 };
  writeDurably(draft, note);
  try {
    linkSync(draft, fileOf(mine));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(folder);
  const numbers = numbersOf(folder, stem);
  if ((numbers.at(-1) ?? 0) - mine.number >= KEPT) {
    // It may have been used before and cleared away: others are far ahead. Fewer than that have followed what was kept just now.
    rmSync(fileOf(mine), { force: true });
    return false;
  }
  for (const old of numbers.slice(0, -KEPT)) rmSync(fileOf({ folder, stem, number: old }), { force: true });
  return true;
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, "wx", 0o644);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
