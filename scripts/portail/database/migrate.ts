/** `portail database migrate`: applies what is missing, then the rights. Forward only; backs nothing up by itself. */
import { parseArgs } from "node:util";
import { readSettings } from "../../../lib/server/env";
import { migrate } from "../../../prisma/migrate";
import { giveRights, ownerOf } from "../../start/database";
import type { ExitCode, Io } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  parseArgs({ args: [...args], options: {} });
  const env = readSettings(process.env);
  const applied = await migrate(ownerOf(env));
  const rights = await giveRights(env);
  io.say(applied.length > 0 ? `Applied: ${applied.join(", ")}.` : "The database is up to date.");
  io.say(`Rights: ${rights}.`);
  io.emit({ ok: true, applied, rights });
  return 0;
}
