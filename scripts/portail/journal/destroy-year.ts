/**
 * `portail journal destroy-year LOG [--apply --by NAME]`: when the time of a whole log is over, its leaves, tiles and checkpoints go; its last
 * checkpoint stays, with what outside parties signed of it (facts: evidence §10). Nothing goes before the line that says so is sealed, nor before a
 * second person where the commune wants one. Under the account that owns the database: no other may delete a leaf.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Connection } from "mysql2/promise";
import { record } from "@/lib/evidence/record";
import { logFolder } from "@/lib/evidence/seal/folder";
import { goneFrom } from "@/lib/retention/rules";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection } from "@/prisma/connection";
import { putGuardsBack } from "@/prisma/guards";
import { readMigrations } from "@/prisma/migrate";
import { ownerOf } from "../../start/database";
import { type ExitCode, type Io, Mistake } from "../io";
import { signedBy } from "./two-people";
import { DESTROYED, yearName } from "./verify/destroyed";

const PROPOSED = "journal.year-proposed";
const CHUNK = 500;
/** A worker seals within a second or two. */
const PATIENCE_MILLISECONDS = 8000;

const WORDS = {
  listed: "Nothing was destroyed. Run it again with --apply --by NAME.",
  proposed: "The commune wants two people: a second one runs the same with their own name.",
  told: "The journal will say so. Run it again once that line is sealed: nothing is destroyed before.",
  destroyed: "Done: its last checkpoint stays.",
} as const;

type State = keyof typeof WORDS;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { apply: { type: "boolean", default: false }, by: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [log] = positionals;
  const by = values.by?.trim();
  if (!log || positionals.length > 1 || (values.apply && !by))
    throw new Mistake("Name the log, and who destroys it: journal destroy-year preuve-2026 [--apply --by NAME]", 2);
  const year = { log, apply: values.apply ? (by ?? null) : null };
  try {
    let done = await destroyYear({ ...year, now: now() });
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (; done.state === "told" && performance.now() < deadline; await pause(500))
      done = await destroyYear({ ...year, now: now() });
    io.emit({ log, leaves: done.leaves, state: done.state });
    io.say(`${log}: ${done.leaves} leaves, whose time was over on ${done.over}.`);
    io.say(WORDS[done.state]);
    return done.state === "told" ? 1 : 0;
  } finally {
    await db().$disconnect();
  }
}

/** `apply` names who destroys; null only lists. */
type Year = { log: string; now: Date; apply: string | null };
type Found = { leaves: number; over: string };

/** Throws `Mistake` when the log goes on, when its time is not over, or when contents of its events are still there. */
export function destroyYear({ log, now: at, apply }: Year): Promise<Found & { state: State }> {
  return withConnection(ownerOf(env()), async (owner) => {
    // One that somebody took away, or lost, is put back before anything else.
    await putGuardsBack(owner, await readMigrations());
    const { leaves, over, checkpoint } = await checkYear(owner, log, systemContext(db(), at).today);
    if (apply === null) return { leaves, over, state: "listed" };
    const state = await transaction((tx) => tell(tx, { log, leaves, checkpoint, by: apply, at }));
    if (state !== "destroyed") return { leaves, over, state };
    await owner.query("SET @portail_year_over = ?", [log]);
    await destroyRows(owner, log);
    dropFiles(logFolder(log));
    return { leaves, over, state };
  });
}

/** Of the tokens, that of the last checkpoint stays with it. */
function dropFiles(folder: string): void {
  rmSync(join(folder, "tile"), { recursive: true, force: true });
  const stamps = join(folder, "stamps");
  const names = existsSync(stamps) ? readdirSync(stamps) : [];
  const last = Math.max(...names.map((name) => Number.parseInt(name, 10) || 0), 0);
  for (const name of names)
    if (name !== "index" && !name.startsWith(`${last}.`)) rmSync(join(stamps, name), { force: true });
}

type Told = { log: string; leaves: number; checkpoint: string; by: string; at: Date };

/** What still lacks before rows may go: a second person, or the seal on the line that tells of it. */
async function tell(tx: Tx, { log, leaves, checkpoint, by, at }: Told): Promise<State> {
  const context = systemContext(tx, at);
  const object = { kind: "log", id: log };
  const eventOf = (type: string) => tx.auditEvent.findFirst({ where: { type, object: yearName(log) } });
  const told = await eventOf(DESTROYED);
  if (told) return (await tx.auditLeaf.count({ where: { eventId: told.id } })) > 0 ? "destroyed" : "told";
  const first = await eventOf(PROPOSED);
  const signed = await signedBy(tx, by, first?.id ?? null);
  if (!signed) {
    await record(context, { type: PROPOSED, subject: null, object, body: { log, by } });
    return "proposed";
  }
  const body = { log, leaves, checkpoint, by: signed.people, visa: signed.visa };
  await record(context, { type: DESTROYED, subject: null, object, body });
  return "told";
}

async function checkYear(owner: Connection, log: string, today: string) {
  const one = async <Row>(sql: string) => (await rowsOf<Row>(owner, sql, [log]))[0];
  const logs = await rowsOf<{ name: string }>(owner, "SELECT name FROM audit_log ORDER BY opened_at DESC, name DESC");
  if (!logs.some(({ name }) => name === log)) throw new Mistake(`${log} is not a log of this journal`);
  if (logs[0]?.name === log) throw new Mistake(`${log} is the log in force`);
  const last = await one<{ note: string; day: string }>(
    "SELECT note, DATE_FORMAT(at, '%Y-%m-%d') AS day FROM audit_checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1",
  );
  if (!last) throw new Mistake(`${log} has no checkpoint`);
  const over = goneFrom("proof-10-years", last.day);
  if (over > today) throw new Mistake(`${log} is kept until ${over}`);
  const parts = await one<{ n: string }>(
    "SELECT COUNT(*) AS n FROM audit_part p JOIN audit_leaf l ON l.event_id = p.event_id WHERE l.log = ?",
  );
  if (Number(parts?.n) > 0) throw new Mistake(`${log} still has ${parts?.n} contents: portail retention --apply first`);
  const leaves = await one<{ n: string }>("SELECT COUNT(*) AS n FROM audit_leaf WHERE log = ?");
  return { leaves: Number(leaves?.n), over, checkpoint: last.note };
}

/** The opening of each log stays known by its row; the last checkpoint and its anchors stay whole. */
async function destroyRows(owner: Connection, log: string): Promise<void> {
  for (;;) {
    const rows = await rowsOf<{ id: string }>(
      owner,
      `SELECT event_id AS id FROM audit_leaf WHERE log = ? ORDER BY idx LIMIT ${CHUNK}`,
      [log],
    );
    if (rows.length === 0) break;
    const ids = rows.map(({ id }) => id);
    await owner.query("DELETE FROM audit_event WHERE id IN (?)", [ids]);
    await owner.query("DELETE FROM audit_leaf WHERE event_id IN (?)", [ids]);
  }
  const last = "(SELECT size FROM (SELECT MAX(size) AS size FROM audit_checkpoint WHERE log = ?) AS last)";
  await owner.query(`DELETE FROM audit_checkpoint WHERE log = ? AND size < ${last}`, [log, log]);
  const anchored = "(SELECT size FROM (SELECT MAX(size) AS size FROM audit_anchor WHERE log = ?) AS last)";
  await owner.query(`DELETE FROM audit_anchor WHERE log = ? AND size < ${anchored}`, [log, log]);
}
