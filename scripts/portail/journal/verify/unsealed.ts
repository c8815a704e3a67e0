/** Events that no log holds: waiting as they should, waiting for ever, dropped from the queue, or set aside by people who said so. */
import type { Connection } from "mysql2/promise";
import type { Found } from "@/lib/evidence/check/findings";
import { faultOfRow } from "@/lib/evidence/seal/rows";
import { rowName, SET_ASIDE } from "@/lib/evidence/seal/set-aside";
import { rowsOf } from "@/prisma/connection";
import { type Keys, openBodyOf } from "./parts";

/** Longer than this and nobody is sealing it. */
const LONG_WAIT = 10 * 60_000;

type Row = { id: string; at: Date; leaf: Buffer; mac: Buffer; waits: string | null };
type Asked = { macKey: Uint8Array; now: Date; keys: Keys };

const one = (check: Found["check"], detail: string): Found => ({ check, log: "not sealed", index: null, detail });

/** `aside`: a sentence for each row that was set aside; no fault, and nothing to keep silent about. */
export async function verifyUnsealed(
  sealer: Connection,
  { macKey, now, keys }: Asked,
): Promise<{ found: Found[]; aside: string[] }> {
  const rows = await rowsOf<Row>(
    sealer,
    `SELECT e.id, e.at, e.leaf, e.mac, p.event_id AS waits FROM audit_event e LEFT JOIN audit_leaf l ON l.event_id = e.id
     LEFT JOIN audit_pending p ON p.event_id = e.id WHERE l.event_id IS NULL ORDER BY e.id`,
  );
  const lost = await rowsOf<{ id: string }>(
    sealer,
    "SELECT p.event_id AS id FROM audit_pending p LEFT JOIN audit_event e ON e.id = p.event_id WHERE e.id IS NULL",
  );
  const found = lost.map(({ id }) => one("event", `the event ${id} waits and is gone`));
  const aside: string[] = [];
  for (const row of rows) {
    const fault = faultOfRow(row, macKey);
    const said = row.waits === null && fault ? await wordOf(sealer, keys, row.id) : null;
    if (said) aside.push(`The event ${row.id} (${fault}) was set aside on ${said}`);
    else if (row.waits === null) found.push(one("unsealed", `the event ${row.id} is neither sealed nor waiting`));
    else if (fault) found.push(one("mac", `the event ${row.id} was changed before it was sealed (${fault})`));
    else if (now.getTime() - writtenAt(row.id) > LONG_WAIT)
      found.push(one("waiting", `the event ${row.id} has waited too long`));
  }
  return { found, aside };
}

/** What the sealed line about a spoilt row says, when as many people signed it as it says. A sound row is covered by no word. */
async function wordOf(sealer: Connection, keys: Keys, id: string): Promise<string | null> {
  const told = await rowsOf<{ id: string; at: Date }>(
    sealer,
    "SELECT e.id, e.at FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id WHERE e.type = ? AND e.object = ? ORDER BY e.id DESC",
    [SET_ASIDE, rowName(id)],
  );
  for (const { id: word, at } of told) {
    const body = await openBodyOf(keys, word);
    const people = Array.isArray(body?.people) ? new Set(body.people.filter((name) => typeof name === "string")) : null;
    if (people && people.size >= (body?.visa === true ? 2 : 1))
      return `${at.toISOString()} by ${[...people].join(" and ")}: ${String(body?.reason)}`;
  }
  return null;
}

/** The millisecond that a UUIDv7 begins with. */
function writtenAt(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
