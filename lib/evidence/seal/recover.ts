/**
 * Leaves that a restored database lost, put back from the published tiles (facts: evidence §9): the log goes on where it was, no root is signed
 * twice. What the leaves committed to is not in the tiles: their contents stay lost, and the journal says how many leaves came back. All of it is
 * checked before anything is written; then it comes back in portions, each by itself, the checkpoint last: who is cut off goes on where they were.
 */
import { createHmac } from "node:crypto";
import { idOfName } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { type Database, db, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { record } from "../record";
import { readPolicy, verifyCheckpoint } from "../tlog/checkpoint";
import { formatVkey } from "../tlog/keys";
import { parseLeaf } from "../tlog/leaf";
import { rootAt } from "../tlog/proofs";
import { fromUtf8, sameBytes } from "../tlog/strict/bytes";
import { entriesPath, readEntries } from "../tlog/tiles";
import { type Hash, leafHash, type Subtrees } from "../tlog/tree";
import { holdTurn, takeTurn } from "./duty";
import { logFolder, publishedSubtrees, readPlain, type SignedRecord } from "./folder";
import { logSigner, readSeed } from "./key";
import { currentLog, originOf } from "./opening";
import { lastCheckpoint } from "./publish";
import { type EventRow, StopSealing } from "./rows";
import { signedBeyond } from "./step-back";

/** `leaves` came back, from index `from` on. */
type Recovered = { log: string; from: bigint; leaves: number };

type Turn = { sealer: Database; owner: string; now: Date };

const WIDTH = 256n;
/** Eight tiles of entries: a second or two. */
const TILES = 8n;

/** Null when it is somebody else's turn to seal. Throws `StopSealing` when the tiles do not hold what was signed. */
export async function recoverLeaves(turn: Turn): Promise<Recovered[] | null> {
  const { sealer, owner, now } = turn;
  if (!(await takeTurn(sealer, "seal", { owner, now }))) return null;
  const recovered: Recovered[] = [];
  for (const signed of await signedBeyond(sealer, await currentLog(sealer))) {
    recovered.push(await recoverLog(turn, signed));
  }
  return recovered;
}

async function recoverLog(turn: Turn, signed: SignedRecord): Promise<Recovered> {
  const { log, size } = signed;
  const last = await lastCheckpoint(turn.sealer, log);
  const from = last?.size ?? 0n;
  checkSigned(signed);
  const subtrees = publishedSubtrees(logFolder(log), size);
  if (!holdsBoth(subtrees, signed, last)) {
    throw new StopSealing("not-in-tiles", `${log}: the tiles do not continue the ${from} leaves of the database`);
  }
  for (const portion of portionsOf(log, from, size)) checkPortion(log, portion, subtrees);
  const began = performance.now();
  const present = () => ({ ...turn, now: new Date(turn.now.getTime() + performance.now() - began) });
  let [lost, latest] = [0, 0];
  for (const portion of portionsOf(log, from, size)) {
    lost += await putEventsBack(portion.rows);
    await transaction((tx) => putLeavesBack(tx, present(), { log, ...portion }), turn.sealer);
    for (const { at } of portion.rows) latest = Math.max(latest, at.getTime());
  }
  const recovered = { log, from, leaves: Number(size - from) };
  // Told before the checkpoint is back: once it is, nothing asks for it again.
  await tellRecovery(turn.now, recovered, lost);
  await transaction((tx) => putCheckpointBack(tx, present(), { signed, at: new Date(latest) }), turn.sealer);
  return recovered;
}

/** Whether the tiles give the root that was signed, and that of the database before it. */
function holdsBoth(subtrees: Subtrees, signed: SignedRecord, last: { size: bigint; root: Hash } | null): boolean {
  try {
    const continues = !last || (last.size < signed.size && sameBytes(rootAt(last.size, subtrees), last.root));
    return continues && sameBytes(rootAt(signed.size, subtrees), signed.root);
  } catch {
    return false; // a tile is missing
  }
}

/** With our own key: a folder that somebody else filled puts nothing back. */
function checkSigned({ log, note }: SignedRecord): void {
  const seed = readSeed();
  if (!seed) throw new StopSealing("no-key", env().JOURNAL_KEY_FILE);
  const origin = originOf(log);
  const policy = readPolicy({ vkeys: [formatVkey(logSigner(origin, seed).key)], origin, threshold: 0 });
  if (!policy || !verifyCheckpoint(note, policy).ok) {
    throw new StopSealing("other-key", `${log}: the record of what was signed does not bear our signature`);
  }
}

type Portion = { start: bigint; rows: EventRow[] };

/** The leaves `from` … `size`, excluded, as rows of the journal; some tiles at a time. */
function* portionsOf(log: string, from: bigint, size: bigint): Generator<Portion> {
  const macKey = Buffer.from(env().PORTAIL_MAC_KEY, "base64");
  for (let index = from / WIDTH; index * WIDTH < size; ) {
    const start = index * WIDTH > from ? index * WIDTH : from;
    const rows: EventRow[] = [];
    const end = index + TILES;
    for (; index < end && index * WIDTH < size; index += 1n) {
      const known = from > index * WIDTH ? Number(from - index * WIDTH) : 0;
      for (const bytes of entriesIn(log, index, size).slice(known)) rows.push(rowOf(log, bytes, { index, macKey }));
    }
    yield { start, rows };
  }
}

function entriesIn(log: string, index: bigint, size: bigint): Uint8Array[] {
  const width = Number(size - index * WIDTH > WIDTH ? WIDTH : size - index * WIDTH);
  const bytes = readPlain(logFolder(log), entriesPath({ index, width }));
  const entries = bytes && readEntries(bytes, width);
  if (!entries) throw new StopSealing("not-in-tiles", `${log}: the entries of tile ${index} are missing`);
  return entries;
}

function rowOf(log: string, bytes: Uint8Array, { index, macKey }: { index: bigint; macKey: Uint8Array }): EventRow {
  const leaf = new Uint8Array(bytes);
  const said = parseLeaf(fromUtf8(leaf) ?? "");
  if (!said) throw new StopSealing("leaf", `${log}: an entry of tile ${index} is not a leaf`);
  const mac = new Uint8Array(createHmac("sha256", macKey).update(leaf).digest());
  return { id: said.id, at: new Date(said.at), leaf, mac };
}

function checkPortion(log: string, { start, rows }: Portion, subtrees: Subtrees): void {
  for (const [at, { leaf }] of rows.entries()) {
    if (sameBytes(leafHash(leaf), subtrees(0, start + BigInt(at)))) continue;
    throw new StopSealing("not-in-tiles", `${log}: the entry ${start + BigInt(at)} is not the leaf that was sealed`);
  }
}

/**
 * Under the application's account, which alone may write events. Those that the dump held before they were sealed, or that came back before this
 * was cut off, are there already. Gives how many contents stay lost: tiles hold none.
 */
function putEventsBack(rows: readonly EventRow[]): Promise<number> {
  return transaction(async (tx) => {
    const ids = rows.map(({ id }) => id);
    const there = await tx.auditEvent.findMany({ where: { id: { in: ids } }, select: { id: true, leaf: true } });
    const known = new Map(there.map(({ id, leaf }) => [id, leaf]));
    const changed = rows.find(({ id, leaf }) => known.has(id) && !sameBytes(known.get(id) ?? leaf, leaf));
    if (changed) throw new StopSealing("leaf", `${changed.id} is not the event that was sealed`);
    const data = rows.filter(({ id }) => !known.has(id)).map((row) => ({ ...row, leaf: new Uint8Array(row.leaf) }));
    await tx.auditEvent.createMany({ data: data.map((row) => ({ ...row, mac: new Uint8Array(row.mac) })) });
    const promised = rows.reduce((total, { leaf }) => total + partsOf(leaf), 0);
    return promised - (await tx.auditPart.count({ where: { eventId: { in: ids } } }));
  }, db());
}

const partsOf = (leaf: Uint8Array) => Object.keys(parseLeaf(fromUtf8(leaf) ?? "")?.c ?? {}).length;

type Back = Portion & { log: string };

/** Without a checkpoint over them: nothing is sealed on top until it is back too. */
async function putLeavesBack(tx: Tx, { owner, now }: Turn, { log, start, rows }: Back): Promise<void> {
  await holdTurn(tx, "seal", { owner, now });
  const [first] = rows;
  if (start === 0n && first && (await tx.auditLog.count({ where: { name: log } })) === 0) {
    const origin = originOf(log);
    const vkey = formatVkey(logSigner(origin, readSeed() ?? new Uint8Array()).key);
    await tx.auditLog.create({ data: { name: log, origin, vkey, openingEventId: first.id, openedAt: first.at } });
  }
  const eventIds = rows.map(({ id }) => id);
  const there = await tx.auditLeaf.findMany({ where: { eventId: { in: eventIds } } });
  const known = new Map(there.map(({ eventId, idx }) => [eventId, idx]));
  const data = rows.map(({ id, leaf }, at) => ({
    ...{ log, idx: start + BigInt(at), eventId: id },
    leafHash: new Uint8Array(leafHash(leaf)),
  }));
  const moved = data.find(({ eventId, idx }) => known.has(eventId) && known.get(eventId) !== idx);
  if (moved) throw new StopSealing("sealed-twice", moved.eventId);
  await tx.auditLeaf.createMany({ data: data.filter(({ eventId }) => !known.has(eventId)) });
  await tx.auditPending.deleteMany({ where: { eventId: { in: eventIds } } });
}

type Ending = { signed: SignedRecord; at: Date };

/** It was signed after its last event, and before any witness saw it. */
async function putCheckpointBack(tx: Tx, { owner, now }: Turn, { signed, at }: Ending): Promise<void> {
  const { log, size, root, note } = signed;
  await holdTurn(tx, "seal", { owner, now });
  await tx.auditCheckpoint.create({ data: { log, size, root: new Uint8Array(root), note, at } });
}

function tellRecovery(now: Date, { log, from, leaves }: Recovered, early: number): Promise<unknown> {
  const object = { kind: "log", id: `${log} from ${from}, ${leaves} leaves` };
  const body = { log, from: from.toString(), leaves, early };
  return transaction(async (tx) => {
    const named = `${object.kind}/${idOfName(object.kind, object.id)}`;
    if ((await tx.auditEvent.count({ where: { type: "journal.recovered", object: named } })) > 0) return;
    await record(systemContext(tx, now), { type: "journal.recovered", subject: null, object, body });
  });
}
