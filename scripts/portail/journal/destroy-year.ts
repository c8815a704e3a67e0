/**
 * `portail journal destroy-year LOG [--apply]`: when the time of a whole log is over, its leaves, tiles and checkpoints go; its last checkpoint
 * stays, with what outside parties signed of it (facts: evidence §10). Under the account that owns the database: no other may delete a leaf.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Connection } from "mysql2/promise";
import { record } from "@/lib/evidence/record";
import { logFolder } from "@/lib/evidence/seal/folder";
import { goneFrom } from "@/lib/retention/rules";
import { now } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection } from "@/prisma/connection";
import { ownerOf } from "../../start/database";
import { type ExitCode, type Io, Mistake } from "../io";
import { DESTROYED, destroyedName } from "./verify/destroyed";

/** What forbids to delete, put aside while this works and put back whatever happens. */
const GUARDED = ["audit_event", "audit_leaf", "audit_checkpoint"];
const CHUNK = 2000;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { apply: { type: "boolean", default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [log] = positionals;
  if (!log || positionals.length > 1) throw new Mistake("Name the log: journal destroy-year preuve-2026 [--apply]", 2);
  try {
    const { leaves, over } = await destroyYear({ log, now: now(), apply: values.apply });
    io.emit({ log, leaves, destroyed: values.apply });
    io.say(`${log}: ${leaves} leaves, whose time was over on ${over}.`);
    io.say(values.apply ? "Done: its last checkpoint stays." : "Nothing was destroyed. Run it again with --apply.");
    return 0;
  } finally {
    await db().$disconnect();
  }
}

type Year = { log: string; now: Date; apply: boolean };

/** Throws `Mistake` when the log goes on, when its time is not over, or when contents of its events are still there. */
export function destroyYear({ log, now: at, apply }: Year): Promise<{ leaves: number; over: string }> {
  return withConnection(ownerOf(env()), async (owner) => {
    const context = (tx: Context["tx"]) => systemContext(tx, at);
    const { leaves, over, checkpoint } = await checkYear(owner, log, context(db()).today);
    if (!apply) return { leaves, over };
    // Told first: a destruction that is cut off is told all the same, and goes on when it is asked for again.
    await transaction((tx) => tellOnce(context(tx), { log, leaves, checkpoint }));
    await withoutGuards(owner, () => destroyRows(owner, log));
    for (const name of ["tile", "stamps"]) rmSync(join(logFolder(log), name), { recursive: true, force: true });
    return { leaves, over };
  });
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

async function tellOnce(context: Context, { log, ...body }: { log: string; leaves: number; checkpoint: string }) {
  if ((await context.tx.auditEvent.count({ where: { type: DESTROYED, object: destroyedName(log) } })) > 0) return;
  await record(context, { type: DESTROYED, subject: null, object: { kind: "log", id: log }, body: { log, ...body } });
}

async function withoutGuards(owner: Connection, work: () => Promise<void>): Promise<void> {
  for (const table of GUARDED) await owner.query(`DROP TRIGGER IF EXISTS \`${table}_no_delete\``);
  try {
    await work();
  } finally {
    for (const table of GUARDED)
      await owner.query(
        `CREATE TRIGGER \`${table}_no_delete\` BEFORE DELETE ON \`${table}\` FOR EACH ROW
         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`,
      );
  }
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
