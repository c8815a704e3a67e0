/** In which bracket of the rules in force a household is, for figures by bracket. The first scale of quotients of the file is the commune's. Pure. */
import type { BillingFacts } from "@/lib/charge/schema";
import { holds, rangeOf } from "@/lib/clause/rules-conditions";
import { quotientOn } from "@/lib/household/rules";
import type { CommuneFile } from "@/lib/rulebook/schema";

/** In the order of the scale; the empty name, last, is for households without quotient or in no bracket. */
export function bracketNames(file: CommuneFile): string[] {
  const scale = file.scales.find(({ of }) => of === "qf");
  return [...(scale?.brackets ?? []).map(({ label, in: range }) => label ?? range), ""];
}

export function bracketNamer(facts: readonly BillingFacts[], file: CommuneFile): (householdId: string) => string {
  const ranges = (file.scales.find(({ of }) => of === "qf")?.brackets ?? []).map(({ in: text }) => rangeOf(text));
  const names = bracketNames(file);
  return (householdId) => {
    const found = facts.find(({ households }) => households.has(householdId));
    const quotient = found && quotientOn(found.households.get(householdId)?.quotients ?? [], found.period.to);
    if (!quotient) return "";
    const index = ranges.findIndex((range) => range !== null && holds(range, quotient.valueCents / 100));
    return names[index] ?? "";
  };
}
