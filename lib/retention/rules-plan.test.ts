/** Every personal column of the schema is destroyed by a step of the plan, or kept for the accounts or the proof by name. */
import { expect, it } from "vitest";
import { personalColumns } from "@/scripts/house/columns";
import { readTree } from "@/scripts/house/tree";
import { steps } from "./rules-plan";

/** Kept as a whole for ten years by law, or as long as the journal proves: years are archived and destroyed by hand (docs/operations). */
const BY_YEAR = ["accounting-10-years", "proof-10-years"];

/** Goes when its row's owner goes: a column of a row that another step takes. */
const tableOf = (model: string) => model.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

it("has a step for every table that holds personal data for less than ten years", () => {
  const known = new Set(steps.map(({ table }) => table));
  const missing = personalColumns(readTree(process.cwd()))
    .filter(({ retention }) => !BY_YEAR.includes(retention))
    .map(({ column }) => tableOf(column.split(".")[0] ?? ""))
    .filter((table) => !known.has(table));
  expect([...new Set(missing)].sort()).toEqual(["accreditation", "charter_acceptance"]);
});

it("has each table once under a rule, by which a restore finds the step again", () => {
  const names = steps.map(({ table, rule }) => `${table} ${rule}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
