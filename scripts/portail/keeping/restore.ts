/**
 * `portail restore DIR --identity FILE [--day DAY]`: into an empty database, then the rights, then everything that is due is destroyed again,
 * then the whole journal is verified. The journal does not seal on by itself after a restore that went back (docs/evidence).
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { proposeRetention } from "@/lib/retention/commands";
import { destroy } from "@/lib/retention/commands-run";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { readIdentity } from "../../backup/age";
import { CannotRestore, restoreBackup } from "../../backup/take";
import { giveRights, ownerOf } from "../../start/database";
import { type ExitCode, type Io, Mistake } from "../io";
import { run as verify } from "../journal/verify/main";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { identity: { type: "string" }, day: { type: "string" } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [from] = positionals;
  if (!from || positionals.length > 1 || !values.identity) {
    throw new Mistake("Say from where and with which key: portail restore DIR --identity FILE", 2);
  }
  const identity = await readIdentity(resolve(values.identity)).catch(() => null);
  if (!identity) throw new Mistake(`${values.identity} holds no age identity`);
  const done = await restoreBackup({
    ...{ owner: ownerOf(env()), from: resolve(from), identity, dataFolder: env().PORTAIL_DATA, day: values.day },
  }).catch((error: unknown) => {
    throw error instanceof CannotRestore ? new Mistake(error.message) : error;
  });
  io.say(`Restored the backup of ${done.day}, with the keys of ${done.keysOf}.`);
  io.say(`Rights: ${await giveRights(env())}.`);
  const destroyed = await destroyAgain();
  await transaction((tx) =>
    record(systemContext(tx, now()), {
      type: "backup.restored",
      subject: null,
      object: { kind: "backup", id: newId() },
      body: { ...done, destroyed },
    }),
  );
  io.say(destroyed === 0 ? "Nothing that is over came back." : `${destroyed} rows that were over are destroyed again.`);
  io.emit({ ...done, destroyed });
  return verify([], io);
}

/** A backup brings back what was destroyed since: it goes at once, without waiting for the night or for a second person who signed it before. */
async function destroyAgain(): Promise<number> {
  const at = now();
  await db().retentionRun.updateMany({ where: { state: "proposed" }, data: { state: "dropped", due: {} } });
  const proposed = await transaction((tx) => proposeRetention(systemContext(tx, at)));
  if (!proposed.ok) return 0;
  const counts = await destroy(db(), { runId: proposed.runId, now: at, withoutVisa: true });
  return Object.values(counts ?? {}).reduce((total, count) => total + count, 0);
}
