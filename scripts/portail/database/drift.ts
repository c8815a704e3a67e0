/** `portail database drift`: what the migrations build and what the Prisma schema describes, compared in two scratch schemas. */
import { parseArgs } from "node:util";
import { readSettings } from "../../../lib/server/env";
import { findDrift } from "../../../prisma/drift";
import { ownerOf } from "../../start/database";
import type { ExitCode, Io } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  parseArgs({ args: [...args], options: {} });
  const differences = await findDrift(ownerOf(readSettings(process.env)));
  for (const difference of differences) io.say(difference);
  io.say(differences.length > 0 ? `${differences.length} differences.` : "No difference.");
  io.emit({ ok: differences.length === 0, differences });
  return differences.length > 0 ? 1 : 0;
}
