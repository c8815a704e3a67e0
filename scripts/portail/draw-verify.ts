/** `portail draw verify FILE`: whether the published result of a draw follows from its seed, and the seed is the one that was promised. Offline. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type DrawFault, faultsOf } from "@/lib/draw/rules-published";
import { publishedDrawSchema } from "@/lib/draw/schema";
import { type Io, Mistake } from "./io";

const LARGEST_BYTES = 20_000_000;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new Mistake("Say one file: draw verify FILE", 2);
  const published = await read(path);
  const faults = faultsOf(published);
  const about = { label: published.draw.label, tickets: published.tickets.length, commitment: published.commitment };
  io.emit({ ...about, valid: faults.length === 0, faults });
  if (faults.length === 0) {
    io.say(
      `Le tirage « ${about.label} » est juste : la graine est celle promise, et les ${about.tickets} souhaits donnent ce résultat.`,
    );
    return 0;
  }
  io.say(`Le tirage « ${about.label} » n'est pas juste :`);
  for (const fault of faults.slice(0, 10)) io.say(`- ${inWords(fault)}`);
  return 1;
}

async function read(path: string) {
  const text = await readFile(path, "utf8");
  if (text.length > LARGEST_BYTES) throw new Mistake(`${path}: too large for the result of a draw`);
  const document = parseJson(path, text);
  const parsed = publishedDrawSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Mistake(
    `${path}: not the published result of a draw (${issue?.path.join(".") || "document"}: ${issue?.message})`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Mistake(`${path}: not JSON`);
  }
}

function inWords(fault: DrawFault): string {
  switch (fault.kind) {
    case "seed":
      return `la graine donne l'empreinte ${fault.found}, et non celle promise, ${fault.expected}`;
    case "missing":
      return `le numéro ${fault.ticket} n'est pas à la fois dans les souhaits et dans le résultat`;
    case "order":
      return `à la place ${fault.place}, la graine appelle le numéro ${fault.expected}, pas ${fault.found}`;
    case "number":
      return `le numéro d'appel de ${fault.ticket} n'est pas celui que donne la graine`;
    case "places":
      return `le numéro ${fault.ticket} devait obtenir ${fault.expected.join(", ") || "aucun jour"}, pas ${fault.found.join(", ") || "aucun jour"}`;
  }
}
