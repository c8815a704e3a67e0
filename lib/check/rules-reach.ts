/** Rules that nobody meets, since the first that fits decides; activities that nothing prices. Warnings: the file works without them. Pure. */
import { holds, type Range, rangeOf, testOf } from "@/lib/clause/rules-conditions";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AbsenceRule } from "@/lib/rulebook/schema-absences";
import type { PriceRules } from "@/lib/rulebook/schema-prices";
import type { Condition, Wanted } from "@/lib/rulebook/schema-words";
import { type Fault, type FaultCode, pathText, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { activitiesNamed } from "./rules-walk";

type Rule = {
  path: Path;
  activities: ReadonlySet<string>;
  when?: Condition | undefined;
  inForce?: string | undefined;
  /** What else a rule must share with one before it to stand in its way. */
  kinds: readonly string[];
  /** It asks more than conditions, as a moment or a proof: it stands in nobody's way. */
  isStrict?: boolean;
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
    ...file.deadlines.map(({ windows }, place) =>
      rulesOf(windows, ["deadlines", place, "windows"], only).map((rule, index) => {
        const own = windows[index];
        return { ...rule, isStrict: Boolean(own?.from || own?.until || own?.ifPlaces) };
      }),
    ),
    rulesOf(file.absences.rules, ["absences", "rules"], reasonsOf(file)).map((rule, index) => {
      const own = file.absences.rules[index];
      return { ...rule, isStrict: Boolean(own?.notice || own?.evidence || own?.minimumDays) };
    }),
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

/** A rule without reasons takes all of them; only an automatic one takes a day of which nobody told anything. */
function reasonsOf({ absences }: CommuneFile) {
  const named = absences.rules.flatMap(({ reasons }) => reasons ?? []);
  return ({ reasons, automatic }: AbsenceRule) => reasons ?? [...named, "any", ...(automatic ? ["untold"] : [])];
}

/** Each rule is compared with those before it: a list longer than any règlement is compared in part. */
const MOST_RULES = 400;

function unreachable(rules: readonly Rule[]): Fault[] {
  return rules.slice(0, MOST_RULES).flatMap((rule, index) => {
    const before = rules.slice(0, index).find((earlier) => !earlier.isStrict && standsBefore(earlier, rule));
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
    (priced.has(id) ? notPriced(file, id) : ["activityWithoutPrice" as const]).map((code) =>
      warning(["activities", index], code, { found: id }),
    ),
  );
}

/** Families that every town has: some price must answer to them. */
const FAMILIES = [
  ["noPriceOutside", "resident", false],
  ["noPriceWithoutProof", "qfState", "none"],
  ["noPriceExpired", "qfState", "expired"],
] as const;

function notPriced(file: CommuneFile, id: string): FaultCode[] {
  const prices = file.prices.filter(({ activities }) => activitiesNamed(file, activities).has(id));
  if (prices.length === 0) return [];
  return FAMILIES.flatMap(([code, fact, value]) => (prices.some((one) => answers(one, fact, value)) ? [] : [code]));
}

/** A rate of the quotient, and a condition on it, answer to a known quotient only. */
function answers({ price, when }: PriceRules, fact: string, value: string | boolean): boolean {
  const isRate = typeof price === "object" && "of" in price && price.of === "qf";
  return alternatives(when).some((one) => {
    if (fact === "qfState" && (isRate || one.qf !== undefined)) return false;
    const wanted = one[fact];
    return wanted === undefined || coversWanted(wanted, value);
  });
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
    return asked !== undefined && (coversWanted(wanted, asked) || (fact === "grade" && coversLevel(wanted, asked)));
  });
}

/** « maternelle » takes PS, MS and GS. */
function coversLevel(wide: Wanted, narrow: Wanted): boolean {
  if (isTurned(wide) || isTurned(narrow)) return false;
  const isIn = testOf({ grade: wide }, {});
  return (Array.isArray(narrow) ? narrow : [narrow]).every((grade) => isIn({ grade }));
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
