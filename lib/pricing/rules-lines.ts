/** Charges made into lines: what has the same price for the same reasons is one line, with its days; the lines add up to the total. Pure. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Why } from "@/lib/rulebook/rules-why";
import type { Relief } from "./rules-absences";
import type { Charge } from "./rules-charges";
import type { UseInfo } from "./rules-month";
import type { Line } from "./schema";

type Writable = { -readonly [Key in keyof Line]: Line[Key] } & { days: CivilDate[]; useIds: string[] };
/** What several charges of one line have in common; reasons are told once. */
export type Entry = Omit<Line, "days" | "useIds" | "amountCents"> & { readonly uses: readonly UseInfo[] };

const SEEN = new WeakMap<readonly Why[], string>();

function keyOf({ kind, ruleId, activity, childId, unit, unitCents, why, once }: Entry): string {
  let reasons = SEEN.get(why);
  if (reasons === undefined) {
    reasons = JSON.stringify(why);
    SEEN.set(why, reasons);
  }
  return `${kind}|${ruleId}|${activity}|${childId}|${unit}|${unitCents}|${once ?? ""}|${reasons}`;
}

/** Lines in the order in which their first use comes. */
export class Lines {
  readonly #lines = new Map<string, Writable>();

  add(entry: Entry): void {
    const key = keyOf(entry);
    const known = this.#lines.get(key);
    if (known) {
      known.quantity += entry.quantity;
      known.amountCents += entry.quantity * entry.unitCents;
      told(known, entry.uses);
      return;
    }
    const { uses, ...parts } = entry;
    const made: Writable = { ...parts, days: [], useIds: [], amountCents: entry.quantity * entry.unitCents };
    told(made, uses);
    this.#lines.set(key, made);
  }

  all(): Line[] {
    return [...this.#lines.values()];
  }
}

function told(line: Writable, uses: readonly UseInfo[]): void {
  for (const { use } of uses) {
    if (use.day !== null && line.days.at(-1) !== use.day && !line.days.includes(use.day)) line.days.push(use.day);
    line.useIds.push(use.id);
  }
}

export function addCharge(lines: Lines, charge: Charge): void {
  const { kind, price, info, isFamily, uses, shares, why, once } = charge;
  for (const { quantity, cents } of shares) {
    lines.add({
      kind,
      ruleId: price.id,
      label: price.rule.label ?? null,
      activity: info.use.activity,
      childId: isFamily ? null : info.child.id,
      unit: price.unit,
      quantity,
      unitCents: cents,
      why,
      uses,
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
  });
}
