/** The files that go with the database: what is published of the journal, and families' documents, which are encrypted already. No key. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { Readable } from "node:stream";

export type Folders = { dataFolder: string; documentsUrl: string };

/** Named from the data folder; documents that are kept elsewhere are backed up by whoever runs that place. */
export function foldersOf({ dataFolder, documentsUrl }: Folders): string[] {
  const own = new URL("documents", `file://${dataFolder}/`).href;
  const names = ["journal", ...(documentsUrl === own ? ["documents"] : [])];
  return names.filter((name) => existsSync(`${dataFolder}/${name}`));
}

/** What the sealer signed last stays where it is: a restore that brought it back would let two histories be signed (facts: evidence §9). */
const SIGNED = "journal/*/signed";

/** To be read at once: what a program wrote before anybody listened is lost when it ends. */
export function packFolders(dataFolder: string, names: readonly string[]): { text: Readable; ended: Promise<void> } {
  const quiet = ["--warning=no-file-changed", "--warning=no-file-removed", `--exclude=${SIGNED}`];
  const args = ["--create", ...quiet, "--directory", dataFolder, ...names];
  const child = spawn("tar", args, { stdio: ["ignore", "pipe", "pipe"] });
  // 1: something was written meanwhile. The sealer goes on while it is backed up; what is published is only ever added to.
  return { text: child.stdout, ended: ended(child, [0, 1]) };
}

/** Into a data folder that has none of them yet: nothing is written over. */
export async function unpackFolders(dataFolder: string, text: Readable): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const child = spawn("tar", ["--extract", "--keep-old-files", "--directory", dataFolder], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  text.once("error", (error) => child.stdin.destroy(error));
  child.stdin.on("error", () => undefined);
  text.pipe(child.stdin);
  await ended(child);
}

function ended(child: ReturnType<typeof spawn>, fine: readonly number[] = [0]): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code !== null && fine.includes(code) ? resolve() : reject(new Error(`tar ended with ${code}: ${said.trim()}`)),
    );
  });
}
