/** `portail retention [--apply]`: lists row by row what is due to be destroyed today; with --apply it is destroyed, or waits for the second person whom the commune wants. */
import { parseArgs } from "node:util";
import { parisOf } from "@/lib/kernel/civil-date";
import { LIST_MILLISECONDS, proposeRetention } from "@/lib/retention/commands";
import { destroy } from "@/lib/retention/commands-run";
import { type Due, dueOn, openRun, totalOf } from "@/lib/retention/queries";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import type { ExitCode, Io } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { apply: { type: "boolean", default: false } } });
  try {
    return values.apply ? await apply(io) : await list(io);
  } finally {
    await db().$disconnect();
  }
}

async function list(io: Io): Promise<ExitCode> {
  const due = await dueOn(db(), parisOf(now()).day);
  tell(due, io);
  if (totalOf(due) > 0) io.say("Nothing was destroyed. Run it again with --apply.");
  return 0;
}

function tell(due: Due, io: Io): void {
  for (const { table, rule, rows } of due.steps) {
    for (const row of rows) io.emit({ table, rule, row: row.join("/") });
    io.say(`${table}: ${rows.length} (${rule})`);
  }
  io.say(totalOf(due) === 0 ? "Nothing is due." : `${totalOf(due)} rows are due on ${due.day}.`);
}

/** What a first person or the night proposed already is taken up; else it is proposed now. */
async function apply(io: Io): Promise<ExitCode> {
  const at = now();
  const waiting = await openRun(db());
  const proposed = waiting
    ? { runId: waiting.id, due: waiting.due as unknown as Due }
    : await transaction((tx) => proposeRetention(systemContext(tx, at)), db(), LIST_MILLISECONDS);
  if ("ok" in proposed && !proposed.ok) {
    io.say("Nothing is due.");
    return 0;
  }
  const { runId, due } = proposed as { runId: string; due: Due };
  tell(due, io);
  const counts = await destroy(db(), { runId, now: at });
  if (counts === null) {
    io.say("This destruction waits for a second person: /gestion/reglages/conservation.");
    return 1;
  }
  io.emit({ runId, destroyed: counts });
  io.say(`Done: ${totalOf(due)} rows. The journal says so, without names.`);
  return 0;
}
