/**
 * `portail backup DIR [--keys FOLDER]`: data, keys apart, and files, encrypted with age; 7 days and the first of the month are kept, keys for 7 days. With it the
 * list of what was destroyed since the last backup, as ids, kept as long as an older backup is.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { record } from "@/lib/evidence/record";
import { parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { forgetLists } from "@/lib/retention/commands-run";
import { destroyedLists } from "@/lib/retention/queries";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { keysBeside, makeBackup } from "../../backup/make";
import { ownerOf } from "../../start/database";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { keys: { type: "string" } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [into] = positionals;
  if (!into || positionals.length > 1) throw new Mistake("Say where: portail backup DIR [--keys FOLDER]", 2);
  const { BACKUP_RECIPIENT, BACKUP_SECOND_RECIPIENT, BACKUP_KEYS, PORTAIL_DATA, DOCUMENTS_URL } = env();
  if (!BACKUP_RECIPIENT) {
    throw new Mistake("BACKUP_RECIPIENT is missing: portail backup key FILE makes a pair and says which line to set");
  }
  const at = now();
  const lists = await destroyedLists(db());
  const made = await makeBackup({
    ...{ owner: ownerOf(env()), into: resolve(into), today: parisOf(at).day },
    keysInto: resolve(values.keys ?? BACKUP_KEYS ?? keysBeside(into)),
    recipients: [BACKUP_RECIPIENT, ...(BACKUP_SECOND_RECIPIENT ? [BACKUP_SECOND_RECIPIENT] : [])],
    ...{ dataFolder: PORTAIL_DATA, documentsUrl: DOCUMENTS_URL },
    ...{ at, destroyed: lists.length > 0 ? JSON.stringify(lists) : null },
  });
  try {
    await transaction(async (tx) => {
      const context = systemContext(tx, at);
      await forgetLists(
        context,
        lists.map(({ runId }) => runId),
      );
      await record(context, {
        type: "backup.made",
        subject: null,
        object: { kind: "backup", id: newId() },
        body: { files: made.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })), removed: made.removed },
      });
    });
  } finally {
    await db().$disconnect();
  }
  for (const file of made.files) io.say(`${file.name}  ${file.bytes} bytes  ${file.sha256}`);
  if (made.removed.length > 0) io.say(`Removed: ${made.removed.join(", ")}.`);
  io.say(`Backup written to ${made.folder}.`);
  if (!values.keys && !BACKUP_KEYS)
    io.say("The keys lie beside it: name another place with --keys FOLDER or BACKUP_KEYS.");
  if (!BACKUP_SECOND_RECIPIENT) io.say("One identity alone opens it: BACKUP_SECOND_RECIPIENT names the commune's own.");
  io.emit(made);
  return 0;
}
