/** `portail backup key FILE`: the pair of a backup. The file opens every backup: it is kept away from the server, twice (docs/operations). */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { newIdentity } from "../../backup/age";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new Mistake("Say where: portail backup key FILE", 2);
  const { identity, recipient } = await newIdentity();
  const text = `# Opens the backups made for ${recipient}. Keep it away from the server.\n${identity}\n`;
  await writeFile(resolve(file), text, { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw new Mistake(error.code === "EEXIST" ? `${file} exists: a key is never written over` : error.message);
  });
  io.say(`The secret is in ${file}: move it away from this machine.`);
  io.say(`Set BACKUP_RECIPIENT=${recipient}`);
  io.emit({ recipient, file: resolve(file) });
  return 0;
}
