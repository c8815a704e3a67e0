/** `portail commune schema`: the JSON Schema of the commune file, made from zod. What rules share is defined once and referred to, so that a person can read it. */
import { z } from "zod";
import { communeFileSchema, FORMAT } from "@/lib/rulebook/schema";
import * as absences from "@/lib/rulebook/schema-absences";
import * as activities from "@/lib/rulebook/schema-activities";
import * as amounts from "@/lib/rulebook/schema-amounts";
import * as billing from "@/lib/rulebook/schema-billing";
import * as calendar from "@/lib/rulebook/schema-calendar";
import * as deadlines from "@/lib/rulebook/schema-deadlines";
import * as facts from "@/lib/rulebook/schema-facts";
import * as prices from "@/lib/rulebook/schema-prices";
import * as words from "@/lib/rulebook/schema-words";
import { type ExitCode, type Io, Mistake } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  if (args.length > 0) throw new Mistake("commune schema takes no argument.", 2);
  const schema = communeJsonSchema();
  io.emit(schema);
  io.say(JSON.stringify(schema, null, 2));
  return 0;
}

/** Every schema that a file of lib/rulebook exports under a name is a definition of its own: `limitSchema` is `#/$defs/limit`. */
export function communeJsonSchema(): Record<string, unknown> {
  const files = [words, facts, calendar, activities, amounts, deadlines, prices, absences, billing];
  for (const [name, schema] of files.flatMap((file) => Object.entries<unknown>(file)))
    if (schema instanceof z.ZodType && name.endsWith("Schema"))
      z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: name.slice(0, -"Schema".length) });
  const { $schema, ...rest } = z.toJSONSchema(communeFileSchema, { io: "input", override: withPattern });
  return { $schema, $id: `urn:${FORMAT.replace("/", ":")}`, title: "Commune file", ...rest };
}

/** What zod checks by a function is a pattern for editors: the check of the file is stricter. */
const PATTERNS: Readonly<Record<string, string>> = {
  day: "^\\d{4}-\\d{2}-\\d{2}$",
  month: "^\\d{4}-(0[1-9]|1[0-2])$",
  hour: "^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$",
  interval: `${words.INTERVAL.source}|${words.COMPARISON.source}`,
  period: words.PERIOD.source,
};

const FACTS = Object.entries(words.knownFacts).map(([name, meaning]) => `${name}: ${meaning}`);

type Made = { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema };

function withPattern({ zodSchema, jsonSchema }: Made): void {
  const id = z.globalRegistry.get(zodSchema)?.id ?? "";
  const pattern = PATTERNS[id];
  if (pattern !== undefined && jsonSchema.type === "string") jsonSchema.pattern = pattern;
  if (id === "condition")
    jsonSchema.description = `${jsonSchema.description}. Facts that need no declaration — ${FACTS.join("; ")}`;
}
