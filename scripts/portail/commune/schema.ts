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
  const { $schema, ...rest } = z.toJSONSchema(communeFileSchema, { io: "input" });
  return { $schema, $id: `urn:${FORMAT.replace("/", ":")}`, title: "Commune file", ...rest };
}
