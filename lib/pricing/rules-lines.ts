/** Charges made into lines: what has the same price for the same reasons is one line, with its days; the lines add up to the total. Pure. */

import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { UseInfo } from "@/lib/tally/rules-month";
import type { Relief } from "./rules-absences";
import type { Charge } from "./rules-charges";
import type { Share } from "./rules-prices";
import type { EachLine, Line } from "./schema";

type Writable = { -readonly [Key in keyof Line]: Line[Key] } & { days: CivilDate[]; useIds: string[] };
/** What several charges of one line have in common; reasons are told once. */
export type Entry = Omit<Line, "days" | "useIds" | "amountCents"> & {
  readonly uses: readonly UseInfo[];
  /** What one charge of the line is for. */
  readonly anchor: string;
};

function keyOf({ kind, ruleId, activity, childId, unit, unitCents, why, once }: Entry): string {
  return `${kind}|${ruleId}|${activity}|${childId}|${unit}|${unitCents}|${once ?? ""}|${JSON.stringify(why)}`;
}

function nameOf({ kind, ruleId, activity, childId, anchor }: Entry): string {
  return `${kind}:${ruleId}:${activity ?? ""}:${childId ?? ""}:${anchor}`;
}

/** Lines in the order in which their first use comes; `each`: a line for each charge. */
export class Lines {
  readonly #lines = new Map<string, Writable>();
  /** The last line with these very reasons: uses with the same facts share them. */
  readonly #recent = new Map<readonly Why[], Writable>();
  readonly #isEach: boolean;

  constructor({ each }: { each: boolean }) {
    this.#isEach = each;
  }

  add(entry: Entry): void {
    const key = this.#isEach ? nameOf(entry) : keyOf(entry);
    const known = this.#lines.get(key);
    if (known) {
      more(known, { quantity: entry.quantity, cents: entry.unitCents }, entry.uses);
      this.#recent.set(entry.why, known);
      return;
    }
    const { uses, anchor: _, ...parts } = entry;
    const made: Writable = { ...parts, days: [], useIds: [], amountCents: entry.quantity * entry.unitCents };
    told(made, uses);
    this.#lines.set(key, made);
    this.#recent.set(entry.why, made);
  }

  addCharge(charge: Charge): void {
    const { shares } = charge;
    for (let place = 0; place < shares.length; place += 1) {
      const share = shares[place];
      const recent = this.#isEach ? undefined : this.#recent.get(charge.why);
      if (!share) continue;
      if (recent && charge.once === null && recent.unitCents === share.cents && recent.kind === charge.kind) {
        more(recent, share, charge.uses);
      } else this.add(entryOf(charge, share, place));
    }
  }

  all(): Line[] {
    return [...this.#lines.values()];
  }

  named(): EachLine[] {
    return [...this.#lines].map(([key, line]) => ({ ...line, key }));
  }
}

function more(line: Writable, { quantity, cents }: Share, uses: readonly UseInfo[]): void {
  line.quantity += quantity;
  line.amountCents += quantity * cents;
  told(line, uses);
}

/** Uses come by day: only a family's line may meet a day again later. */
function told(line: Writable, uses: readonly UseInfo[]): void {
  for (const { use } of uses) {
    const last = line.days.at(-1);
    if (
      use.day !== null &&
      last !== use.day &&
      (last === undefined || last < use.day || !line.days.includes(use.day))
    ) {
      line.days.push(use.day);
    }
    line.useIds.push(use.id);
  }
}

export function childOf({ isFamily, info }: Charge): string | null {
  return isFamily ? null : info.child.id;
}

function entryOf(charge: Charge, { quantity, cents }: Share, place: number): Entry {
  const { kind, price, info, uses, why, once, anchor } = charge;
  return {
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
    ...(once === null ? {} : { once }),
  };
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
