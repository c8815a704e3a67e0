/**
 * The prices of a commune file, made ready once: for each activity its rules in the order of the file, their conditions as tests,
 * and the facts that they read, so that two uses with the same facts are priced once. Pure.
 */

import { type Calendar, calendarOf } from "@/lib/calendar/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { type Resolver, resolverOf } from "@/lib/clause/rules-amounts";
import { defaultsOf, type Facts, type Test, testOf } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Ratio } from "@/lib/kernel/ratio";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AbsenceRule } from "@/lib/rulebook/schema-absences";
import type { ActivityRules, Unit } from "@/lib/rulebook/schema-activities";
import type { Amount } from "@/lib/rulebook/schema-amounts";
import type {
  AdjustmentRules,
  AidRules,
  CategoryRules,
  CombinationRules,
  FeeRules,
  LatePickupRules,
  PriceRules,
} from "@/lib/rulebook/schema-prices";
import { type Condition, PERIOD } from "@/lib/rulebook/schema-words";

type Parts = {
  id?: string | undefined;
  label?: string | undefined;
  inForce?: string | undefined;
  when?: Condition | undefined;
};

/** A rule with its place in the file; `reads` are the facts of its condition. */
export type Ready<Rule> = {
  readonly rule: Rule;
  readonly id: string;
  readonly index: number;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly test: Test;
  readonly reads: readonly string[];
};
export type ReadyPrice = Ready<PriceRules> & {
  readonly unit: Unit;
  readonly resolve: Resolver;
  /** Counted in smaller parts than the unit that its amount is for: what one part is of it. */
  readonly part: Ratio | null;
  /** How time is counted, for a price by time. */
  readonly counted: readonly Why[];
};
type OtherAbsence = CommuneFile["absences"]["otherwise"][number];

export type ActivityPrices = Rules & {
  readonly activity: ActivityRules;
  readonly index: number;
  readonly calendar: Calendar;
  readonly prices: readonly ReadyPrice[];
  /** The facts that any rule about this activity reads: what makes two uses alike. */
  readonly reads: readonly string[];
  /** Those of them that may differ between two uses of a child in a month, when nothing is said of the uses themselves. */
  readonly varying: readonly string[];
  /** Days on which a rule about this activity comes into force, or first day on which it no longer is. */
  readonly changes: readonly CivilDate[];
};

export type Category = {
  readonly rule: CategoryRules;
  readonly tests: readonly Test[];
  readonly reads: readonly string[];
};

export type Compiled = Rules & {
  readonly file: CommuneFile;
  readonly calendar: Calendar;
  readonly defaults: Facts;
  readonly activities: ReadonlyMap<string, ActivityPrices>;
  readonly categories: readonly Category[];
  /** Every fact that some rule reads. */
  readonly reads: ReadonlySet<string>;
  /** Keys of weeks, periods, terms and years by day, filled as they are asked. */
  readonly spans: Map<string, string>;
  /** Open days by activity and span, filled as they are asked. */
  readonly openDays: Map<string, { open: number; usual: number }>;
};

const compiled = new WeakMap<CommuneFile, Compiled>();

export function compiledOf(file: CommuneFile): Compiled {
  const known = compiled.get(file);
  if (known) return known;
  const made = compile(file);
  compiled.set(file, made);
  return made;
}

function compile(file: CommuneFile): Compiled {
  const defaults = defaultsOf(file);
  const calendar = calendarOf(file);
  const rules = rulesOf(file, defaults);
  const categories = file.categories.map((rule) => ({
    rule,
    tests: rule.values.map(({ when }) => testOf(when, defaults)),
    reads: rule.values.flatMap(({ when }) => factsOf(when)),
  }));
  const computed = categories.flatMap(({ rule, reads }) => [rule.fact, ...reads]);
  const activities = file.activities.map((activity, index): ActivityPrices => {
    const own = pricesOf(file, activity, rules);
    const reads = computed.some((name) => own.reads.includes(name)) ? [...own.reads, ...computed] : own.reads;
    return { ...own, index, calendar, reads: [...new Set(reads)], varying: reads.filter((name) => VARYING.has(name)) };
  });
  return {
    file,
    calendar,
    defaults,
    ...rules,
    activities: new Map(activities.map((own) => [own.activity.id, own])),
    categories,
    reads: new Set(activities.flatMap(({ reads }) => reads)),
    spans: new Map(),
    openDays: new Map(),
  };
}

export type Rules = {
  readonly adjustments: readonly Ready<AdjustmentRules>[];
  readonly pickups: readonly Ready<LatePickupRules>[];
  readonly combinations: readonly Ready<CombinationRules>[];
  readonly fees: readonly Ready<FeeRules>[];
  readonly aids: readonly Ready<AidRules>[];
  readonly absences: readonly Ready<AbsenceRule>[];
  readonly otherwise: readonly Ready<OtherAbsence>[];
};

function rulesOf(file: CommuneFile, defaults: Facts): Rules {
  return {
    adjustments: readied(file.adjustments, "adjustments", defaults),
    pickups: readied(file.latePickups, "latePickups", defaults),
    combinations: readied(file.combinations, "combinations", defaults),
    fees: readied(file.fees, "fees", defaults),
    aids: readied(file.aids, "aids", defaults),
    absences: readied(file.absences.rules, "absences.rules", defaults),
    otherwise: readied(file.absences.otherwise, "absences.otherwise", defaults),
  };
}

