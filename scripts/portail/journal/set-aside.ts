/**
 * `portail journal set-aside EVENT --by NAME --reason WORDS`: takes a row that cannot be sealed out of the queue, so that the others can be. Only a
 * spoilt row may go; a line of the journal says which, why, and by whom, before it goes (docs/evidence.md).
 */
import { parseArgs } from "node:util";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { faultOfWaiting, leaveQueue, rowName, SET_ASIDE, type Spoilt } from "@/lib/evidence/seal/set-aside";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, type Tx, transaction } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "../io";
import { isSigned, signedBy } from "./two-people";

const LONGEST = 300;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { by: { type: "string" }, reason: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [id, ...more] = positionals;
  const [by, reason] = [values.by, values.reason].map((one) => one?.trim().slice(0, LONGEST));
  if (!id || more.length > 0 || !by || !reason)
    throw new Mistake("Name the row, who and why: journal set-aside EVENT --by NAME --reason WORDS", 2);
  const sealer = connectSealer();
  try {
    const spoilt = await faultOfWaiting(sealer, id);
    if (spoilt === null) throw new Mistake(`${id} does not wait to be sealed`);
    if (spoilt === "sound") throw new Mistake(`${id} is sound: it will be sealed, and may not be set aside`);
    const isDone = await transaction((tx) => tell(tx, { id, by, reason, spoilt }));
    if (isDone) await leaveQueue(sealer, id);
    io.emit({ ok: true, event: id, fault: spoilt.fault, setAside: isDone });
    io.say(
      isDone
        ? `${id} (${spoilt.fault}) has left the queue; what is left of it stays in the tables. The journal says so.`
        : "The commune wants two people: a second one runs the same with their own name.",
    );
    return 0;
  } finally {
    await sealer.$disconnect();
    await db().$disconnect();
  }
}

type Asked = { id: string; by: string; reason: string; spoilt: Spoilt };

/** False when a second person is still to sign. Said once: a command that was cut off goes on. */
async function tell(tx: Tx, { id, by, reason, spoilt }: Asked): Promise<boolean> {
  const said = await tx.auditEvent.findMany({
    where: { type: SET_ASIDE, object: rowName(id) },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const line of said) if (await isSigned(tx, line.id)) return true;
  const signed = await signedBy(tx, by, said[0]?.id ?? null);
  await record(systemContext(tx, now()), {
    type: SET_ASIDE,
    subject: null,
    object: { kind: "event", id },
    body: { event: id, ...spoilt, reason, by, people: signed?.people ?? [], visa: signed?.visa ?? true },
  });
  return signed !== null;
}
