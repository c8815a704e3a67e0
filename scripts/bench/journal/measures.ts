/** The measures themselves, loaded once the settings are in place. */
import { setTimeout as pause } from "node:timers/promises";
import { receiptOf } from "../../../lib/evidence/receipt";
import { recordAll } from "../../../lib/evidence/record";
import { newSealing, sealPass } from "../../../lib/evidence/seal/pass";
import { connectSealer } from "../../../lib/evidence/seal/sealer";
import { newId } from "../../../lib/kernel/ids";
import { systemContext } from "../../../lib/server/context";
import { type Database, db, transaction } from "../../../lib/server/db";
import { run as verify } from "../../portail/journal/verify/main";
import { HEAD, repeat, type Times, tell, timed } from "../measure";

const TIMES = { times: 150, warm: 30 };
const DRAINED = 10_000;
/** Below the pool of connections: a slow machine then writes later, not all at once. */
const AT_ONCE = 6;
const LOAD = { perSecond: 50, seconds: 60 };

export async function measureJournal(events: number): Promise<void> {
  const sealer = connectSealer();
  try {
    console.log(`\n${HEAD}`);
    for (const one of await writing()) console.log(tell(one));
    console.log(tell(await draining(sealer)));
    console.log(tell(await underLoad(sealer)));
    for (const one of await atSize(sealer, events)) console.log(tell(one));
  } finally {
    await sealer.$disconnect();
    await db().$disconnect();
  }
}

const aBooking = (subject: string) => ({
  type: "booking.created" as const,
  subject: { kind: "household" as const, id: subject },
  object: { kind: "booking", id: newId() },
  body: { order: "VAL-7K4Q-93MD", childId: newId(), day: "2026-12-07", cents: 280 },
});

/** The writes of a small order, with and without its line: rows, an update under a condition, a mail to send. */
async function writing(): Promise<Times[]> {
  const household = newId();
  const order = (withLine: boolean) =>
    transaction(async (tx) => {
      const context = systemContext(tx, new Date());
      for (let row = 0; row < 4; row += 1) {
        const section = `bench-${newId().slice(-12)}`;
        await tx.setting.create({ data: { section, value: { row }, updatedAt: context.now } });
        await tx.setting.updateMany({ where: { section }, data: { updatedAt: context.now } });
      }
      if (withLine) await recordAll(context, [aBooking(household)]);
    });
  await order(true);
  return [
    await repeat("an order of four writes, without the journal", TIMES, () => order(false)),
    await repeat("the same, with its line of the journal", TIMES, () => order(true)),
  ];
}

async function write(count: number): Promise<string[]> {
  const household = newId();
  const list = Array.from({ length: count }, () => aBooking(household));
  return transaction((tx) => recordAll(systemContext(tx, new Date()), list));
}

async function draining(sealer: Database): Promise<Times> {
  for (let done = 0; done < DRAINED; done += 500) await write(500);
  const sealing = newSealing(sealer, newId());
  const samples = [await timed(() => sealPass(sealing, new Date()))];
  return { name: `${DRAINED} waiting events sealed`, samples };
}

/** From commit to sealed, events coming one by one while a sealer passes. */
async function underLoad(sealer: Database): Promise<Times> {
  const sealing = newSealing(sealer, newId());
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: null, leaseUntil: null } });
  const waiting = new Map<string, number>();
  const samples: number[] = [];
  let isOver = false;
  const passes = (async () => {
    while (!isOver || waiting.size > 0) {
      const seen = [...waiting];
      await sealPass(sealing, new Date());
      for (const [id, since] of seen) {
        waiting.delete(id);
        samples.push(performance.now() - since);
      }
      await pause(400);
    }
  })();
  const flying = new Set<Promise<unknown>>();
  const tick = 1000 / LOAD.perSecond;
  const began = performance.now();
  for (let count = 0; count < LOAD.perSecond * LOAD.seconds; count += 1) {
    while (flying.size >= AT_ONCE) await Promise.race(flying);
    const one = write(1).then(([id]) => waiting.set(id ?? "", performance.now()));
    flying.add(one);
    void one.finally(() => flying.delete(one));
    await pause(Math.max(0, began + (count + 1) * tick - performance.now()));
  }
  await Promise.all(flying);
  isOver = true;
  await passes;
  samples.sort((a, b) => a - b);
  const p99 = samples[Math.floor(samples.length * 0.99)] ?? 0;
  return { name: `sealed after commit, ${LOAD.perSecond} events/s`, samples, note: `p99 ${p99.toFixed(0)} ms` };
}

async function atSize(sealer: Database, events: number): Promise<Times[]> {
  const sealing = newSealing(sealer, newId());
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseOwner: null, leaseUntil: null } });
  let last = "";
  for (let done = await db().auditEvent.count(); done < events; done += 1000) {
    last = (await write(Math.min(1000, events - done))).at(-1) ?? "";
    if (done % 20_000 < 1000) await sealPass(sealing, new Date());
  }
  await sealPass(sealing, new Date());
  const proof = await repeat(`a receipt, of ${events} events`, { times: 40, warm: 5 }, () =>
    receiptOf(db(), last, ["body"]),
  );
  const io = { json: false, say: console.log, emit: () => undefined, note: console.error };
  const verified = await timed(() => verify([], io));
  return [proof, { name: `${events} events verified, parts included`, samples: [verified] }];
}