const VARYING = new Set(
  (
    "booking status unit slot nth weekPresences date openDays weekday time holiday afterHolidays " +
    "childrenPresent age"
  ).split(" "),
);

type Own = Omit<ActivityPrices, "index" | "calendar" | "varying">;
type Concerning = Parts & { activities?: string[] | undefined; all?: string[] | undefined };

function pricesOf(file: CommuneFile, activity: ActivityRules, rules: Rules): Own {
  const about = <Rule extends Concerning>(all: readonly Ready<Rule>[]) =>
    all.filter(({ rule }) => concerns(file, namesIn(rule), activity.id));
  const prices = about(readied(file.prices, "prices", defaultsOf(file))).map((ready) =>
    readyPrice(file, activity, ready),
  );
  const own = {
    adjustments: about(rules.adjustments),
    pickups: about(rules.pickups),
    combinations: about(rules.combinations),
    fees: about(rules.fees),
    aids: about(rules.aids),
    absences: about(rules.absences),
    otherwise: about(rules.otherwise),
  };
  const all: Ready<Parts>[] = [...prices, ...Object.values(own).flat()];
  const amounts = all.flatMap(({ rule }) => amountsIn(rule));
  const reads = [...all.flatMap((ready) => ready.reads), ...amounts.flatMap((amount) => factsOfAmount(file, amount))];
  const changes = all.flatMap(({ from, to }) => [from, to === LAST ? "" : `${to}~`]).filter((day) => day !== "");
  return { activity, prices, ...own, reads: [...new Set(reads)], changes: [...new Set(changes)].sort() };
}

/** A price that counts in smaller parts, or falls with the day of enrolment, reads more than its condition. */
function readyPrice(file: CommuneFile, activity: ActivityRules, ready: Ready<PriceRules>): ReadyPrice {
  const { per = activity.unit, countedBy, prorata, price } = ready.rule;
  const unit = countedBy?.unit ?? per;
  const reads = prorata && prorata.by !== "open_days" ? [...ready.reads, "enrolledOn"] : ready.reads;
  const counted = countedWhy(activity, unit);
  return { ...ready, unit, reads, resolve: resolverOf(file, price), part: partOf(unit, per), counted };
}

const MINUTES: Partial<Record<Unit, number>> = { hour: 60, half_hour: 30, quarter_hour: 15 };

function partOf(unit: Unit, per: Unit): Ratio | null {
  const [size, whole] = [MINUTES[unit], MINUTES[per]];
  if (size === undefined || whole === undefined || size === whole) return null;
  return { over: BigInt(size), under: BigInt(whole) };
}

const COUNTED = { started: "startedUnits", nearest: "nearestUnits", full: "fullUnits" } as const;

function countedWhy({ stay }: ActivityRules, unit: Unit): readonly Why[] {
  const isTime = unit === "hour" || unit === "half_hour" || unit === "quarter_hour";
  return isTime ? [{ code: COUNTED[stay.counts], facts: { unit } }] : [];
}

/** A bundle names its activities by itself. */
function namesIn(rule: Concerning): string[] | undefined {
  return rule.all ?? rule.activities;
}

const LAST = "9999-12-31";

function readied<Rule extends Parts>(rules: readonly Rule[], name: string, defaults: Facts): Ready<Rule>[] {
  return rules.map((rule, index) => {
    const [, from = "", to = LAST] = (rule.inForce && PERIOD.exec(rule.inForce)) || [];
    const test = testOf(rule.when, defaults);
    return { rule, id: rule.id ?? `${name}.${index + 1}`, index, from, to, test, reads: factsOf(rule.when) };
  });
}

export function isInForce({ from, to }: Ready<unknown>, day: CivilDate): boolean {
  return from <= day && day <= to;
}

/** Whether a rule holds on the day for these facts. */
export function applies(ready: Ready<unknown>, facts: Facts, day: CivilDate): boolean {
  return isInForce(ready, day) && ready.test(facts);
}

function factsOf(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  return Array.isArray(condition) ? condition.flatMap((one) => Object.keys(one)) : Object.keys(condition);
}

/** The amounts that a rule holds, wherever its kind keeps them. */
function amountsIn(rule: object): Amount[] {
  const { price, add, replace, amount, charge } = rule as Record<string, Amount | Record<string, Amount> | undefined>;
  const charged = typeof charge === "object" ? Object.values(charge) : [];
  return [price, add, replace, amount, ...charged].filter((one): one is Amount => isAmount(one));
}

function isAmount(value: unknown): value is Amount {
  return typeof value === "number" || (typeof value === "object" && value !== null);
}

function factsOfAmount(file: CommuneFile, amount: Amount): string[] {
  if (typeof amount === "number") return [];
  if ("given" in amount) return [amount.given];
  if ("steps" in amount) return amount.steps.flatMap(({ price }) => factsOfAmount(file, price));
  if (!("scale" in amount)) return "of" in amount ? [amount.of] : [];
  const scale = file.scales.find(({ id }) => id === amount.scale);
  const moved = scale ? [scale.of, ...scale.shifts.flatMap(({ when }) => factsOf(when))] : [];
  return [...moved, ...amount.amounts.flatMap((one) => factsOfAmount(file, one))];
}
