/** `portail journal key [--out FILE]`: makes the key that signs the journal, once, and prints its public half (docs/evidence.md, "La cérémonie"). */
import { parseArgs } from "node:util";
import { logSigner, makeSeed } from "@/lib/evidence/seal/key";
import { formatVkey } from "@/lib/evidence/tlog/keys";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: "string" }, origin: { type: "string" } } });
  if (!values.out) throw new Mistake("Say where the key goes: journal key --out FILE [--origin NAME]", 2);
  const seed = makeSeed(values.out);
  const vkey = formatVkey(logSigner(values.origin ?? "journal", seed).key);
  io.emit({ ok: true, file: values.out, ...(values.origin && { vkey }) });
  io.say(`${values.out} holds the key (mode 0600). Keep two copies apart from the backups of the database.`);
  if (values.origin) io.say(`Its public half: ${vkey}`);
  return 0;
}
