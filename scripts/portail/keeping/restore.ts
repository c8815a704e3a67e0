/**
 * `portail restore DIR --identity FILE [--keys FOLDER] [--day DAY]`: into an empty database, then the rights, then what was destroyed since the backup is
 * destroyed again by the lists kept apart, then the whole journal is verified. The journal does not seal on by itself after a restore that went back (docs/evidence).
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { LIST_MILLISECONDS, proposeRetention } from "@/lib/retention/commands";
import { destroy, destroyAgain } from "@/lib/retention/commands-run";
import { totalOf } from "@/lib/retention/queries";
import { type DestroyedList, destroyedListSchema } from "@/lib/retention/schema";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { readIdentity } from "../../backup/age";
import { keysBeside } from "../../backup/make";
import { CannotRestore, type Restored, restoreBackup } from "../../backup/take";
import { giveRights, ownerOf } from "../../start/database";
import { type ExitCode, type Io, Mistake } from "../io";
import { run as verify } from "../journal/verify/main";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { identity: { type: "string" }, keys: { type: "string" }, day: { type: "string" } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [from] = positionals;
  if (!from || positionals.length > 1 || !values.identity) {
    throw new Mistake("Say from where and with which key: portail restore DIR --identity FILE", 2);
  }
  const identity = await readIdentity(resolve(values.identity)).catch(() => null);
  if (!identity) throw new Mistake(`${values.identity} holds no age identity`);
  const keysFrom = resolve(values.keys ?? env().BACKUP_KEYS ?? keysBeside(from));
  const done = await restoreBackup({
    keysFrom,
    ...{ owner: ownerOf(env()), from: resolve(from), identity, dataFolder: env().PORTAIL_DATA, day: values.day },
  }).catch((error: unknown) => {
    throw error instanceof CannotRestore ? new Mistake(error.message) : error;
  });
  io.say(`Restored the backup of ${done.day}, with the keys of ${done.keysOf}.`);
  io.say(`Rights: ${await giveRights(env())}.`);
  const { day, keysOf } = done;
  const { rows: destroyed, early } = await destroyAgain(db(), listsOf(done));
  const due = await proposeRest();
  const body = { day, keysOf, destroyed, early, ...due };
  await transaction((tx) =>
    record(systemContext(tx, now()), {
      type: "backup.restored",
      subject: null,
      object: { kind: "backup", id: newId() },
      body,
    }),
  );
  io.say(destroyed === 0 ? "Nothing had been destroyed since." : `${destroyed} rows are destroyed again.`);
  if (due.waiting > 0) io.say(`${due.waiting} rows are over and wait for two people: /gestion/reglages/conservation.`);
  if (due.over > 0) io.say(`${due.over} rows that were over are destroyed too.`);
  io.emit(body);
  return verify([], io);
}

/** What was destroyed after the backup began: it had its visa then, and goes again without another. */
function listsOf({ at, lists }: Restored): DestroyedList[] {
  const all = lists.flatMap((text) => z.array(destroyedListSchema).parse(JSON.parse(text)));
  return all.filter(({ doneAt }) => doneAt >= at);
}

/** What is over besides goes as on any night: at once, or after the two people whom the commune wants. No visa is taken for given. */
async function proposeRest(): Promise<{ over: number; waiting: number }> {
  const at = now();
  await db().retentionRun.updateMany({ where: { state: "proposed" }, data: { state: "dropped", due: {} } });
  const proposed = await transaction((tx) => proposeRetention(systemContext(tx, at)), db(), LIST_MILLISECONDS);
  if (!proposed.ok) return { over: 0, waiting: 0 };
  if (proposed.needsVisa) return { over: 0, waiting: totalOf(proposed.due) };
  const counts = await destroy(db(), { runId: proposed.runId, now: at });
  return { over: Object.values(counts ?? {}).reduce((total, count) => total + count, 0), waiting: 0 };
}
