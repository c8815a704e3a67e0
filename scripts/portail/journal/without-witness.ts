/**
 * `portail journal without-witness --by NAME --reason WORDS`: a named person says that sealing goes on although the witness is silent. It holds for
 * the log as it stands now, and is itself a line of the journal (docs/evidence.md).
 */
import { parseArgs } from "node:util";
import { placeNow, waiveWitness } from "@/lib/evidence/anchor/waiver";
import { now } from "@/lib/server/clock";
import { db } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "../io";

const LONGEST = 300;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { by: { type: "string" }, reason: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [by, reason] = [values.by, values.reason].map((one) => one?.trim().slice(0, LONGEST));
  if (!by || !reason) throw new Mistake("Say who and why: journal without-witness --by NAME --reason WORDS", 2);
  try {
    const place = await placeNow(db());
    await waiveWitness(place, { by, reason, now: now() });
    io.emit({ ok: true, log: place.log, size: place.size.toString() });
    io.say(
      `Sealing goes on from ${place.log ?? "no log"}, ${place.size} leaves, without the witness. The journal says so.`,
    );
    return 0;
  } finally {
    await db().$disconnect();
  }
}
