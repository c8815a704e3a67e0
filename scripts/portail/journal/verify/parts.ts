/** The payloads against what the leaves committed to: edited payloads and salts show here. An erased part is no fault. Read under the application's account. */
import type { Connection } from "mysql2/promise";
import type { Found } from "@/lib/evidence/check/findings";
import { say, type Walk } from "@/lib/evidence/check/walk";
import { type EventType, events } from "@/lib/evidence/events";
import { hmacSha256 } from "@/lib/evidence/tlog/primitives";
import { encodeBase64 } from "@/lib/evidence/tlog/strict/base64";
import { utf8 } from "@/lib/evidence/tlog/strict/bytes";
import { isObject, parseJson } from "@/lib/evidence/tlog/strict/json";
import { spareKey, tryDecrypt } from "@/lib/evidence/vault";
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { goneFrom } from "@/lib/retention/rules";
import { rowsOf } from "@/prisma/connection";

/** The data keys by pseudonym, null where one does not open; `commune` is the pseudonym of the events about nobody. */
export type Keys = {
  app: Connection;
  masterKey: Uint8Array;
  byPseudonym: ReadonlyMap<string, Uint8Array | null>;
  commune: string | null;
  today: CivilDate;
  /** Contents that are gone although their own date has not come; each must have been told by a destruction. */
  early: { log: string; index: bigint }[];
};

/** A pseudonym and its key go together: one whose key is gone counts as closed. A key alone is none: newer keys come back with an older backup. */
const KEYS = `
  SELECT k.pseudonym, k.wrapped, p.kind FROM data_key k LEFT JOIN pseudonym p ON p.pseudonym = k.pseudonym
  UNION ALL
  SELECT p.pseudonym, NULL, p.kind FROM pseudonym p LEFT JOIN data_key k ON k.pseudonym = p.pseudonym WHERE k.pseudonym IS NULL`;

export async function readKeys(app: Connection, masterKey: Uint8Array, today: CivilDate): Promise<Keys> {
  const rows = await rowsOf<{ pseudonym: string; wrapped: Buffer | null; kind: string | null }>(app, KEYS);
  const unwrap = (wrapped: Buffer | null, pseudonym: string) => wrapped && tryDecrypt(masterKey, wrapped, pseudonym);
  const byPseudonym = new Map(rows.map(({ pseudonym, wrapped }) => [pseudonym, unwrap(wrapped, pseudonym)]));
  const commune = rows.find(({ kind }) => kind === "commune")?.pseudonym ?? null;
  return { app, masterKey, byPseudonym, commune, today, early: [] };
}

/** A payload as its writer closed it: under its pseudonym's key, or under the spare one while that key did not open. */
function open({ masterKey, byPseudonym, commune }: Keys, subject: string | null, { payload, event_id, part }: Part) {
  const pseudonym = subject ?? commune;
  if (pseudonym === null) return null;
  const label = `${event_id}/${part}`;
  const key = byPseudonym.get(pseudonym);
  return (key && tryDecrypt(key, payload, label)) ?? tryDecrypt(spareKey(masterKey, pseudonym), payload, label);
}

/** Keys that were altered, or that another master key wraps: whatever they close cannot be checked any more. */
export function keysThatDoNotOpen({ byPseudonym }: Keys): Found[] {
  const closed = [...byPseudonym].filter(([, key]) => key === null);
  return closed.map(([pseudonym]) => ({
    ...{ check: "key", log: "data keys", index: null },
    detail: `the data key of ${pseudonym} does not open`,
  }));
}

/** The last checkpoint of the log before, as the event that opens a log carries it; null when there is none, or when it was erased. */
export async function previousNote(keys: Keys, openingId: string): Promise<string | null> {
  const body = await openBodyOf(keys, openingId);
  return typeof body?.previous === "string" ? body.previous : null;
}

/** What an event about nobody says; null when it was erased, or does not open. */
export async function openBodyOf(keys: Keys, eventId: string): Promise<Record<string, unknown> | null> {
  const sql = "SELECT event_id, part, salt, payload FROM audit_part WHERE event_id = ? AND part = 'body'";
  const [part] = await rowsOf<Part>(keys.app, sql, [eventId]);
  const plain = part && open(keys, null, part);
  const body = plain ? parseJson(plain.toString())?.value : null;
  return isObject(body ?? undefined) ? (body as Record<string, unknown>) : null;
}

