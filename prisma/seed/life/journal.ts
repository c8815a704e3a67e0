/** The journal of a past that is told at once: each trace under the instant and the person of its story. */
import { type Event, recordEach } from "@/lib/evidence/record";
import { type Actor, type Channel, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

export type Trace = { at: Date; actor: Actor | null; event: Event };

/** A documentation address and a made-up telephone. */
const NET = { ip: "192.0.2.17", userAgent: "Mozilla/5.0 (démonstration)" };

const BATCH = 500;

export async function writeJournal(tx: Tx, traces: readonly Trace[]): Promise<void> {
  const inOrder = [...traces].sort((a, b) => a.at.getTime() - b.at.getTime());
  const entries = inOrder.map(({ at, actor, event }) => {
    const channel: Channel = actor === null ? "system" : actor.role === "parent" ? "portal" : "counter";
    return { context: contextOf(tx, at, { actor, channel, net: actor?.role === "parent" ? NET : null }), event };
  });
  for (let start = 0; start < entries.length; start += BATCH) await recordEach(tx, entries.slice(start, start + BATCH));
}
