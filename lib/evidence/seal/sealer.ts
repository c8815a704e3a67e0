/** The sealing, for ever: a pass at most a second after the other, its troubles written down and told once. Any number may run. */
import { setTimeout as wait } from "node:timers/promises";
import { newId } from "@/lib/kernel/ids";
import { now } from "@/lib/server/clock";
import { connect, type Database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { type Daily, dailyRound } from "../anchor/daily";
import { anchorRound } from "../anchor/round";
import { type Fault, giveTurnBack, noteDone, noteFault } from "./duty";
import { newSealing, type Sealing, sealPass } from "./pass";
import { StopSealing } from "./rows";

const PAUSE_MILLISECONDS = 400;
/** A pass that finds nothing writes its sign of life no more often. */
const SIGN_MILLISECONDS = 10_000;

/** What is told when sealing stops and when it goes on, once for each news; and the checkpoint of the day. */
export type Tell = {
  stopped: (fault: Fault) => Promise<unknown>;
  resumed: (fault: string) => Promise<unknown>;
  daily: (daily: Daily) => Promise<unknown>;
};

/** Its own small pool, under the account that seals. */
export function connectSealer(): Database {
  const address = new URL(env().DATABASE_SEALER_URL);
  address.searchParams.set("connections", "3");
  return connect(address.href);
}

export async function runSealer(sealer: Database, tell: Tell, signal: AbortSignal): Promise<void> {
  const sealing = newSealing(sealer, newId());
  const signs = { last: 0 };
  const asking = { busy: false };
  while (!signal.aborted) {
    await sealAndTell(sealing, tell, signs).catch((error: unknown) => log().error({ error: String(error) }, "sealing"));
    if (!asking.busy) void ask(asking, { sealer, owner: sealing.owner, now: now() }, tell);
    await wait(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
  await giveTurnBack(sealer, "seal", sealing.owner).catch(() => undefined);
}

/** Beside the sealing, not before it: who answers from outside may take its time. */
async function ask(asking: { busy: boolean }, turn: Parameters<typeof anchorRound>[0], tell: Tell): Promise<void> {
  asking.busy = true;
  const both = anchorRound(turn).then(() => dailyRound(turn, tell.daily));
  await both.catch((error: unknown) => log().error({ error: String(error) }, "anchoring"));
  asking.busy = false;
}

export async function sealAndTell(sealing: Sealing, tell: Tell, signs: { last: number }): Promise<void> {
  const { sealer } = sealing;
  const at = now();
  try {
    const sealed = await sealPass(sealing, at);
    if (sealed === null || (sealed === 0 && at.getTime() - signs.last < SIGN_MILLISECONDS)) return;
    const over = await noteDone(sealer, "seal", at);
    signs.last = at.getTime();
    if (over !== null) await tell.resumed(over);
  } catch (error) {
    signs.last = 0;
    const fault = faultOf(error);
    if (await noteFault(sealer, "seal", { ...fault, now: at })) {
      log().error(fault, "sealing stopped");
      await tell.stopped(fault);
    }
  }
}

/** A fault that is not in the journal, such as a full disk, is told as well: nothing is sealed meanwhile. */
function faultOf(error: unknown): Fault {
  if (error instanceof StopSealing) return { fault: error.fault, detail: error.detail };
  return { fault: "failure", detail: String(error).replaceAll("\n", " ") };
}
