/** Rules that nobody meets, since the first that fits decides; activities that nothing prices. Warnings: the file works without them. Pure. */
import { holds, type Range, rangeOf } from "@/lib/clause/rules-conditions";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Condition, Wanted } from "@/lib/rulebook/schema-words";
import { type Fault, pathText, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { activitiesNamed } from "./rules-walk";

type Rule = {
  path: Path;
  activities: ReadonlySet<string>;
  when?: Condition | undefined;
  inForce?: string | undefined;
  /** What else a rule must share with one before it to stand in its way. */
  kinds: readonly string[];
};

export function reachFaults(file: CommuneFile): Fault[] {
  return [...listsOf(file).flatMap(unreachable), ...unpriced(file)];
}

type Parts = { activities?: string[] | undefined; when?: Condition | undefined; inForce?: string | undefined };

function listsOf(file: CommuneFile): Rule[][] {
  const rulesOf = <One extends Parts>(list: readonly One[], path: Path, kinds: (rule: One) => readonly string[]) =>
    list.map((rule, index): Rule => {
      const { when, inForce } = rule;
      const activities = activitiesNamed(file, rule.activities);
      return { path: [...path, index], activities, when, inForce, kinds: kinds(rule) };
    });
  const only = () => ["rule"];
  return [
    rulesOf(file.prices, ["prices"], ({ per, activities }) => unitsOf(file, per, activities)),
    rulesOf(file.deadlines, ["deadlines"], ({ actions }) => actions),
    rulesOf(file.absences.otherwise, ["absences", "otherwise"], only),
    ...file.categories.map(({ values }, index) => rulesOf(values, ["categories", index, "values"], only)),
    ...file.billing.answers.map(({ values }, index) => rulesOf(values, ["billing", "answers", index, "values"], only)),
    ...file.priorities.map(({ order }, index) => rulesOf(order, ["priorities", index, "order"], only)),
  ];
}

function unitsOf(file: CommuneFile, per: string | undefined, names: string[] | undefined): string[] {
  if (per !== undefined) return [per];
  const concerned = activitiesNamed(file, names);
  return file.activities.flatMap(({ id, unit }) => (concerned.has(id) ? [unit] : []));
}

/** Each rule is compared with those before it: a list longer than any règlement is compared in part. */
const MOST_RULES = 400;

function unreachable(rules: readonly Rule[]): Fault[] {
  return rules.slice(0, MOST_RULES).flatMap((rule, index) => {
    const before = rules.slice(0, index).find((earlier) => standsBefore(earlier, rule));
    return before ? [warning(rule.path, "unreachable", { before: pathText(before.path) })] : [];
  });
}

function standsBefore(wide: Rule, narrow: Rule): boolean {
  const holdsAll = <One>(all: Iterable<One>, has: (one: One) => boolean) => [...all].every(has);
  return (
    holdsAll(narrow.activities, (id) => wide.activities.has(id)) &&
    holdsAll(narrow.kinds, (kind) => wide.kinds.includes(kind)) &&
    coversPeriod(wide.inForce, narrow.inForce) &&
    covers(wide.when, narrow.when)
  );
}

/** A file without any price has deadlines alone: that is a choice. One with prices forgot an activity. */
function unpriced(file: CommuneFile): Fault[] {
  const priced = new Set<string>();
  for (const { activities } of [...file.prices, ...file.combinations])
    for (const id of activitiesNamed(file, activities)) priced.add(id);
  if (priced.size === 0) return [warning(["prices"], "noPrice")];
  return file.activities.flatMap(({ id }, index) =>
    priced.has(id) ? [] : [warning(["activities", index], "activityWithoutPrice", { found: id })],
  );
}

type Alternative = Readonly<Record<string, Wanted>>;

function alternatives(condition: Condition | undefined): readonly Alternative[] {
  if (condition === undefined) return [{}];
  return Array.isArray(condition) ? condition : [condition];
}

/** Every case of `narrow` is one of `wide`. When unsure, no. */
function covers(wide: Condition | undefined, narrow: Condition | undefined): boolean {
  const ways = alternatives(wide);
  return alternatives(narrow).every((one) => ways.some((way) => coversAlternative(way, one)));
}

function coversAlternative(wide: Alternative, narrow: Alternative): boolean {
  return Object.entries(wide).every(([fact, wanted]) => {
    const asked = narrow[fact];
    return asked !== undefined && coversWanted(wanted, asked);
  });
}

function coversWanted(wide: Wanted, narrow: Wanted): boolean {
  if (JSON.stringify(wide) === JSON.stringify(narrow)) return true;
  if (isTurned(narrow)) return false;
  const each = Array.isArray(narrow) ? narrow : [narrow];
  if (isTurned(wide)) {
    const barred = Array.isArray(wide.not) ? wide.not : [wide.not];
    return each.every((one) => isPlain(one) && barred.every((bar) => isPlain(bar) && bar !== one));
  }
  const ways = Array.isArray(wide) ? wide : [wide];
  return each.every((one) => ways.some((way) => coversScalar(way, one)));
}

function isTurned(wanted: Wanted): wanted is Extract<Wanted, { not: unknown }> {
  return typeof wanted === "object" && !Array.isArray(wanted);
}

type Scalar = string | number | boolean;

function isPlain(value: Scalar): boolean {
  return typeof value !== "string" || rangeOf(value) === null;
}

function coversScalar(wide: Scalar, narrow: Scalar): boolean {
  if (wide === narrow) return true;
  const range = typeof wide === "string" ? rangeOf(wide) : null;
  if (!range) return false;
  if (typeof narrow !== "boolean" && /^-?\d+(\.\d+)?$/.test(String(narrow))) return holds(range, Number(narrow));
  const inner = typeof narrow === "string" ? rangeOf(narrow) : null;
  return inner !== null && contains(range, inner);
}

function contains(wide: Range, inner: Range): boolean {
  const low = wide.low < inner.low || (wide.low === inner.low && (wide.lowIn || !inner.lowIn));
  const high = wide.high > inner.high || (wide.high === inner.high && (wide.highIn || !inner.highIn));
  return low && high;
}

/** « 2026-09-01..2026-12-18 », either side open; no period is all days. */
function coversPeriod(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const [from = "", to = ""] = wide.split("..");
  const [innerFrom = "", innerTo = ""] = narrow.split("..");
  return (from === "" || (innerFrom !== "" && from <= innerFrom)) && (to === "" || (innerTo !== "" && innerTo <= to));
}
