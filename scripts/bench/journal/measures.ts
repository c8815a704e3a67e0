/** The measures themselves, loaded once the settings are in place: each figure is told beside the one that issue 5 asks for. */
import { loadavg } from "node:os";
import { receiptOf } from "../../../lib/evidence/receipt";
import { recordAll } from "../../../lib/evidence/record";
import { newSealing, sealPass } from "../../../lib/evidence/seal/pass";
import { connectSealer } from "../../../lib/evidence/seal/sealer";
import { newId } from "../../../lib/kernel/ids";
import { systemContext } from "../../../lib/server/context";
import { type Database, db, transaction } from "../../../lib/server/db";
import { run as verify } from "../../portail/journal/verify/main";
import { composePage } from "../../start/verifier";
import { HEAD, repeat, type Times, tell, timed } from "../measure";
import { measureBooking } from "./booking";
import { measureLoad } from "./load";

const DRAINED = 10_000;
const PAGE = 1000;
/** So much is written before a pass seals it: files and memory stay small while a million events are made. */
const SEALED_EVERY = 20_000;

type Figure = { name: string; value: number; goal: number; unit: string };

export async function measureJournal(events: number): Promise<void> {
  const sealer = connectSealer();
  try {
    console.log(`\n${HEAD}`);
    const figures = [await booking(), await draining(sealer), await load(sealer), ...(await atSize(sealer, events))];
    figures.push({ name: "/verifier", value: verifierKibibytes(), goal: 60, unit: "KiB" });
    console.log(
      `\nload ${loadavg()
        .map((one) => one.toFixed(1))
        .join(", ")}`,
    );
    for (const one of figures) console.log(tellFigure(one));
  } finally {
    await sealer.$disconnect();
    await db().$disconnect();
  }
}

function tellFigure({ name, value, goal, unit }: Figure): string {
  const figures = `${value.toFixed(2)} ${unit}`.padStart(14) + `goal ≤ ${goal} ${unit}`.padStart(18);
  return `${name.padEnd(44)}${figures}${value <= goal ? "" : "  missed"}`;
}

async function booking(): Promise<Figure> {
  const { times, ratio } = await measureBooking();
  for (const one of times) console.log(tell(one));
  return { name: "a booking with the journal, of one without", value: ratio, goal: 1.2, unit: "×" };
}

async function load(sealer: Database): Promise<Figure> {
  await releaseTurn(sealer);
  const { times, p99 } = await measureLoad(async () => (await write(1))[0] ?? "");
  await releaseTurn(sealer);
  console.log(tell(times));
  return { name: `${times.name}, p99`, value: p99 / 1000, goal: 2, unit: "s" };
}

async function write(count: number): Promise<string[]> {
  const subject = { kind: "household" as const, id: newId() };
  const list = Array.from({ length: count }, () => ({
    type: "booking.created" as const,
    subject,
    object: { kind: "booking", id: newId() },
    body: { order: "VAL-7K4Q-93MD", childId: newId(), day: "2026-12-07", cents: 280 },
  }));
  return transaction((tx) => recordAll(systemContext(tx, new Date()), list));
}

function releaseTurn(sealer: Database) {
  return sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: null, leaseUntil: null } });
}

async function draining(sealer: Database): Promise<Figure> {
  for (let done = 0; done < DRAINED; done += PAGE) await write(PAGE);
  const sealing = newSealing(sealer, newId());
  const took = await timed(() => sealPass(sealing, new Date()));
  return { name: `${DRAINED} waiting events sealed`, value: took / 1000, goal: 30, unit: "s" };
}

async function atSize(sealer: Database, events: number): Promise<Figure[]> {
  const sealing = newSealing(sealer, newId());
  let last = "";
  for (let done = await db().auditEvent.count(); done < events; done += PAGE) {
    last = (await write(Math.min(PAGE, events - done))).at(-1) ?? "";
    if (done % SEALED_EVERY < PAGE) await sealPass(sealing, new Date());
  }
  await sealPass(sealing, new Date());
  const proof = await repeat(`a receipt, of ${events} events`, { times: 40, warm: 5 }, () =>
    receiptOf(db(), last, ["body"]),
  );
  console.log(tell(proof));
  const io = { json: false, say: console.log, emit: () => undefined, note: console.error };
  const verified = await timed(() => verify([], io));
  // A smaller journal than the million is held to its share of the two minutes.
  const goal = (120 * events) / 1_000_000;
  return [
    { name: `${proof.name}, p95`, value: p95(proof), goal: 50, unit: "ms" },
    { name: `${events} events verified, parts included`, value: verified / 1000, goal, unit: "s" },
  ];
}

function p95({ samples }: Times): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

/** As it is sent, before any compression. */
function verifierKibibytes(): number {
  return Buffer.byteLength(composePage("fr")) / 1024;
}
