/**
 * One backup: data, keys, files, each encrypted to the recipient as it is written, then a list with their SHA-256. Written beside its final name
 * and renamed at the end, so that a cut leaves nothing that looks like a backup.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { CivilDate } from "../../lib/kernel/civil-date";
import { encryptTo } from "./age";
import { dumpData, dumpKeys } from "./dump";
import { type Folders, foldersOf, packFolders } from "./folders";
import { keptBackups, keptKeys } from "./rotation";

export type Wanted = Folders & {
  /** Address of the account that owns the database. */
  owner: string;
  into: string;
  /** Where the keys go: a folder of another disk or account, so that who takes the backups has not taken them too. */
  keysInto: string;
  /** Each opens the backup alone: one of whoever runs the server, another of the commune's own. */
  recipients: readonly string[];
  today: CivilDate;
  /** The instant it begins: a restore destroys again what was destroyed since. */
  at: Date;
  /** What was destroyed and no backup holds yet, as text. */
  destroyed?: string | null | undefined;
};

export type Made = { folder: string; files: { name: string; bytes: number; sha256: string }[]; removed: string[] };

/** A second backup of a day takes the place of the first. */
export async function makeBackup(wanted: Wanted): Promise<Made> {
  const { into, keysInto, today, owner } = wanted;
  const folder = join(into, today);
  const draft = join(into, `.${today}.part`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  for (const apart of [keysInto, join(into, "destroyed")]) await mkdir(apart, { recursive: true, mode: 0o700 });
  const keysDraft = join(keysInto, `.${today}.part`);
  const { at, destroyed } = wanted;
  const list = `${at.toISOString().replaceAll(":", "")}.json.gz.age`;
  const listDraft = join(into, "destroyed", `.${list}.part`);
  const folders = foldersOf(wanted);
  const parts = [
    { name: "data.sql.gz.age", path: join(draft, "data.sql.gz.age"), start: () => dumpData(owner) },
    ...(folders.length > 0
      ? [
          {
            name: "files.tar.gz.age",
            path: join(draft, "files.tar.gz.age"),
            start: () => packFolders(wanted.dataFolder, folders),
          },
        ]
      : []),
    { name: `keys/${today}.sql.gz.age`, path: keysDraft, start: () => dumpKeys(owner) },
    ...(destroyed ? [{ name: `destroyed/${list}`, path: listDraft, start: () => textOf(destroyed) }] : []),
  ];
  const files = [];
  for (const { name, path, start } of parts) {
    files.push({ name, ...(await write(path, start(), wanted.recipients)) });
  }
  await writeFile(join(draft, "backup.json"), `${JSON.stringify({ version: 1, day: today, at, files }, null, 2)}\n`, {
    mode: 0o600,
  });
  if (destroyed) await rename(listDraft, join(into, "destroyed", list));
  await rename(keysDraft, join(keysInto, `${today}.sql.gz.age`));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return { folder, files, removed: await rotate(wanted) };
}

function textOf(text: string): { text: Readable; ended: Promise<void> } {
  return { text: Readable.from([Buffer.from(text)]), ended: Promise.resolve() };
}

async function write(path: string, source: { text: Readable; ended: Promise<void> }, recipients: readonly string[]) {
  const sealed = await encryptTo(recipients, source.text.pipe(createGzip()));
  await Promise.all([pipeline(sealed, createWriteStream(path, { mode: 0o600 })), source.ended]);
  return sumOf(path);
}

export async function sumOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KEYS = /^(\d{4}-\d{2}-\d{2})\.sql\.gz\.age$/;

export async function daysIn(into: string): Promise<CivilDate[]> {
  return (await readdir(into)).filter((name) => DAY.test(name)).sort();
}

/** The folder beside the backups, where nobody says another. */
export const keysBeside = (into: string): string => join(into, "keys");

export async function keyDaysIn(folder: string): Promise<CivilDate[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => KEYS.exec(name)?.[1] ?? []).sort();
}

const LIST = /^\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z\.json\.gz\.age$/;

/** What was destroyed, a file a backup, the oldest first. */
export async function listsIn(into: string): Promise<string[]> {
  const names = await readdir(join(into, "destroyed")).catch(() => []);
  return names.filter((name) => LIST.test(name)).sort();
}

async function rotate({ into, keysInto, today }: Wanted): Promise<string[]> {
  const days = await daysIn(into);
  const kept = keptBackups(days, today);
  const gone = days.filter((day) => !kept.has(day));
  // A list serves as long as a backup is older than it.
  const oldest = [...kept].sort()[0] ?? today;
  const goneLists = (await listsIn(into))
    .filter((name) => name.slice(0, 10) < oldest)
    .map((name) => `destroyed/${name}`);
  for (const name of [...gone, ...goneLists]) await rm(join(into, name), { recursive: true, force: true });
  return [...gone, ...(await rotateKeys(into, keysInto, today)), ...goneLists];
}

/** Those that an earlier setting left beside the backups go with the others. */
async function rotateKeys(into: string, keysInto: string, today: CivilDate): Promise<string[]> {
  const removed: string[] = [];
  for (const folder of new Set([keysInto, keysBeside(into)])) {
    const keys = await keyDaysIn(folder);
    const kept = keptKeys(keys, today);
    for (const day of keys.filter((one) => !kept.has(one))) {
      await rm(join(folder, `${day}.sql.gz.age`), { force: true });
      removed.push(`keys/${day}.sql.gz.age`);
    }
  }
  return removed;
}
