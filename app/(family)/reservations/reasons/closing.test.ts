import { describe, expect, it } from "vitest";
import type { GridCell } from "../grid-words";
import { nextClosing } from "./closing";

const now = "2026-11-23T09:00";

type Change = Partial<
  Pick<GridCell["verdict"], "refusal" | "cancelRefusal" | "booking" | "closesAt" | "cancelClosesAt">
>;

/** Only the verdict is read. */
const cell = (change: Change): GridCell => {
  const verdict = { refusal: null, cancelRefusal: null, booking: null, closesAt: now, cancelClosesAt: now, ...change };
  return { verdict } as GridCell;
};
const booking = { id: "b", householdId: "h", priceCents: 280, timing: "in_time" } as const;

describe("the next limit of a grid", () => {
  it.each([
    ["the first to come", [cell({ closesAt: "2026-11-24T12:00" }), cell({ closesAt: "2026-11-23T12:00" })], 1],
    ["not one that has passed", [cell({ closesAt: "2026-11-23T09:00" }), cell({ closesAt: "2026-11-24T12:00" })], 1],
    [
      "that of cancelling, where a day is booked",
      [
        cell({ booking, closesAt: "2026-11-23T10:00", cancelClosesAt: "2026-11-25T12:00" }),
        cell({ closesAt: "2026-11-24T12:00" }),
      ],
      1,
    ],
    [
      "not that of a day that cannot be booked",
      [cell({ refusal: "full", closesAt: "2026-11-23T10:00" }), cell({ closesAt: "2026-11-24T12:00" })],
      1,
    ],
  ] as const)("is %s", (_, cells, place) => {
    expect(nextClosing(cells, now)?.cell).toBe(cells[place]);
  });

  it("is none where nothing can change any more", () => {
    const kept = cell({ booking, cancelRefusal: "too-late", cancelClosesAt: "2026-11-25T12:00" });
    expect(nextClosing([kept, cell({ refusal: "too-late" })], now)).toBeNull();
  });
});
