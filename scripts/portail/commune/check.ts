/** `portail commune check FILE…`: the faults of commune files, each with its place and what to write instead, in French and in English. */
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkText, tooLarge } from "@/lib/check/rules";
import { type Fault, pathText } from "@/lib/check/rules-fault";
import { faultText, placeText, verdictText } from "@/lib/check/rules-words";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  if (positionals.length === 0) throw new Mistake("Name at least one file: commune check FILE…", 2);
  const refused = positionals.filter((path) => readCommuneFile(path, io) === null);
  return refused.length > 0 ? 1 : 0;
}

/** Reads and checks a file, and tells its faults; null when it has an error. */
export function readCommuneFile(path: string, io: Io): CommuneFile | null {
  const large = tooLarge(statSync(path).size);
  const checked = large.length > 0 ? null : checkText(readFileSync(path, "utf8"));
  tell(path, checked?.faults ?? large, io);
  return checked?.ok ? checked.file : null;
}

function tell(path: string, faults: readonly Fault[], io: Io): void {
  const errors = faults.filter(({ severity }) => severity === "error").length;
  const counts = { file: path, errors, warnings: faults.length - errors };
  for (const fault of faults) {
    const { code, severity, place } = fault;
    const [en, fr] = [faultText(fault, "en"), faultText(fault, "fr")];
    io.emit({
      file: path,
      path: pathText(fault.path),
      severity,
      code,
      line: place?.line ?? null,
      message: en.say,
      write: en.write,
    });
    const where = place ? ` (${placeText(place, "en")})` : "";
    io.say(`${severity === "error" ? "✗" : "•"} ${pathText(fault.path)}${where}`);
    io.say(`    ${en.say} ${en.write}`);
    io.say(`    ${fr.say} ${fr.write}`);
  }
  io.emit({ file: path, ok: errors === 0, errors, warnings: counts.warnings });
  io.say(`${verdictText(counts, "en")} — ${verdictText(counts, "fr")}`);
}
