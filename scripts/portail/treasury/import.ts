/** `portail treasury import`: takes a settlement list, a statement or a PES answer in; the same file twice changes nothing. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { formatEuros } from "@/lib/kernel/money";
import { type FileFault, LARGEST_FILE } from "@/lib/reading/schema";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { importStatement } from "@/lib/statement/commands";
import { importById } from "@/lib/statement/queries";
import type { ImportHead } from "@/lib/statement/rules-told";
import { regies } from "@/lib/treasury/queries";
import { type ExitCode, type Io, Mistake } from "../io";

const FAULTS: Record<FileFault, string> = {
  empty: "the file is empty",
  "too-large": "the file is too large: 20 MB and 30,000 lines at most",
  "unknown-kind": "this is no settlement list, camt.053, CFONB 120, PES Retour Recette or PES Acquit",
  encoding: "the characters cannot be read in the expected encoding",
  doctype: "an XML file with a document type is refused",
  "not-xml": "the XML is damaged or cut",
  truncated: "the file is cut",
  columns: "the columns are not those expected",
  day: "a day cannot be read",
  amount: "an amount cannot be read",
  currency: "only euros are accepted",
  footer: "the foot does not count what was read",
  balance: "old balance and movements do not make the new balance",
  "other-contract": "it is of another PayFiP contract",
  "other-account": "it is of another account",
  "other-commune": "it comes from another body",
};

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { regie: { type: "string" } },
  });
  const [path, ...others] = positionals;
  if (!path || others.length > 0) throw new Mistake("Name one file.", 2);
  if (statSync(path).size > LARGEST_FILE) throw new Mistake(`${path}: ${FAULTS["too-large"]}`);
  const bytes = readFileSync(path);
  try {
    const regieId = await regieOf(values.regie);
    const at = now();
    const outcome = await transaction((tx) =>
      importStatement(systemContext(tx, at), { regieId, fileName: basename(path), bytes }),
    );
    if (!outcome.ok) return refuse(io, path, outcome);
    const head = await importById(db(), outcome.importId);
    if (!head) throw new Mistake("The import has gone.");
    tell(io, head, outcome.isKnown);
    return 0;
  } finally {
    await db().$disconnect();
  }
}

async function regieOf(code: string | undefined): Promise<string> {
  const known = await regies(db());
  const [only] = code === undefined ? known : known.filter((regie) => regie.code === code);
  const codes = known.map((regie) => regie.code).join(", ");
  if (!only) throw new Mistake(code === undefined ? "There is no régie yet." : `No régie ${code}; there is ${codes}.`);
  if (code === undefined && known.length > 1) throw new Mistake(`Name one régie with --regie: ${codes}.`, 2);
  return only.id;
}

type Refusal = { reason: FileFault; facts?: Readonly<Record<string, string | number>> };

function refuse(io: Io, path: string, { reason, facts = {} }: Refusal): ExitCode {
  const { line, found, expected } = facts;
  const where = line === undefined ? "" : `, line ${line}`;
  const seen = [found === undefined ? "" : `found ${found}`, expected === undefined ? "" : `expected ${expected}`];
  const told = seen.filter(Boolean).join(", ");
  io.emit({ ok: false, error: reason, ...facts });
  io.note(`${path}${where}: ${FAULTS[reason]}${told ? ` (${told})` : ""}. Nothing was saved.`);
  return 1;
}

function tell(io: Io, { id, kind, sha256, report }: ImportHead, isKnown: boolean): void {
  io.emit({ ok: true, id, kind, sha256, already: isKnown, ...report });
  if (isKnown) {
    io.say(`Already imported (${kind}): nothing changed.`);
    return;
  }
  const { lines, added, known, proposed, open, addedCents, since, until, leftOut } = report;
  io.say(`${kind}: ${lines} lines${since ? ` from ${since} to ${until}` : ""}`);
  io.say(`  ${added} new (${formatEuros(addedCents)}), ${known} known from another file`);
  for (const [what, count] of Object.entries(leftOut ?? {}))
    io.say(`  ${count} left out: ${what} is not this office's`);
  io.say(`  ${proposed} sure matches to confirm, ${open} for a person: /gestion/rapprochement/lignes`);
}
