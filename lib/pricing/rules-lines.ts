/** Charges made into lines: what has the same price for the same reasons is one line, with its days; the lines add up to the total. Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Why } from "@/lib/rulebook/rules-why";
import type { Relief } from "./rules-absences";
import type { Charge } from "./rules-charges";
import type { UseInfo } from "./rules-month";
import type { EachLine } from "./schema";

type Writable = { -readonly [Key in keyof EachLine]: EachLine[Key] } & { days: CivilDate[]; useIds: string[] };
/** What several charges of one line have in common; reasons are told once. */
export type Entry = Omit<EachLine, "key" | "days" | "useIds" | "amountCents"> & {
  readonly uses: readonly UseInfo[];
  /** What one charge of the line is for. */
  readonly anchor: string;
};

const SEEN = new WeakMap<readonly Why[], string>();

function keyOf({ kind, ruleId, activity, childId, unit, unitCents, why, once }: Entry): string {
  let reasons = SEEN.get(why);
  if (reasons === undefined) {
    reasons = JSON.stringify(why);
    SEEN.set(why, reasons);
  }
  return `${kind}|${ruleId}|${activity}|${childId}|${unit}|${unitCents}|${once ?? ""}|${reasons}`;
}

function nameOf({ kind, ruleId, activity, childId, anchor }: Entry): string {
  return `${kind}:${ruleId}:${activity ?? ""}:${childId ?? ""}:${anchor}`;
}

/** Lines in the order in which their first use comes; `each`: a line for each charge. */
export class Lines {
  readonly #lines = new Map<string, Writable>();
  readonly #isEach: boolean;

  constructor({ each }: { each: boolean }) {
    this.#isEach = each;
  }

  add(entry: Entry): void {
    const key = this.#isEach ? nameOf(entry) : keyOf(entry);
    const known = this.#lines.get(key);
    if (known) {
      known.quantity += entry.quantity;
      known.amountCents += entry.quantity * entry.unitCents;
      told(known, entry.uses);
      return;
    }
    const { uses, anchor: _, ...parts } = entry;
    const made: Writable = { ...parts, key, days: [], useIds: [], amountCents: entry.quantity * entry.unitCents };
    told(made, uses);
    this.#lines.set(key, made);
  }

  all(): EachLine[] {
    return [...this.#lines.values()];
  }
}

function told(line: Writable, uses: readonly UseInfo[]): void {
  for (const { use } of uses) {
    if (use.day !== null && line.days.at(-1) !== use.day && !line.days.includes(use.day)) line.days.push(use.day);
    line.useIds.push(use.id);
  }
}

export function childOf({ isFamily, info }: Charge): string | null {
  return isFamily ? null : info.child.id;
}

export function addCharge(lines: Lines, charge: Charge): void {
  const { kind, price, info, uses, shares, why, once, anchor } = charge;
  for (const [place, { quantity, cents }] of shares.entries()) {
    lines.add({
      kind,
      ruleId: price.id,
      label: price.rule.label ?? null,
      activity: info.use.activity,
      childId: childOf(charge),
      unit: price.unit,
      quantity,
      unitCents: cents,
      why,
      uses,
      anchor: place === 0 ? anchor : `${anchor}/${place}`,
      ...(once === undefined ? {} : { once }),
    });
  }
}

export function addRelief(lines: Lines, { info, cents, why }: Relief): void {
  lines.add({
    kind: "absence",
    ruleId: "absences",
    label: null,
    activity: info.use.activity,
    childId: info.child.id,
    unit: info.rules.activity.unit,
    quantity: 1,
    unitCents: cents,
    why,
    uses: [info],
    anchor: info.use.id,
  });
}
