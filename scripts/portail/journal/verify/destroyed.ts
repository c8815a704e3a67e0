/**
 * A year whose time was over leaves its last checkpoint and nothing else (facts: evidence §10). It counts as destroyed only when a later log
 * says so in a sealed leaf, and not before its time; any other absence is a fault.
 */
import type { Connection } from "mysql2/promise";
import type { Found } from "@/lib/evidence/check/findings";
import { readPolicy, verifyCheckpoint } from "@/lib/evidence/tlog/checkpoint";
import { parisOf } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import { goneFrom } from "@/lib/retention/rules";
import { rowsOf } from "@/prisma/connection";
import type { LogName, Verified } from "./tables";

export const DESTROYED = "journal.year-destroyed";

/** The object of the event that tells of it. */
export const destroyedName = (log: string) => `log/${idOfName("log", log)}`;

/** Null when the log still has leaves, or when no sealed event says that it was destroyed. */
export async function verifyDestroyed(sealer: Connection, { name, origin, vkey }: LogName): Promise<Verified | null> {
  const [left] = await rowsOf<{ idx: string }>(sealer, "SELECT idx FROM audit_leaf WHERE log = ? LIMIT 1", [name]);
  const [told] = await rowsOf<{ at: Date }>(
    sealer,
    "SELECT e.at FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id WHERE e.type = ? AND e.object = ?",
    [DESTROYED, destroyedName(name)],
  );
  if (left || !told) return null;
  const kept = await rowsOf<{ note: string; at: Date }>(
    sealer,
    "SELECT note, at FROM audit_checkpoint WHERE log = ? ORDER BY size DESC",
    [name],
  );
  const found: Found[] = [];
  const say = (check: Found["check"], detail: string) => found.push({ check, log: name, index: null, detail });
  const [last] = kept;
  const policy = readPolicy({ vkeys: [vkey], origin, threshold: 0 });
  if (!last) say("went-back", "it was destroyed, and its last checkpoint with it");
  else if (!policy || !verifyCheckpoint(last.note, policy).ok)
    say("signature", "the last checkpoint of a year that is over");
  if (last && goneFrom("proof-10-years", parisOf(last.at).day) > parisOf(told.at).day) {
    say("went-back", `it was destroyed on ${parisOf(told.at).day}, before its time`);
  }
  return { log: name, leaves: 0n, checkpoints: kept.length, found, dates: [] };
}
