/**
 * Leaves that a restored database lost, put back from the published tiles (facts: evidence §9): the log goes on where it was, no root is signed
 * twice. What the leaves committed to is not in the tiles: their contents stay lost, and the journal says how many leaves came back.
 */
import { createHmac } from "node:crypto";
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
const CHUNK = 2000;

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
  const { log } = signed;
  const last = await lastCheckpoint(turn.sealer, log);
  const from = last?.size ?? 0n;
  checkSigned(signed);
  const subtrees = publishedSubtrees(logFolder(log), signed.size);
  if (!holdsBoth(subtrees, signed, last)) {
    throw new StopSealing("not-in-tiles", `${log}: the tiles do not continue the ${from} leaves of the database`);
  }
  const rows = readRows(log, from, signed.size);
  for (const [at, { leaf }] of rows.entries()) {
    if (sameBytes(leafHash(leaf), subtrees(0, from + BigInt(at)))) continue;
    throw new StopSealing("not-in-tiles", `${log}: the entry ${from + BigInt(at)} is not the leaf that was sealed`);
  }
  const early = await putEventsBack(rows);
  await transaction((tx) => putLeavesBack(tx, turn, { signed, rows, from }), turn.sealer);
  await tellRecovery(turn.now, { log, from, leaves: rows.length }, early);
  return { log, from, leaves: rows.length };
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

/** The leaves `from` … `size`, excluded, as rows of the journal. */
function readRows(log: string, from: bigint, size: bigint): EventRow[] {
  const macKey = Buffer.from(env().PORTAIL_MAC_KEY, "base64");
  const rows: EventRow[] = [];
  for (let index = from / WIDTH; index * WIDTH < size; index++) {
    const width = Number(size - index * WIDTH > WIDTH ? WIDTH : size - index * WIDTH);
    const bytes = readPlain(logFolder(log), entriesPath({ index, width }));
    const entries = bytes && readEntries(bytes, width);
    if (!entries) throw new StopSealing("not-in-tiles", `${log}: the entries of tile ${index} are missing`);
    const known = from > index * WIDTH ? Number(from - index * WIDTH) : 0;
    for (const bytes of entries.slice(known)) {
      const leaf = new Uint8Array(bytes);
      const said = parseLeaf(fromUtf8(leaf) ?? "");
      if (!said) throw new StopSealing("leaf", `${log}: an entry of tile ${index} is not a leaf`);
      const mac = new Uint8Array(createHmac("sha256", macKey).update(leaf).digest());
      rows.push({ id: said.id, at: new Date(said.at), leaf, mac });
    }
  }
  return rows;
}

/**
 * Under the application's account, which alone may write events. Those that the dump held before they were sealed are there already.
 * Gives how many contents stay lost: tiles hold none.
 */
function putEventsBack(rows: readonly EventRow[]): Promise<number> {
  return transaction(async (tx) => {
    let lost = 0;
    for (const chunk of chunks(rows)) {
      const ids = chunk.map(({ id }) => id);
      const there = await tx.auditEvent.findMany({ where: { id: { in: ids } }, select: { id: true, leaf: true } });
      const known = new Map(there.map(({ id, leaf }) => [id, leaf]));
      const changed = chunk.find(({ id, leaf }) => known.has(id) && !sameBytes(known.get(id) ?? leaf, leaf));
      if (changed) throw new StopSealing("leaf", `${changed.id} is not the event that was sealed`);
      const data = chunk.filter(({ id }) => !known.has(id)).map((row) => ({ ...row, leaf: new Uint8Array(row.leaf) }));
      await tx.auditEvent.createMany({ data: data.map((row) => ({ ...row, mac: new Uint8Array(row.mac) })) });
      for (const { leaf } of data) lost += Object.keys(parseLeaf(fromUtf8(leaf) ?? "")?.c ?? {}).length;
    }
    return lost;
  }, db());
}

type Back = { signed: SignedRecord; rows: readonly EventRow[]; from: bigint };

async function putLeavesBack(tx: Tx, { owner, now }: Turn, { signed, rows, from }: Back): Promise<void> {
  const { log, size, note } = signed;
  await holdTurn(tx, "seal", { owner, now });
  const [first] = rows;
  if (from === 0n && first) {
    const origin = originOf(log);
    const vkey = formatVkey(logSigner(origin, readSeed() ?? new Uint8Array()).key);
    await tx.auditLog.create({ data: { name: log, origin, vkey, openingEventId: first.id, openedAt: first.at } });
  }
  for (const [number, chunk] of chunks(rows).entries()) {
    const start = from + BigInt(number * CHUNK);
    const data = chunk.map(({ id, leaf }, at) => ({
      ...{ log, idx: start + BigInt(at), eventId: id },
      leafHash: new Uint8Array(leafHash(leaf)),
    }));
    await tx.auditLeaf.createMany({ data });
    await tx.auditPending.deleteMany({ where: { eventId: { in: chunk.map(({ id }) => id) } } });
  }
  // The checkpoint was signed after its last event, and before any witness saw it.
  const at = new Date(Math.max(...rows.map((row) => row.at.getTime())));
  await tx.auditCheckpoint.create({ data: { log, size, root: new Uint8Array(signed.root), note, at } });
}

function chunks(rows: readonly EventRow[]): EventRow[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK));
}

function tellRecovery(now: Date, { log, from, leaves }: Recovered, early: number): Promise<string> {
  return transaction((tx) =>
    record(systemContext(tx, now), {
      type: "journal.recovered",
      subject: null,
      object: { kind: "log", id: log },
      body: { log, from: from.toString(), leaves, early },
    }),
  );
}
