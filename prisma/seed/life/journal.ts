/** The journal of a past that is told at once: each trace under the instant and the person of its story. */
import { type Event, recordAll } from "@/lib/evidence/record";
import { type Actor, type Channel, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { groupBy } from "../rows";

export type Trace = { at: Date; actor: Actor | null; event: Event };

/** Documentation addresses and a made-up telephone. */
const NET = { ip: "192.0.2.17", userAgent: "Mozilla/5.0 (démonstration)" };

export async function writeJournal(tx: Tx, traces: readonly Trace[]): Promise<void> {
  const groups = groupBy(traces, ({ at, actor }) => `${at.toISOString()} ${actor?.accountId ?? ""}`);
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ at, actor } = { at: null, actor: null }] = group;
    if (!at) continue;
    const channel: Channel = actor === null ? "system" : actor.role === "parent" ? "portal" : "counter";
    const net = actor?.role === "parent" ? NET : null;
    await recordAll(
      contextOf(tx, at, { actor, channel, net }),
      group.map(({ event }) => event),
    );
  }
}
