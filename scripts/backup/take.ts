/** Puts a backup back into an empty database, with the newest keys: what was destroyed since stays unreadable, whatever the age of the backup. */
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { rowsOf, withConnection } from "../../prisma/connection";
import { decryptWith } from "./age";
import { load } from "./dump";
import { unpackFolders } from "./folders";
import { daysIn, keyDaysIn, sumOf } from "./make";

/** A person can mend it: the sentence is shown as it is. */
export class CannotRestore extends Error {}

export type Restoring = {
  owner: string;
  from: string;
  identity: string;
  dataFolder: string;
  /** The day of the backup; the newest when absent. */
  day?: string | undefined;
};

export async function restoreBackup(wanted: Restoring): Promise<{ day: string; keysOf: string }> {
  const { from, owner, identity, dataFolder } = wanted;
  const day = wanted.day ?? (await daysIn(from)).at(-1);
  const keysOf = (await keyDaysIn(from)).at(-1);
  if (!day || !existsSync(join(from, day, "backup.json")))
    throw new CannotRestore(`${from} holds no backup${day ? ` of ${day}` : ""}`);
  if (!keysOf) throw new CannotRestore(`${from} holds no keys: what the journal encrypts could not be read again`);
  await checkSums(from, day);
  if (!(await isEmpty(owner)))
    throw new CannotRestore("the database is not empty: a backup is restored into an empty one only");
  await load(owner, await opened(join(from, day, "data.sql.gz.age"), identity));
  await load(owner, await opened(join(from, "keys", `${keysOf}.sql.gz.age`), identity));
  const files = join(from, day, "files.tar.gz.age");
  if (existsSync(files) && !existsSync(join(dataFolder, "journal")))
    await unpackFolders(dataFolder, await opened(files, identity));
  return { day, keysOf };
}

type Listed = { files: { name: string; sha256: string }[] };

/** Before anything is written: a file that was cut or changed is named. The keys of that day may be gone by rotation. */
async function checkSums(from: string, day: string): Promise<void> {
  const { files } = JSON.parse(await readFile(join(from, day, "backup.json"), "utf8")) as Listed;
  for (const { name, sha256 } of files) {
    if (name.startsWith("keys/")) continue;
    const path = join(from, day, name);
    if (!existsSync(path) || (await sumOf(path)).sha256 !== sha256)
      throw new CannotRestore(`${name} of ${day} is missing or was changed`);
  }
}

async function isEmpty(owner: string): Promise<boolean> {
  const sql = "SELECT COUNT(*) AS tables FROM information_schema.tables WHERE table_schema = DATABASE()";
  const rows = await withConnection(owner, (connection) => rowsOf<{ tables: string | number }>(connection, sql));
  return Number(rows[0]?.tables ?? 0) === 0;
}

async function opened(path: string, identity: string): Promise<Readable> {
  const plain = await decryptWith(identity, createReadStream(path)).catch(() => {
    throw new CannotRestore(`this identity does not open ${path}`);
  });
  const text = createGunzip();
  plain.once("error", (error) => text.destroy(error));
  return plain.pipe(text);
}
