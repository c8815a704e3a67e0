/**
 * The same people counted by site, by class and by bracket are one puzzle: what one list hides, another could give back, since their totals are equal
 * and a class that one school alone has is part of that school's figure. The lists are protected together, and it is proved by computation that each
 * hidden small count may still be 0 and may still be 4, whatever is added and subtracted across the lists (a circulation with bounds). Pure.
 */
import { type Cell, type Published, protect, SMALLEST_SHOWN, shownCell } from "./rules";

export const lists = ["site", "grade", "bracket"] as const;
export type ListName = (typeof lists)[number];
type Lists<Value> = Readonly<Record<ListName, Value>>;

/** `possible`: whether this class can be found at this site at all; the reader knows it. Brackets can be found everywhere. */
export type Puzzle = { cells: Lists<readonly Cell[]>; possible: (site: string, grade: string) => boolean };

/** `tellsWhy`: which of the hidden ones are small is told too. */
type State = { hidden: Lists<Set<string>>; showsTotal: boolean; tellsWhy: boolean };
type Named = { list: ListName; cell: Cell };

export function protectTogether(puzzle: Puzzle): Lists<Published> {
  const alone = eachList((list) => protect(puzzle.cells[list]));
  const hidden = eachList(
    (list) => new Set(alone[list].cells.flatMap((cell) => (cell.shown === null ? cell.key : []))),
  );
  let state: State = { hidden, showsTotal: lists.every((list) => alone[list].total !== null), tellsWhy: true };
  for (let told = firstTold(puzzle, state); told; told = firstTold(puzzle, state)) {
    const next = hideMore(puzzle, state, told);
    // Nothing is left to hide, and that some are small and others not still tells: then all are hidden for the same reason.
    state = next ?? { ...state, tellsWhy: false };
    if (!next) break;
  }
  const { hidden: left, showsTotal, tellsWhy } = state;
  return eachList((list) => ({
    cells: puzzle.cells[list].map((cell) => {
      const one = shownCell(cell, left[list]);
      return one.shown === null && !tellsWhy ? { ...one, why: "masked" as const } : one;
    }),
    total: showsTotal ? alone[list].total : null,
  }));
}

function eachList<Value>(make: (list: ListName) => Value): Lists<Value> {
  return { site: make("site"), grade: make("grade"), bracket: make("bracket") };
}

/** Hidden small counts of all lists. */
function smallOnes({ cells }: Puzzle): Named[] {
  return lists.flatMap((list) =>
    cells[list].filter(({ count }) => count < SMALLEST_SHOWN).map((cell) => ({ list, cell })),
  );
}

/** A small count that the lists, put together, narrow down. */
function firstTold(puzzle: Puzzle, state: State): Named | undefined {
  return smallOnes(puzzle).find((one) => !isFree(puzzle, state, one));
}

function isFree(puzzle: Puzzle, state: State, one: Named): boolean {
  return [0, SMALLEST_SHOWN - 1].every((value) => isPossible(puzzle, state, { ...one, value }));
}

/** The first cell, in the order of the lists, that mends it; else the first that is shown; else the total. In one order, so that months hide alike. */
function hideMore(puzzle: Puzzle, state: State, told: Named): State | null {
  const shown = lists.flatMap((list) =>
    puzzle.cells[list].filter(({ key }) => !state.hidden[list].has(key)).map((cell) => ({ list, cell })),
  );
  const without = ({ list, cell }: Named): State => ({
    ...state,
    hidden: { ...state.hidden, [list]: new Set([...state.hidden[list], cell.key]) },
  });
  const mends = shown.map(without).find((next) => isFree(puzzle, next, told));
  if (mends) return mends;
  const [first] = shown;
  if (first) return without(first);
  return state.showsTotal ? { ...state, showsTotal: false } : null;
}

type Bounds = { least: number; most: number };
const ANY = 1_000_000;

/** Whether some crowd fits all that is published, with this one count as supposed. */
function isPossible({ cells, possible }: Puzzle, state: State, supposed: Named & { value: number }): boolean {
  const boundsOf = (list: ListName, { key, count }: Cell): Bounds => {
    if (list === supposed.list && key === supposed.cell.key) return { least: supposed.value, most: supposed.value };
    if (!state.hidden[list].has(key)) return { least: count, most: count };
    return count < SMALLEST_SHOWN ? { least: 0, most: SMALLEST_SHOWN - 1 } : { least: SMALLEST_SHOWN, most: ANY };
  };
  const total = cells.site.reduce((sum, { count }) => sum + count, 0);
  const flow = new Circulation();
  flow.add("all", "start", state.showsTotal ? { least: total, most: total } : { least: 0, most: ANY });
  for (const site of cells.site) {
    flow.add("start", `site ${site.key}`, boundsOf("site", site));
    for (const grade of cells.grade) {
      if (possible(site.key, grade.key)) flow.add(`site ${site.key}`, `grade ${grade.key}`, { least: 0, most: ANY });
    }
  }
  for (const grade of cells.grade) flow.add(`grade ${grade.key}`, "end", boundsOf("grade", grade));
  for (const bracket of cells.bracket) flow.add("end", `bracket ${bracket.key}`, boundsOf("bracket", bracket));
  for (const bracket of cells.bracket) flow.add(`bracket ${bracket.key}`, "all", { least: 0, most: ANY });
  return flow.exists();
}

/** Whether whole numbers can run round these pipes, each within its bounds: what must run is sent first, the rest is a greatest flow. */
class Circulation {
  private readonly room = new Map<string, Map<string, number>>();
  private readonly surplus = new Map<string, number>();

  add(from: string, to: string, { least, most }: Bounds): void {
    this.widen(from, to, most - least);
    this.surplus.set(to, (this.surplus.get(to) ?? 0) + least);
    this.surplus.set(from, (this.surplus.get(from) ?? 0) - least);
  }

  exists(): boolean {
    let owed = 0;
    for (const [node, amount] of this.surplus) {
      if (amount > 0) this.widen("*from", node, amount);
      if (amount < 0) this.widen(node, "*to", -amount);
      owed += Math.max(amount, 0);
    }
    while (owed > 0) {
      const path = this.path();
      if (!path) return false;
      const sent = Math.min(...path.map(([from, to]) => this.roomOf(from, to)));
      for (const [from, to] of path) {
        this.widen(from, to, -sent);
        this.widen(to, from, sent);
      }
      owed -= sent;
    }
    return true;
  }

  private widen(from: string, to: string, amount: number): void {
    const own = this.room.get(from) ?? new Map<string, number>();
    own.set(to, (own.get(to) ?? 0) + amount);
    this.room.set(from, own);
  }

  private roomOf(from: string, to: string): number {
    return this.room.get(from)?.get(to) ?? 0;
  }

  /** The shortest way with room left, or null. */
  private path(): [string, string][] | null {
    const before = new Map<string, string>([["*from", ""]]);
    const waiting = ["*from"];
    for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
      for (const [to, room] of this.room.get(node) ?? []) {
        if (room <= 0 || before.has(to)) continue;
        before.set(to, node);
        waiting.push(to);
      }
      if (before.has("*to")) break;
    }
    if (!before.has("*to")) return null;
    const path: [string, string][] = [];
    for (let to = "*to"; to !== "*from"; to = before.get(to) ?? "*from") path.unshift([before.get(to) ?? "*from", to]);
    return path;
  }
}
