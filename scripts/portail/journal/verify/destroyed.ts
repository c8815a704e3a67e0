/**
 * A year whose time was over leaves its last checkpoint and nothing else (facts: evidence §10). It counts as destroyed only when a sealed leaf of
 * a later log says so, of this very checkpoint, under the names of those who signed, and not before its time; any other absence is a fault.
 */
import type { Connection } from "mysql2/promise";
import type { Dated, Found } from "@/lib/evidence/check/findings";
import { claimOf } from "@/lib/evidence/seal/folder";
import { placeOf } from "@/lib/evidence/seal/opening";
import { readPolicy, verifyCheckpoint } from "@/lib/evidence/tlog/checkpoint";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import { goneFrom } from "@/lib/retention/rules";
import { rowsOf } from "@/prisma/connection";
import { type Keys, openBodyOf } from "./parts";
import type { LogName, Verified } from "./tables";

export const DESTROYED = "journal.year-destroyed";

/** The object of the events that tell of it. */
export const yearName = (log: string) => `log/${idOfName("log", log)}`;

/** The first day on which a log of this name may be gone, whatever its last checkpoint says of its own day. */
export function overAtTheEarliest(log: string): CivilDate {
  const year = String(Math.floor(placeOf(log) / 1000)).padStart(4, "0");
  return goneFrom("proof-10-years", `${year}-01-01`);
}

type Told = { id: string; at: Date; log: string };
type Kept = { note: string; at: Date; size: string };

/** Null when no sealed event of a later log says that it was destroyed: it is then verified like any other. */
export async function verifyDestroyed(sealer: Connection, log: LogName, keys: Keys): Promise<Verified | null> {
  const { name } = log;
  const all = await rowsOf<Told>(
    sealer,
    "SELECT e.id, e.at, l.log FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id WHERE e.type = ? AND e.object = ? ORDER BY e.id",
    [DESTROYED, yearName(name)],
  );
  const told = all.find((one) => placeOf(one.log) > placeOf(name));
  if (!told) return null;
  const kept = await rowsOf<Kept>(
    sealer,
    "SELECT note, at, size FROM audit_checkpoint WHERE log = ? ORDER BY size DESC",
    [name],
  );
  const [left] = await rowsOf<{ idx: string }>(sealer, "SELECT idx FROM audit_leaf WHERE log = ? LIMIT 1", [name]);
  const faults = [
    ...(left ? ["its destruction was told and not finished: run journal destroy-year again"] : []),
    ...faultsOfWord(told, kept[0] ?? null, await openBodyOf(keys, told.id), keys.today),
    ...faultsOfTime(log, told, { kept: kept[0] ?? null, dates: await outsideDates(sealer, name) }),
  ];
  const found = faults.map((detail): Found => ({ check: "went-back", log: name, index: null, detail }));
  const policy = readPolicy({ vkeys: [log.vkey], origin: log.origin, threshold: 0 });
  if (kept[0] && (!policy || !verifyCheckpoint(kept[0].note, policy).ok)) {
    found.push({ check: "signature", log: name, index: null, detail: "the last checkpoint of a year that is over" });
  }
  return { log: name, leaves: 0n, checkpoints: kept.length, found, dates: [] };
}

/** Whether the sealed word is about the checkpoint that stayed, and signed by as many people as it says. */
function faultsOfWord(told: Told, kept: Kept | null, body: Record<string, unknown> | null, today: CivilDate): string[] {
  if (!kept) return ["it was destroyed, and its last checkpoint with it"];
  if (!body) {
    const isErased = today >= goneFrom("proof-10-years", parisOf(told.at).day);
    return isErased ? [] : ["what the line that tells of its destruction says cannot be read"];
  }
  const by = Array.isArray(body.by) ? body.by.filter((one) => typeof one === "string" && one !== "") : [];
  const isSigned = new Set(by).size >= (body.visa === true ? 2 : 1);
  return [
    ...(body.checkpoint === kept.note ? [] : ["the line that tells of its destruction names another last checkpoint"]),
    ...(isSigned ? [] : ["the line that tells of its destruction does not name who signed it"]),
  ];
}

type Times = { kept: Kept | null; dates: readonly Dated[] };

/** Its ten years run from its last checkpoint, by the latest date that anybody gave it. */
function faultsOfTime({ name }: LogName, told: Told, { kept, dates }: Times): string[] {
  const days = [...dates.map(({ at }) => at.slice(0, 10)), ...(kept ? [parisOf(kept.at).day] : [])];
  const over = [overAtTheEarliest(name), ...days.map((day) => goneFrom("proof-10-years", day))].sort().at(-1) ?? "";
  const day = parisOf(told.at).day;
  return day < over ? [`it was destroyed on ${day}, before its time, which was over on ${over}`] : [];
}

/** What outside parties wrote of it stays with its last checkpoint. */
async function outsideDates(sealer: Connection, name: string): Promise<Dated[]> {
  const rows = await rowsOf<{ at: Date; note: string }>(sealer, "SELECT at, note FROM audit_anchor WHERE log = ?", [
    name,
  ]);
  return rows.map(({ at, note }) => ({ size: claimOf(note)?.size ?? 0n, at: at.toISOString(), by: "witness" }));
}
