import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { alone, followPeople, type Published, protect, SMALLEST_SHOWN, settledMonth } from "./rules";

const cellsOf = (counts: readonly number[]) => counts.map((count, index) => ({ key: String(index), count }));
const printed = ({ cells, total }: Published) => [
  ...cells.map((cell) => (cell.shown === null ? cell.why : cell.shown)),
  total,
];

describe("counts that recognise nobody", () => {
  it.each([
    ["shows all that reach 5", [38, 61, 5], [38, 61, 5, 104]],
    ["hides a small one and the first other", [3, 38, 61, 44], ["small", "masked", 61, 44, 146]],
    ["hides the first other even when it is the greatest", [61, 3, 38], ["masked", "small", 38, 102]],
    ["hides a zero like any other small one", [0, 38, 61], ["small", "masked", 61, 99]],
    ["masks when the small ones together are fewer than five", [2, 2, 61, 90], ["small", "small", "masked", 90, 155]],
    ["needs no mask when the small ones cover each other", [2, 2, 1, 61], ["small", "small", "small", 61, 66]],
    ["masks when two small ones have a sum that tells them", [4, 4, 61, 90], ["small", "small", "masked", 90, 159]],
    ["masks when nobody is in any small one", [0, 0, 61, 90], ["small", "small", "masked", 90, 151]],
    ["masks one more when the mask is itself too small", [0, 5, 6, 90], ["small", "masked", "masked", "masked", 101]],
    ["gives not even the total of two handfuls that reach 4", [0, 4], ["small", "small", null]],
    ["gives not even the total of a handful", [3], ["small", null]],
    ["gives not even the total when it tells the handful", [0, 6], ["small", "masked", null]],
    ["says nothing of an empty list but its total", [], [0]],
  ] as const)("%s", (_, counts, expected) => {
    expect(printed(protect(cellsOf(counts)))).toEqual(expected);
  });

  /** Every list of up to four counts from a set around the limit: 8 + 64 + 512 + 4096 lists. */
  const around = [0, 1, 4, 5, 6, 9, 13, 30];
  const lists: number[][] = [[]];
  for (const list of lists) if (list.length < 4) lists.push(...around.map((count) => [...list, count]));

  it("leaves each hidden small count free from 0 to 4, whatever one subtracts", () => {
    for (const counts of lists.slice(1)) {
      const published = protect(cellsOf(counts));
      const small = published.cells.filter((cell) => cell.shown === null && cell.why === "small").length;
      const masked = published.cells.filter((cell) => cell.shown === null && cell.why === "masked").length;
      if (small === 0) continue;
      const possible = possibleSmall({ small, masked, published });
      expect([counts, possible]).toEqual([counts, [0, 1, 2, 3, 4]]);
    }
  });

  it("never shows a count under 5, nor a total of so few", () => {
    for (const counts of lists.slice(1)) {
      const { cells, total } = protect(cellsOf(counts));
      const figures = [...cells.map((cell) => cell.shown), total].filter((figure) => figure !== null);
      expect(figures.every((figure) => figure >= SMALLEST_SHOWN)).toBe(true);
    }
  });
});

/** What a reader who subtracts and adds may still believe of the first small cell. */
function possibleSmall({ small, masked, published }: { small: number; masked: number; published: Published }) {
  const choices = [0, 1, 2, 3, 4];
  if (published.total === null) return choices;
  const rest = published.total - sum(published.cells.map((cell) => cell.shown ?? 0));
  return choices.filter((choice) => {
    const left = rest - choice;
    const least = SMALLEST_SHOWN * masked;
    const most = masked > 0 ? Number.POSITIVE_INFINITY : 4 * (small - 1);
    return left >= least && left <= most;
  });
}

describe("two months", () => {
  it("hide the same cells while the same ones are small, however the others grow: none is told by the other month", () => {
    const sizes = [9, 13, 30, 61];
    for (const a of sizes) {
      for (const b of sizes) {
        const [one, other] = [protect(cellsOf([3, a, b])), protect(cellsOf([3, b, a]))];
        expect(one.cells.map(({ shown }) => shown === null)).toEqual(other.cells.map(({ shown }) => shown === null));
      }
    }
  });
});

describe("the figures of a month", () => {
  const crowd = (...ids: number[]) => new Set(ids.map(String));
  const of = (months: Record<string, Set<string>>) => {
    const [first = "", ...rest] = Object.keys(months);
    return settledMonth([first, ...rest], (month) => months[month] ?? new Set());
  };
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  it.each([
    ["four came", crowd(...ten, 11, 12, 13, 14), "sept"],
    ["five came", crowd(...ten, 11, 12, 13, 14, 15), "oct"],
    ["four left", crowd(1, 2, 3, 4, 5, 6), "sept"],
    ["five left", crowd(1, 2, 3, 4, 5), "oct"],
    ["five came and one left", crowd(...ten.slice(1), 11, 12, 13, 14, 15), "sept"],
    ["nobody came or left", crowd(...ten), "oct"],
  ])("are its own or the former month's where %s", (_, october, expected) => {
    expect(of({ sept: crowd(...ten), oct: october })).toBe(expected);
  });

  it("wait until enough have come since the last that was told, month after month", () => {
    const october = crowd(...ten, 11, 12, 13);
    const months = { sept: crowd(...ten), oct: october, nov: crowd(...ten, 11, 12, 13, 14, 15) };
    expect(of(months)).toBe("nov");
    expect(of({ sept: months.sept, oct: october })).toBe("sept");
  });
});

describe("figures about the same people", () => {
  const people = protect(cellsOf([3, 38, 61]));

  it("hide where the people hide, and keep their own total", () => {
    const bookings = new Map([
      ["0", 40],
      ["1", 500],
      ["2", 900],
    ]);
    expect(printed(followPeople(people, bookings))).toEqual(["small", "masked", 900, 1440]);
  });

  it.each([
    ["four people", 4, null],
    ["five people", 5, 80],
  ])("stand alone with %s behind them", (_, count, expected) => {
    expect(alone(80, count)).toBe(expected);
  });
});
