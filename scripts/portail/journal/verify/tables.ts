/**
 * The journal's tables against themselves and everything kept beside them: one consistent look under the account that seals, leaf by leaf,
 * so that a million events are read once and never held.
 */
import type { Connection } from "mysql2/promise";
import { clockFaults } from "@/lib/evidence/check/clock";
import type { Dated, Found } from "@/lib/evidence/check/findings";
import { beginWalk, type Claim, endWalk, say, stepWalk, type Walk } from "@/lib/evidence/check/walk";
import { claimOf, logFolder, readText } from "@/lib/evidence/seal/folder";
import { readPolicy } from "@/lib/evidence/tlog/checkpoint";
import { sameBytes } from "@/lib/evidence/tlog/strict/bytes";
import { rowsOf } from "@/prisma/connection";
import { checkParts, type Keys } from "./parts";
import { checkTokens } from "./stamps";

export type LogName = { name: string; origin: string; vkey: string; opening: string };
export type Verified = {
  log: string;
  leaves: bigint;
  checkpoints: number;
  found: Found[];
  dates: Dated[];
  /** Time-stamp tokens that nobody could check for want of the authority's certificate. */
  unchecked?: number;
};

/** What was read from the disk before the look at the tables, so that a seal in between is no fault. */
export type OnDisk = ReadonlyMap<string, { record: string | null; published: string | null }>;

const CHUNK = 4000;

export function readDisk(names: readonly string[]): OnDisk {
  const read = (name: string) => ({
    record: readText(logFolder(name), "signed"),
    published: readText(logFolder(name), "checkpoint"),
  });
  return new Map(names.map((name) => [name, read(name)]));
}

type Plan = {
  log: LogName;
  disk: OnDisk;
  given: readonly Claim[];
  vkeys: readonly string[];
  keys: Keys | null;
  /** The file of the time-stamp authority's certificates. */
  authority: string | null;
};

export async function verifyLog(sealer: Connection, plan: Plan): Promise<Verified> {
  const { log, disk, given, keys } = plan;
  const { claims, signed, found, unchecked } = await claimsOf(sealer, plan);
  const vkeys = [...new Set([log.vkey, ...plan.vkeys.filter((one) => !one.startsWith(`${log.origin}+`))])];
  const policy = readPolicy({ vkeys, origin: log.origin, threshold: 0 });
  const folder = disk.get(log.name)?.published ? logFolder(log.name) : null;
  if (!policy) {
    found.push({ check: "key", log: log.name, index: null, detail: "the key of the log is not one" });
    return { log: log.name, leaves: 0n, checkpoints: claims.length, found, dates: [] };
  }
  const walk = beginWalk({ log: log.name, folder, policy, claims: [...claims, ...given] });
  walk.found.push(...found);
  await walkLeaves(sealer, walk, { log, keys });
  endWalk(walk);
  walk.found.push(...clockFaults(log.name, signed, walk.dates));
  return {
    ...{ log: log.name, leaves: walk.edge.size, checkpoints: signed.length, found: walk.found, dates: walk.dates },
    unchecked,
  };
}

/** Every note about this log that is kept anywhere: tables, data folder. */
async function claimsOf(sealer: Connection, { log, disk, authority }: Plan) {
  const signed = await rowsOf<{ size: string; root: Buffer; note: string; at: Date }>(
    sealer,
    "SELECT size, root, note, at FROM audit_checkpoint WHERE log = ? ORDER BY size",
    [log.name],
  );
  const anchors = await rowsOf<{ kind: string; note: string; answer: Buffer; at: Date }>(
    sealer,
    "SELECT kind, note, answer, at FROM audit_anchor WHERE log = ? ORDER BY size",
    [log.name],
  );
  const stamped = anchors.filter(({ kind }) => kind === "timestamp");
  const tokens = stamped.map(({ note, answer, at }) => ({ note, tsr: answer, at }));
  const { claims: dated, found, unchecked } = await checkTokens(log.name, tokens, authority);
  for (const { size, root, note } of signed) {
    const claim = claimOf(note);
    if (claim && claim.size === BigInt(size) && sameBytes(claim.root, root)) continue;
    found.push({
      check: "root",
      log: log.name,
      index: BigInt(size),
      detail: "a checkpoint's row and its note disagree",
    });
  }
  const { record, published } = disk.get(log.name) ?? { record: null, published: null };
  const claims: Claim[] = [
    ...signed.map(({ note, at }) => ({ source: "checkpoint", note, at: at.toISOString() })),
    ...anchors.filter(({ kind }) => kind !== "timestamp").map(({ kind, note }) => ({ source: kind, note, at: null })),
    ...dated,
    ...(record ? [{ source: "the record of what was signed", note: record, at: null }] : []),
    ...(published ? [{ source: "the published checkpoint", note: published, at: null }] : []),
  ];
  return { claims, signed: signed.map(({ size, at }) => ({ size: BigInt(size), at })), found, unchecked };
}

