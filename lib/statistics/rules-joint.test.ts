import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { type Published, protect, SMALLEST_SHOWN } from "./rules";
import { lists, type Puzzle, protectTogether } from "./rules-joint";

type Crowd = readonly (readonly number[])[];

/** `crowd[site][grade]`; null where the site has no such class. Brackets are given by their counts. */
function puzzleOf(crowd: readonly (readonly (number | null)[])[], brackets: readonly number[]): Puzzle {
  const grades = crowd[0]?.map((_, grade) => sum(crowd.map((row) => row[grade] ?? 0))) ?? [];
  const cells = (counts: readonly number[]) => counts.map((count, index) => ({ key: String(index), count }));
  return {
    cells: {
      site: cells(crowd.map((row) => sum(row.map((count) => count ?? 0)))),
      grade: cells(grades),
      bracket: cells(brackets),
    },
    possible: (site, grade) => crowd[Number(site)]?.[Number(grade)] !== null,
  };
}

const printed = ({ cells, total }: Published) => [...cells.map(({ shown }) => shown), total];
const shownBy = (puzzle: Puzzle) => {
  const published = protectTogether(puzzle);
  return Object.fromEntries(lists.map((list) => [list, printed(published[list])]));
};

describe("lists of the same people", () => {
  it("are shown whole where nothing is small", () => {
    const puzzle = puzzleOf(
      [
        [20, 30],
        [null, 40],
      ] as const,
      [50, 40],
    );
    expect(shownBy(puzzle)).toEqual({ site: [50, 40, 90], grade: [20, 70, 90], bracket: [50, 40, 90] });
  });

  it("do not tell in one list the total that another must hide", () => {
    const puzzle = puzzleOf([[0], [6]], [6]);
    expect(protect(puzzle.cells.grade).total, "alone it would be told").toBe(6);
    const published = protectTogether(puzzle);
    expect(lists.map((list) => published[list].total)).toEqual([null, null, null]);
    expect(published.grade.cells.map(({ shown }) => shown)).toEqual([null]);
    expect(published.bracket.cells.map(({ shown }) => shown)).toEqual([null]);
  });

  it("do not tell a class by the school that alone has it", () => {
    // The little ones are at the first school only; the list by class alone would hide 3 and 12 and show 20 and 30, that by site all.
    const puzzle = puzzleOf(
      [
        [null, 3, 20, null],
        [12, null, null, 30],
      ] as const,
      [65],
    );
    const byClass = protect(puzzle.cells.grade);
    expect(byClass.cells.map(({ shown }) => shown)).toEqual([null, null, 20, 30]);
    const { site, grade } = shownBy(puzzle);
    const told = [site?.[0], grade?.[2]].every((shown) => shown !== null);
    expect(told, "the first school less the class shown would be the small one").toBe(false);
  });
});

/** Every crowd of two schools and three classes (the last at both) with counts around the limit, against all crowds that look the same. */
describe("a reader who tries every crowd", () => {
  const around = [0, 2, 6];
  const crowds: Crowd[] = around.flatMap((a) =>
    around.flatMap((b) =>
      around.flatMap((c) =>
        around.map((d) => [
          [a, 0, c],
          [0, b, d],
        ]),
      ),
    ),
  );
  const possible = [
    [true, false, true],
    [false, true, true],
  ];

  it.each(crowds.map((crowd) => [JSON.stringify(crowd), crowd] as const))(
    "finds each small count of %s still 0 or 4",
    (_, crowd) => {
      const shaped = crowd.map((row, site) => row.map((count, grade) => (possible[site]?.[grade] ? count : null)));
      const total = sum(crowd.flat());
      const published = protectTogether(puzzleOf(shaped, [total]));
      const believed = [...candidates(total, published.site.total !== null)].map(([a, b, c, d]) => ({
        site: [a + c, b + d],
        grade: [a, b, c + d],
        bracket: [a + b + c + d],
      }));
      const fitting = believed.filter((one) => lists.every((list) => fits(published[list], one[list])));
      for (const list of lists) {
        for (const [index, cell] of published[list].cells.entries()) {
          if (cell.shown !== null || cell.why !== "small") continue;
          const counts = new Set(fitting.map((one) => one[list][index]));
          expect([list, index, counts.has(0), counts.has(4)]).toEqual([list, index, true, true]);
        }
      }
    },
  );
});

/** Crowds of a reader's mind; where the total is told, the last count is what is left of it. */
function* candidates(total: number, told: boolean): Generator<[number, number, number, number]> {
  const most = Math.min(Math.max(total, 4) + 4, 13);
  for (let a = 0; a <= most; a++) {
    for (let b = 0; b <= most; b++) {
      for (let c = 0; c <= most; c++) {
        const rest = total - a - b - c;
        const [from, to] = told ? [rest, rest] : [0, most];
        for (let d = Math.max(from, 0); d <= to; d++) yield [a, b, c, d];
      }
    }
  }
}

function fits({ cells, total }: Published, counts: readonly number[]): boolean {
  if (total !== null && sum(counts) !== total) return false;
  return cells.every((cell, index) => {
    const count = counts[index] ?? 0;
    if (cell.shown !== null) return cell.shown === count;
    return cell.why === "small" ? count < SMALLEST_SHOWN : count >= SMALLEST_SHOWN;
  });
}
