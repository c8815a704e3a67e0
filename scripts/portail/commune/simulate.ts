/**
 * `portail commune simulate FILE CASES`: worked cases through the functions of the application, without a database.
 * A table in a terminal; one JSON object a line with --json, or where the output is not a terminal.
 */
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { tooLarge } from "@/lib/check/rules";
import { readJson } from "@/lib/check/rules-json";
import { simulate } from "@/lib/simulation/rules";
import { type Answer, reasonsText } from "@/lib/simulation/rules-answer";
import { casesSchema } from "@/lib/simulation/schema";
import { type ExitCode, type Io, Mistake } from "../io";
import { readCommuneFile } from "./check";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [rulesPath, casesPath, ...more] = positionals;
  if (!rulesPath || !casesPath || more.length > 0)
    throw new Mistake("Name the commune file and the cases: commune simulate FILE CASES", 2);
  const cases = readCases(casesPath);
  const file = readCommuneFile(rulesPath, quietUnlessRefused(io));
  if (!file) return 1;
  const answers = cases.map((one) => simulate(file, one));
  for (const answer of answers) {
    io.emit(lineOf(answer));
    if (process.stdout.isTTY) tell(answer, io);
    else io.say(JSON.stringify(lineOf(answer)));
  }
  if (process.stdout.isTTY) io.say(`\n${answers.filter(({ ok }) => ok).length} / ${answers.length}`);
  return 0;
}

function readCases(path: string): unknown[] {
  if (tooLarge(statSync(path).size).length > 0) throw new Mistake(`${path}: too large for a list of cases.`);
  const { value, faults } = readJson(readFileSync(path, "utf8"));
  const [fault] = faults;
  if (fault) {
    const what =
      fault.code === "duplicateKey" ? `“${fault.found}” is written twice` : `“${fault.found}” was not expected`;
    throw new Mistake(`${path}, line ${fault.place.line}, column ${fault.place.column}: ${what}.`);
  }
  const cases = casesSchema.safeParse(value);
  if (!cases.success) throw new Mistake(`${path}: write a list of cases, or an object with “cases”.`);
  return cases.data;
}

/** Warnings are for `commune check`: here only a file that is refused is told. */
function quietUnlessRefused(io: Io): Io {
  const lines: string[] = [];
  return {
    ...io,
    say: (text) => void lines.push(text),
    emit: (value) => {
      if (typeof value === "object" && value !== null && "ok" in value && value.ok === false)
        for (const line of lines) io.note(line);
    },
  };
}

function lineOf({ id, ok, got, expected, why }: Answer) {
  return { id, ok, got, expected, why: reasonsText(why, "fr") };
}

function tell({ id, ok, got, expected, why }: Answer, io: Io): void {
  const answer = got === null ? "—" : JSON.stringify(got);
  const beside = ok || expected === null ? "" : ` ≠ ${JSON.stringify(expected)}`;
  io.say(`${ok ? "✓" : "✗"} ${String(id ?? "?").padEnd(8)} ${answer}${beside}`);
  io.say(`    ${reasonsText(why, "fr")}`);
}
