/**
 * One pass of the sealing (facts: evidence §9): what waits is checked, put at the end of the log with a signed checkpoint in one transaction,
 * then published. By event id and never "after the last one seen": a transaction with a smaller id may commit later.
 */
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type Heeded, heedWitness, refuseUnheard } from "../anchor/heed";
import { placeNow } from "../anchor/waiver";
import { checkpointText } from "../tlog/checkpoint";
import { formatVkey, type Signer } from "../tlog/keys";
import { signLine, writeNote } from "../tlog/note";
import { leafHash } from "../tlog/tree";
import { hasTurn, holdTurn, noteDone, TurnLost, takeTurn } from "./duty";
import { type Edge, edgeRoot, emptyEdge, growEdge } from "./edge";
import { logSigner, makeSeed, readSeed } from "./key";
import { currentLog, type LogRow, logDue, type OpeningReason, prepareOpening } from "./opening";
import { catchUp, lastCheckpoint, publish } from "./publish";
import { type EventRow, faultOfRow, StopSealing } from "./rows";
import { freeName, gapOf, giveUp, refuseStepBack, refuseTaken } from "./step-back";

const BATCH = 2000;

type Open = { log: LogRow; signer: Signer; edge: Edge };

/**
 * One who seals: `open` is kept from pass to pass, and read again whenever the database holds something else. `began` is when the pass did, on the
 * clock that only goes forward: a long pass renews its turn from the present.
 */
export type Sealing = { sealer: Database; owner: string; open: Open | null; heeded: Heeded | null; began: number };

export function newSealing(sealer: Database, owner: string): Sealing {
  return { sealer, owner, open: null, heeded: null, began: 0 };
}

/** `reason` opens another log although the year has not changed; `adopt` takes the database as it is when no record of what was last signed is left. */
export type Wish = { reason?: "rotation" | "gap"; adopt?: boolean };

/** Seals everything that waits, and gives how many events; null when it is somebody else's turn, or has become so. Throws `StopSealing`. */
export async function sealPass(sealing: Sealing, now: Date, wish: Wish = {}): Promise<number | null> {
  const { sealer, owner } = sealing;
  if (!(await takeTurn(sealer, "seal", { owner, now }))) return null;
  sealing.began = performance.now();
  try {
    let sealed = 0;
    for (let open = await openLog(sealing, now, wish); ; ) {
      const rows = await waiting(sealer, null);
      if (rows.length === 0) return sealed;
      await sealRows(sealing, open, { rows, now, opens: false });
      sealed += rows.length;
      if (rows.length < BATCH) return sealed;
    }
  } catch (error) {
    sealing.open = null;
    // What two see at once is no fault of the journal: who has the turn now will tell if there is one.
    if (error instanceof TurnLost || !(await hasTurn(sealer, "seal", owner))) return null;
    throw error;
  }
}

/** The log in force at `now`, opened when it is due. */
async function openLog(sealing: Sealing, now: Date, wish: Wish): Promise<Open> {
  const { sealer } = sealing;
  const current = await currentLog(sealer);
  if (wish.reason !== "gap") await refuseStepBack(sealer, current, { adopt: wish.adopt ?? false });
  if (current && wish.reason !== "gap") await heedWitness(sealing, current, now);
  const { reason } = wish;
  const unheard = async () => refuseUnheard(sealing, await placeNow(sealer));
  const due = reason ? { name: await freeName(sealer, now, unheard), reason } : logDue(current, now);
  if (due) return openNew(sealing, { ...due, previous: current, now });
  if (!current) throw new Error("A log is due when there is none");
  const last = await lastCheckpoint(sealer, current.name);
  const { open } = sealing;
  if (open?.log.name === current.name && open.edge.size === (last?.size ?? 0n)) return open;
  sealing.open = { log: current, signer: signerOf(current), edge: await catchUp(sealer, current) };
  return sealing.open;
}

function signerOf({ origin, vkey }: LogRow): Signer {
  const seed = readSeed();
  if (!seed) throw new StopSealing("no-key", env().JOURNAL_KEY_FILE);
  const signer = logSigner(origin, seed);
  if (formatVkey(signer.key) !== vkey) throw new StopSealing("other-key", `${origin} is signed with another key`);
  return signer;
}

type Due = { name: string; reason: OpeningReason; previous: LogRow | null; now: Date };

