/** The published checkpoint of the log in force: what is shown to the outside. */
import type { Database } from "@/lib/server/db";
import { claimOf, logFolder, readText } from "../seal/folder";
import { currentLog } from "../seal/opening";
import type { Asked } from "./witness";

/** Null while nothing is sealed. */
export async function latestPublished(sealer: Database): Promise<Asked | null> {
  const log = await currentLog(sealer);
  const note = log && readText(logFolder(log.name), "checkpoint");
  const claim = note ? claimOf(note) : null;
  return log && note && claim ? { log: log.name, origin: log.origin, vkey: log.vkey, note, size: claim.size } : null;
}