type LeafRow = {
  idx: string;
  event_id: string;
  leaf_hash: Buffer;
  id: string | null;
  leaf: Buffer | null;
  at: Date | null;
};

type Walking = { log: LogName; keys: Keys | null };

/** The next page is read while this one is checked: database and processor work at the same time. */
async function walkLeaves(sealer: Connection, walk: Walk, { log, keys }: Walking): Promise<void> {
  for (let page = readPage(sealer, log.name, 0n); ; ) {
    const rows = await page;
    const last = rows.at(-1);
    const isLast = !last || rows.length < CHUNK;
    if (!isLast) {
      page = readPage(sealer, log.name, BigInt(last.idx) + 1n);
      page.catch(() => undefined); // told by the next turn, when it is waited for
    }
    for (const row of rows) stepRow(walk, row);
    const [first] = rows;
    if (first && BigInt(first.idx) === 0n && first.event_id !== log.opening) {
      say(walk, "opening", 0n, "the first leaf is not the event that opened this log");
    }
    if (keys) await checkParts(keys, walk, rows);
    if (isLast) return;
  }
}

function readPage(sealer: Connection, log: string, from: bigint): Promise<LeafRow[]> {
  return rowsOf<LeafRow>(
    sealer,
    `SELECT l.idx, l.event_id, l.leaf_hash, e.id, e.leaf, e.at FROM audit_leaf l LEFT JOIN audit_event e ON e.id = l.event_id
     WHERE l.log = ? AND l.idx >= ? ORDER BY l.idx LIMIT ${CHUNK}`,
    [log, from.toString()],
  );
}

function stepRow(walk: Walk, row: LeafRow): void {
  const index = BigInt(row.idx);
  if (index !== walk.edge.size) say(walk, "order", walk.edge.size, `the next leaf bears the index ${index}`);
  if (!row.leaf || !row.at) say(walk, "event", index, `the event ${row.event_id} is gone`);
  else if (!tellsOf(row.leaf, row.event_id, row.at)) {
    say(walk, "leaf", index, "the row and its leaf tell of two events or two times");
  }
  stepWalk(walk, { leaf: row.leaf, hash: row.leaf_hash });
}

/** The canonical form puts both as they stand: no need to read a million leaves as JSON. */
function tellsOf(leaf: Buffer, id: string, at: Date): boolean {
  return leaf.includes(`"id":"${id}"`) && leaf.includes(`"at":"${at.toISOString()}"`);
}

/** An event that stands at two places: the tables forbid it, who owns them can lift that. Told at its second place. */
export async function duplicateLeaves(sealer: Connection): Promise<Found[]> {
  const rows = await rowsOf<{ id: string }>(
    sealer,
    "SELECT event_id AS id FROM audit_leaf GROUP BY event_id HAVING COUNT(*) > 1",
  );
  if (rows.length === 0) return [];
  const places = await rowsOf<{ id: string; log: string; idx: string }>(
    sealer,
    "SELECT l.event_id AS id, l.log, l.idx FROM audit_leaf l LEFT JOIN audit_log g ON g.name = l.log WHERE l.event_id IN (?) ORDER BY g.opened_at, l.idx",
    [rows.map(({ id }) => id)],
  );
  const seen = new Set<string>();
  return places.flatMap(({ id, log, idx }) => {
    if (seen.has(id)) return [{ check: "duplicate", log, index: BigInt(idx), detail: `the event ${id} stands twice` }];
    seen.add(id);
    return [];
  });
}