type Row = { idx: string; event_id: string; leaf: Buffer | null };
type Part = { event_id: string; part: string; salt: Buffer; payload: Buffer };

export async function checkParts(keys: Keys, walk: Walk, rows: readonly Row[]): Promise<void> {
  const known = new Map(rows.map((row) => [row.event_id, row]));
  if (known.size === 0) return;
  const parts = await rowsOf<Part>(
    keys.app,
    "SELECT event_id, part, salt, payload FROM audit_part WHERE event_id IN (?)",
    [[...known.keys()]],
  );
  keepEarly(keys, walk, rows, new Set(parts.map(({ event_id, part }) => `${event_id}/${part}`)));
  for (const part of parts) {
    const row = known.get(part.event_id);
    const fault = row?.leaf ? faultOf(keys, part, row.leaf) : null;
    if (row && fault) say(walk, "part", BigInt(row.idx), `the part ${part.part} of ${part.event_id}: ${fault}`);
  }
}

function faultOf(keys: Keys, row: Part, leaf: Buffer): string | null {
  const { event_id, part, salt } = row;
  const said = saidBy(leaf);
  if (!said) return "its leaf is not one";
  const pseudonym = said.subject ?? keys.commune;
  const key = pseudonym === null ? undefined : keys.byPseudonym.get(pseudonym);
  if (key === undefined) return null; // its household was erased, and its key with it
  const text = open(keys, said.subject, row);
  if (!text) return key === null ? "the key to it does not open" : "it does not open";
  const message = utf8(`pf-commit/v1\n${part}\n${event_id}\n${text}`);
  const committed = encodeBase64(hmacSha256(salt, message));
  return committed === said.c[part] ? null : "what it says, or its salt, is not what was committed to";
}

function keepEarly(keys: Keys, walk: Walk, rows: readonly Row[], kept: ReadonlySet<string>): void {
  for (const { event_id, idx, leaf } of rows) {
    const said = leaf ? saidBy(leaf) : null;
    const gone = Object.keys(said?.c ?? {}).filter((part) => !kept.has(`${event_id}/${part}`));
    const isEarly = (part: string) => said !== null && keys.today < lastDayOf(said, part);
    keys.early.push(...gone.filter(isEarly).map(() => ({ log: walk.log, index: BigInt(idx) })));
  }
}

/** The day from which a part may be gone by itself; one of a type that nobody knows is asked for as long as a proof. */
function lastDayOf({ at, type }: Said, part: string): CivilDate {
  const rule = part === "net" ? "net-12-months" : (events[type as EventType]?.retention ?? "proof-10-years");
  return goneFrom(rule, at.slice(0, 10));
}

/**
 * Contents that went before their date, beyond those that a destruction told (`audit.erased`, a restore that destroyed again, or leaves put back from tiles, which hold no contents): somebody took
 * them away. Which of them is not known; the first that is missing is named.
 */
export async function untoldLosses(keys: Keys): Promise<Found[]> {
  const [first] = keys.early;
  if (!first) return [];
  const told = await toldLosses(keys);
  if (keys.early.length <= told) return [];
  const detail = `${keys.early.length} contents are gone before their date, and destructions tell of ${told}; the first is missing here`;
  return [{ check: "part", ...first, detail }];
}

async function toldLosses(keys: Keys): Promise<number> {
  const rows = await rowsOf<Part>(
    keys.app,
    `SELECT p.event_id, p.part, p.salt, p.payload FROM audit_part p JOIN audit_event e ON e.id = p.event_id
     WHERE p.part = 'body' AND e.type IN ('audit.erased', 'backup.restored', 'journal.recovered')`,
  );
  return rows.reduce((total, row) => total + toldBy(open(keys, null, row)), 0);
}

function toldBy(plain: Buffer | null): number {
  const { early } = plain ? (JSON.parse(plain.toString()) as { early?: unknown }) : {};
  return typeof early === "number" ? early : 0;
}

type Said = { c: Record<string, string>; subject: string | null; at: string; type: string };

/** What a leaf commits to. Its form is the walk's to check: here it must only not break the reading. */
function saidBy(leaf: Buffer): Said | null {
  try {
    const { c, subject, at, type } = JSON.parse(leaf.toString()) as Partial<Said>;
    if (typeof c !== "object" || c === null || typeof at !== "string" || typeof type !== "string") return null;
    return isCivilDate(at.slice(0, 10)) ? { c, subject: subject ?? null, at, type } : null;
  } catch {
    return null;
  }
}