async function openNew(sealing: Sealing, { name, reason, previous, now }: Due): Promise<Open> {
  const { sealer } = sealing;
  await refuseTaken(name, async () => refuseUnheard(sealing, await placeNow(sealer)));
  // After a gap the files hold more than the database: they stay as they are.
  if (previous && reason !== "gap") await catchUp(sealer, previous);
  const gap = reason === "gap" ? await gapOf(sealer, previous) : null;
  const last = previous && (await lastCheckpoint(sealer, previous.name));
  const seed = readSeed() ?? firstSeed(reason);
  const wanted = { name, reason, seed, previous: gap?.signed.at(-1) ?? last?.note ?? null, gap, now };
  const { log, signer } = await prepareOpening(sealer, wanted);
  const open = { log, signer, edge: emptyEdge() };
  const rows = await waiting(sealer, log.openingEventId);
  if (rows.length !== 1)
    throw new StopSealing("missing-event", `${log.openingEventId} opens ${name} and is not waiting`);
  await sealRows(sealing, open, { rows, now, opens: true });
  if (gap) giveUp(gap.lost, name);
  // What the witness saw of the log that was cut short is told now; it is asked about the new one.
  if (gap) await noteDone(sealer, "witness", now);
  sealing.open = open;
  // It was heard, or done without, on the way here: what was opened just now cannot have gone back.
  sealing.heeded = { log: previous?.name ?? "", size: 0n, refusal: null, until: now };
  return open;
}

/** Only the demonstration makes up a key, and only for the very first log. */
function firstSeed(reason: OpeningReason): Uint8Array {
  if (reason !== "first" || !(env().PORTAIL_DEMO || env().PORTAIL_TEST)) {
    throw new StopSealing("no-key", env().JOURNAL_KEY_FILE);
  }
  return makeSeed();
}

/** What waits, oldest id first, whole and untouched. With `id`, that event alone. */
async function waiting(sealer: Database, id: string | null): Promise<EventRow[]> {
  const pending = await sealer.auditPending.findMany({
    ...(id && { where: { eventId: id } }),
    orderBy: { eventId: "asc" },
    take: BATCH,
  });
  const ids = pending.map(({ eventId }) => eventId);
  if (ids.length === 0) return [];
  const select = { id: true, at: true, leaf: true, mac: true };
  const events = await sealer.auditEvent.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" }, select });
  const twice = await sealer.auditLeaf.findFirst({ where: { eventId: { in: ids } }, select: { eventId: true } });
  if (twice) throw new StopSealing("sealed-twice", twice.eventId);
  const found = new Set(events.map((event) => event.id));
  const missing = ids.find((one) => !found.has(one));
  if (missing) throw new StopSealing("missing-event", missing);
  const macKey = Buffer.from(env().PORTAIL_MAC_KEY, "base64");
  for (const row of events) {
    const fault = faultOfRow(row, macKey);
    if (fault) throw new StopSealing(fault, row.id);
  }
  return events;
}

type Batch = { rows: EventRow[]; now: Date; opens: boolean };

/** Leaves, checkpoint and the end of their waiting in one transaction; then, and only then, the files. */
async function sealRows({ sealer, owner, began }: Sealing, { log, signer, edge }: Open, { rows, now, opens }: Batch) {
  const first = edge.size;
  const leaves = rows.map(({ leaf }) => leaf);
  const files = growEdge(edge, leaves);
  const root = new Uint8Array(edgeRoot(edge));
  const text = checkpointText({ origin: log.origin, size: edge.size, root });
  const note = writeNote(text, [signLine(signer, text)]);
  const ids = rows.map(({ id }) => id);
  const write = async (tx: Tx) => {
    await holdTurn(tx, "seal", { owner, now: new Date(now.getTime() + performance.now() - began) });
    if (opens) await tx.auditLog.create({ data: log });
    await tx.auditLeaf.createMany({
      data: rows.map(({ id, leaf }, at) => ({
        log: log.name,
        idx: first + BigInt(at),
        eventId: id,
        leafHash: new Uint8Array(leafHash(leaf)),
      })),
    });
    const { count } = await tx.auditPending.deleteMany({ where: { eventId: { in: ids } } });
    if (count !== ids.length) throw new Error("An event stopped waiting while it was sealed");
    await tx.auditCheckpoint.create({ data: { log: log.name, size: edge.size, root, note, at: now } });
  };
  await transaction(write, sealer);
  publish(log, edge, note, files);
}
