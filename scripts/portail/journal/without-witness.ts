/**
 * `portail journal without-witness --by NAME --reason WORDS`: a named person says that sealing goes on although the witness is silent, two where the
 * commune wants two. It holds for the log as it stands now, and is itself a line of the journal (docs/evidence.md).
 */
import { parseArgs } from "node:util";
import { type Place, placeNow, proposedWaiver, waiveWitness } from "@/lib/evidence/anchor/waiver";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, type Tx, transaction } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "../io";
import { signedBy } from "./two-people";

const LONGEST = 300;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { by: { type: "string" }, reason: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [by, reason] = [values.by, values.reason].map((one) => one?.trim().slice(0, LONGEST));
  if (!by || !reason) throw new Mistake("Say who and why: journal without-witness --by NAME --reason WORDS", 2);
  try {
    const place = await placeNow(db());
    const isDone = await transaction((tx) => tell(tx, place, { by, reason }));
    io.emit({ ok: true, log: place.log, size: place.size.toString(), waived: isDone });
    io.say(
      isDone
        ? `Sealing goes on from ${place.log ?? "no log"}, ${place.size} leaves, without the witness. The journal says so.`
        : "The commune wants two people: a second one runs the same with their own name.",
    );
    return 0;
  } finally {
    await db().$disconnect();
  }
}

/** False when a second person is still to sign. */
async function tell(tx: Tx, place: Place, { by, reason }: { by: string; reason: string }): Promise<boolean> {
  const signed = await signedBy(tx, by, await proposedWaiver(tx, place));
  await waiveWitness(systemContext(tx, now()), place, { by, reason, signed });
  return signed !== null;
}
