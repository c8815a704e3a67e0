import { expect, it } from "vitest";
import { type LifeFacts, lifeState } from "./rules-life";

const facts: LifeFacts = {
  ...{ totalCents: 900, dueCents: 900, claimCents: 0, creditedCents: 0, writtenOffCents: 0 },
  ...{ reminded: 0, dueOn: "2026-11-30", today: "2026-11-23" },
};

it.each<[string, Partial<LifeFacts>, string]>([
  ["before its last day", { today: "2026-11-29" }, "due"],
  ["on its last day", { today: "2026-11-30" }, "due"],
  ["the day after", { today: "2026-12-01" }, "late"],
  ["without a last day", { dueOn: null, today: "2027-01-01" }, "due"],
  ["after a reminder", { today: "2026-12-20", reminded: 1 }, "reminded"],
  ["handed over", { dueCents: 0, claimCents: 900, reminded: 2 }, "handed"],
  ["handed over in part", { dueCents: 100, claimCents: 1 }, "handed"],
  ["one cent short", { dueCents: 1, today: "2026-12-01" }, "late"],
  ["paid", { dueCents: 0 }, "settled"],
  ["paid and credited in part", { dueCents: 0, creditedCents: 899 }, "settled"],
  ["credited whole", { dueCents: 0, creditedCents: 900 }, "credited"],
  ["given up in part, paid for the rest", { dueCents: 0, writtenOffCents: 1 }, "written-off"],
  ["given up in part, owed for the rest", { dueCents: 100, writtenOffCents: 800 }, "due"],
])("an invoice %s is told as such", (_, change, state) => expect(lifeState({ ...facts, ...change })).toBe(state));
