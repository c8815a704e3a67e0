/**
 * Puts a backup back into an empty database, with the newest keys: what was destroyed since stays unreadable, whatever the age of the backup.
 * The lists of what was destroyed since come with it, to be destroyed again.
 */
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { rowsOf, withConnection } from "../../prisma/connection";
import { decryptWith } from "./age";
import { load } from "./dump";
import { unpackFolders } from "./folders";
import { daysIn, keyDaysIn, listsIn, sumOf } from "./make";

/** A person can mend it: the sentence is shown as it is. */
export class CannotRestore extends Error {}

export type Restoring = {
  owner: string;
  from: string;
  /** Where the keys were put. */
  keysFrom: string;
  identity: string;
  dataFolder: string;
  /** The day of the backup; the newest when absent. */
  day?: string | undefined;
};

export type Restored = {
  day: string;
  keysOf: string;
  /** The instant of the backup, and the texts of the lists that were taken at it or since. */
  at: string;
  lists: string[];
};

export async function restoreBackup(wanted: Restoring): Promise<Restored> {
  const { from, keysFrom, owner, identity, dataFolder } = wanted;
  const day = wanted.day ?? (await daysIn(from)).at(-1);
  const keysOf = (await keyDaysIn(keysFrom)).at(-1);
  if (!day || !existsSync(join(from, day, "backup.json")))
    throw new CannotRestore(`${from} holds no backup${day ? ` of ${day}` : ""}`);
  if (!keysOf) throw new CannotRestore(`${keysFrom} holds no keys: what the journal encrypts could not be read again`);
  const at = await checkSums(from, day);
  const lists = await listsSince(from, at, identity);
  if (!(await isEmpty(owner)))
    throw new CannotRestore("the database is not empty: a backup is restored into an empty one only");
  await load(owner, await opened(join(from, day, "data.sql.gz.age"), identity));
  await load(owner, await opened(join(keysFrom, `${keysOf}.sql.gz.age`), identity));
  const files = join(from, day, "files.tar.gz.age");
  if (existsSync(files) && !existsSync(join(dataFolder, "journal")))
    await unpackFolders(dataFolder, await opened(files, identity));
  return { day, keysOf, at, lists };
}

/** A list that a backup took before this one began tells of rows that this one does not hold. Read before anything is written. */
async function listsSince(from: string, at: string, identity: string): Promise<string[]> {
  const texts: string[] = [];
  for (const name of await listsIn(from)) {
    if (name < at.replaceAll(":", "")) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await opened(join(from, "destroyed", name), identity)) chunks.push(chunk as Buffer);
    texts.push(Buffer.concat(chunks).toString());
  }
  return texts;
}

type Listed = { day: string; at?: string; files: { name: string; sha256: string }[] };

/** Before anything is written: a file that was cut or changed is named. The keys of that day may be gone by rotation. Gives the instant of the backup. */
async function checkSums(from: string, day: string): Promise<string> {
  const { files, at } = JSON.parse(await readFile(join(from, day, "backup.json"), "utf8")) as Listed;
  for (const { name, sha256 } of files) {
    if (name.startsWith("keys/") || name.startsWith("destroyed/")) continue;
    const path = join(from, day, name);
    if (!existsSync(path) || (await sumOf(path)).sha256 !== sha256)
      throw new CannotRestore(`${name} of ${day} is missing or was changed`);
  }
  return at ?? `${day}T00:00:00.000Z`;
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
