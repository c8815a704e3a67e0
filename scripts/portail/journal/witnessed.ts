/** `portail journal witnessed FILE [--witness VKEY]`: takes in the checkpoint that a witness cosigned and sent back by mail (facts: evidence §5). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { logFolder, writeWhole } from "@/lib/evidence/seal/folder";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { contest } from "@/lib/evidence/seal/step-back";
import { readPolicy, verifyCheckpoint } from "@/lib/evidence/tlog/checkpoint";
import { parseNote } from "@/lib/evidence/tlog/note";
import { sameBytes } from "@/lib/evidence/tlog/strict/bytes";
import { now } from "@/lib/server/clock";
import { type Database, db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { witness: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file] = positionals;
  const witness = values.witness ?? env().WITNESS_KEY;
  if (!file || !witness)
    throw new Mistake("Name the file, and the witness's key: journal witnessed FILE --witness VKEY", 2);
  const sealer = connectSealer();
  try {
    const { log, size } = await takeIn(sealer, readFileSync(file, "utf8"), witness);
    io.emit({ ok: true, log, size: size.toString() });
    io.say(`${log}: the witness has cosigned ${size} leaves.`);
    return 0;
  } finally {
    await sealer.$disconnect();
    await db().$disconnect();
  }
}

async function takeIn(sealer: Database, note: string, witness: string): Promise<{ log: string; size: bigint }> {
  const origin = parseNote(note)?.text.split("\n", 1)[0] ?? "";
  const log = await sealer.auditLog.findFirst({ where: { origin } });
  if (!log) throw new Mistake("This is not a checkpoint of our journal");
  const policy = readPolicy({ vkeys: [log.vkey, witness], origin, threshold: 1 });
  const read = policy && verifyCheckpoint(note, policy);
  if (!read?.ok) throw new Mistake(`Refused: ${read?.reason ?? "key"}`);
  const { size, root } = read;
  const signed = await sealer.auditCheckpoint.findUnique({ where: { log_size: { log: log.name, size } } });
  if (!signed || !sameBytes(signed.root, root)) {
    contest(log.name, note);
    throw new Mistake(
      `The witness cosigned ${size} leaves that the journal does not hold: nothing more is signed; run journal verify --witnessed on it`,
    );
  }
  const row = { log: log.name, size, kind: "witness" };
  if (!(await sealer.auditAnchor.findUnique({ where: { log_size_kind: row } }))) {
    const answer = new Uint8Array(Buffer.from(note.slice(signed.note.length)));
    await sealer.auditAnchor.create({ data: { ...row, note, answer, at: now() } });
    writeWhole(join(logFolder(log.name), "cosigned"), note);
  }
  return { log: log.name, size };
}
