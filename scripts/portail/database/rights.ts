/** `portail database rights`: the GRANT lines, for an administrator of a database whose owner may not give rights. */
import { parseArgs } from "node:util";
import { readSettings } from "../../../lib/server/env";
import { rightsText } from "../../start/database";
import type { ExitCode, Io } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  parseArgs({ args: [...args], options: {} });
  for (const statement of await rightsText(readSettings(process.env))) {
    io.say(`${statement};`);
    io.emit({ statement });
  }
  return 0;
}
