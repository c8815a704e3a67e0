/** What zod found, told with what to write instead: of a choice of shapes, the faults of the one that was meant. Pure. */
import type { z } from "zod";
import { error, type Fault, type FaultCode, nearest } from "./rules-fault";
import type { Path } from "./rules-json";
import { keysAt, valueAt } from "./rules-known";

type Issue = z.core.$ZodIssue;

export function shapeFaults(file: unknown, issues: readonly Issue[], base: Path = []): Fault[] {
  const faults = issues.flatMap((issue) => faultsOf(file, issue, [...base, ...steps(issue.path)]));
  // A key that is missing because it is misspelt is told once, as the misspelling.
  const meant = new Set(faults.map(({ path, facts }) => JSON.stringify([...path.slice(0, -1), facts.nearest ?? null])));
  return faults.filter(({ path, facts }) => facts.absent !== 1 || !meant.has(JSON.stringify(path)));
}

function steps(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

function faultsOf(file: unknown, issue: Issue, path: Path): Fault[] {
  const found = shown(valueAt(file, path));
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(file, path, key));
    case "invalid_type":
      return [valueAt(file, path) === undefined ? missing(path, issue.expected) : typed(path, issue, found)];
    case "invalid_value":
      if (valueAt(file, path) === undefined) return [missing(path, issue.values.join(", "))];
      return [oneOf(path, found, issue.values.map(String))];
    case "invalid_union":
      return unionFaults(file, issue, path);
    case "invalid_key":
      return [error(path, "factName", { found: String(path.at(-1) ?? "") })];
    case "too_small":
    case "too_big":
      return [bounded(path, issue, found)];
    default:
      return [error(path, codeOf(issue.message) ?? "wrongValue", { found })];
  }
}

/** Codes that the schemas give as their message. */
const NAMED: readonly FaultCode[] = [
  "name",
  "date",
  "month",
  "time",
  "cents",
  "amount",
  "number",
  "decimal",
  "interval",
  "period",
  "monthDay",
  "schoolYear",
  "oneWay",
  "rounding",
  "endBeforeStart",
  "countedBy",
];

function codeOf(message: string): FaultCode | undefined {
  return NAMED.find((code) => code === message);
}

const MISSING: Readonly<Record<string, FaultCode>> = {
  rounding: "rounding",
  calendar: "calendar",
  format: "format",
  otherwise: "otherwise",
  none: "noProof",
  schoolYears: "schoolYear",
};

function missing(path: Path, expected: string): Fault {
  const key = String(path.at(-1) ?? "");
  return error(path, MISSING[key] ?? "missing", { key, expected, absent: 1 });
}

function typed(path: Path, issue: Extract<Issue, { code: "invalid_type" }>, found: string): Fault {
  const code = codeOf(issue.message);
  return code && code !== "number"
    ? error(path, code, { found })
    : error(path, "wrongType", { expected: issue.expected, found });
}

function oneOf(path: Path, found: string, values: readonly string[]): Fault {
  if (path.at(-1) === "format") return error(path, "format", { found });
  const meant = nearest(found.replaceAll('"', ""), values);
  const facts = { found, values: values.join(", ") };
  return meant ? error(path, "oneOfMeant", { ...facts, nearest: meant }) : error(path, "oneOf", facts);
}

function unknownKey(file: unknown, path: Path, key: string): Fault {
  const known = keysAt(file, path);
  const meant = nearest(key, known);
  const at = [...path, key];
  return meant
    ? error(at, "unknownKeyMeant", { found: key, nearest: meant })
    : error(at, "unknownKey", { found: key, values: known.join(", ") });
}

function bounded(path: Path, issue: Extract<Issue, { code: "too_small" | "too_big" }>, found: string): Fault {
  if (codeOf(issue.message) === "amount") return error(path, "amount", { found });
  if (issue.code === "too_small") return error(path, "tooSmall", { found, limit: String(issue.minimum) });
  return error(path, "tooBig", { found, limit: String(issue.maximum) });
}

function unionFaults(file: unknown, issue: Extract<Issue, { code: "invalid_union" }>, path: Path): Fault[] {
  if (issue.errors.length === 0) {
    const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    const value = valueAt(file, path);
    return [value === undefined ? missing(path, options.join(", ")) : oneOf(path, shown(value), options)];
  }
  const value = valueAt(file, path);
  if (value === undefined) return [missing(path, "value")];
  const branches = leaves(issue);
  const best = branches.reduce((least, branch) => (costOf(branch) < costOf(least) ? branch : least));
  if (costOf(best) < NOT_MEANT) return shapeFaults(file, best, path);
  const expected = branches.flatMap((branch) => branch.map((one) => ("expected" in one ? one.expected : "")));
  return [
    error(path, "wrongType", { expected: [...new Set(expected)].filter(Boolean).join(" / "), found: shown(value) }),
  ];
}

/** A choice inside a choice is one choice. */
function leaves(issue: Extract<Issue, { code: "invalid_union" }>): Issue[][] {
  return issue.errors.flatMap((branch) => {
    const [only] = branch;
    const nested = branch.length === 1 && only?.code === "invalid_union" && only.path.length === 0;
    return nested && only.errors.length > 0 ? leaves(only) : [branch];
  });
}

const NOT_MEANT = 50;

/** How far what was written is from a shape: another type altogether, keys it does not have, keys it lacks. */
function costOf(branch: readonly Issue[]): number {
  return branch.reduce((cost, issue) => {
    if (issue.code === "unrecognized_keys") return cost + 2 * issue.keys.length;
    if (issue.code === "invalid_type" && issue.path.length === 0 && codeOf(issue.message) !== "cents")
      return cost + NOT_MEANT;
    if (issue.code === "invalid_value" && issue.path.length === 0) return cost + 10;
    return cost + 1;
  }, 0);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
