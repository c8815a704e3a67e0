/**
 * Communes that do not exist, each with a règlement in a few sentences, its commune file and cases worked out by hand from the sentences:
 * combinations of rules that the 28 published bodies of docs/communes do not show.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkValue } from "@/lib/check/rules";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { simulate } from "@/lib/simulation/rules";

type Imagined = { rules: string[]; file: unknown; cases: { id: string; why: string }[] };

const folder = new URL("./", import.meta.url);
const communes = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe.each(communes)("%s", (name) => {
  const imagined: Imagined = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  const file = communeFileSchema.parse(imagined.file);

  it("has a file without fault", () => {
    expect(checkValue(imagined.file).faults.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(imagined.cases)("$id: $why", (given) => {
    const { got, expected, ok, why } = simulate(file, given);
    expect(ok, `${JSON.stringify({ got, expected, why })}`).toBe(true);
  });
});
