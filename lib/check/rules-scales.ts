/** Brackets: rising, never two for one quotient, and an answer for each quotient that is in none (domain-rules 7). Pure. */
import { type Range, rangeOf } from "@/lib/clause/rules-conditions";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Scale } from "@/lib/rulebook/schema-amounts";
import { error, type Fault, nearest, warning } from "./rules-fault";
import type { Path } from "./rules-json";
import { valueAt } from "./rules-known";
import { walk } from "./rules-walk";

export function scaleFaults(file: CommuneFile): Fault[] {
  return [
    ...file.scales.flatMap((scale, index) => [
      ...bracketFaults(scale, ["scales", index]),
      ...answerFaults(scale, ["scales", index]),
    ]),
    ...countFaults(file),
    ...lineFaults(file),
  ];
}

function bracketFaults(scale: Scale, path: Path): Fault[] {
  const faults: Fault[] = [];
  const ranges = scale.brackets.map(({ in: text }) => ({ text, range: rangeOf(text) }));
  let holes = "";
  ranges.forEach(({ text, range }, index) => {
    const at = [...path, "brackets", index, "in"];
    if (!range) return;
    if (isEmpty(range)) faults.push(error(at, "emptyBracket", { found: text }));
    const before = ranges[index - 1];
    if (!before?.range) return;
    if (range.low < before.range.low) faults.push(error(at, "bracketOrder", { found: text, before: before.text }));
    else if (overlap(before.range, range))
      faults.push(error(at, "bracketOverlap", { found: text, before: before.text }));
    else if (!holes && gap(before.range, range, scale.roundQf !== "no")) holes = between(before.range, range);
  });
  const [first, last] = [ranges[0]?.range, ranges.at(-1)?.range];
  if (first && first.low > 0) holes ||= `[0,${first.low}${first.lowIn ? ")" : "]"}`;
  if (first && first.low === 0 && !first.lowIn) holes ||= "0";
  if (last && last.high !== Number.POSITIVE_INFINITY) holes ||= `${last.highIn ? "(" : "["}${last.high},inf)`;
  if (holes && scale.holes === undefined && faults.length === 0)
    faults.push(error(path, "hole", { found: holes, scale: scale.id }));
  return faults;
}

function isEmpty({ low, high, lowIn, highIn }: Range): boolean {
  return low > high || (low === high && !(lowIn && highIn));
}

function overlap(before: Range, after: Range): boolean {
  return after.low < before.high || (after.low === before.high && after.lowIn && before.highIn);
}

/** Two bounds published to the cent (308 and 308.01) or, where quotients are made whole, to the unit leave no hole. */
function gap(before: Range, after: Range, whole: boolean): boolean {
  if (after.low === before.high) return !(after.lowIn || before.highIn);
  const step = whole ? 1 : 0.01;
  return !(after.lowIn && before.highIn && after.low - before.high <= step + 1e-9);
}

function between(before: Range, after: Range): string {
  return `${before.highIn ? "(" : "["}${before.high},${after.low}${after.lowIn ? ")" : "]"}`;
}

const ANSWERS = ["lowest", "highest", "refuse"];

function answerFaults({ brackets, none, expired }: Scale, path: Path): Fault[] {
  const ids = brackets.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const values = [...ANSWERS, ...ids];
  return Object.entries({ none, expired }).flatMap(([key, answer]) =>
    answer === undefined || values.includes(answer)
      ? []
      : [
          error([...path, key], "unknownBracket", {
            found: answer,
            values: nearest(answer, values) ?? values.join(", "),
          }),
        ],
  );
}

/** As many amounts as brackets. */
function countFaults(file: CommuneFile): Fault[] {
  const counts = new Map(file.scales.map(({ id, brackets }) => [id, brackets.length]));
  const faults: Fault[] = [];
  walk(file, (key, value, path) => {
    if (key !== "amounts" || !Array.isArray(value)) return;
    const { scale } = valueAt(file, path.slice(0, -1)) as { scale: string };
    const brackets = counts.get(scale);
    if (brackets !== undefined && brackets !== value.length)
      faults.push(error(path, "amountCount", { scale, brackets, amounts: value.length }));
  });
  return faults;
}

/** Points rise; floors stand under ceilings; only the last step is without end. */
function lineFaults(file: CommuneFile): Fault[] {
  const faults: Fault[] = [];
  walk(file, (key, value, path) => {
    if (key === "points" && Array.isArray(value)) faults.push(...pointFaults(value, path));
    if (key === "steps" && Array.isArray(value)) faults.push(...stepFaults(value, path));
    if (key === "percent" && typeof value === "string") faults.push(...rateFaults(file, value, path));
    if (key === "maxCents" && typeof value === "number") faults.push(...ceilingFaults(file, value, path));
  });
  return faults;
}

function pointFaults(points: readonly [string, number][], path: Path): Fault[] {
  const at = points.findIndex(([quotient], index) => index > 0 && Number(quotient) <= Number(points[index - 1]?.[0]));
  return at > 0 ? [error([...path, at], "pointOrder", { found: points[at]?.[0] ?? "" })] : [];
}

function stepFaults(steps: readonly { units?: number }[], path: Path): Fault[] {
  const at = steps.findIndex((step, index) => (step.units === undefined) !== (index === steps.length - 1));
  return at >= 0 ? [error([...path, at], "stepEnd")] : [];
}

/** No commune takes a twentieth of the quotient for a meal: a part of the price was meant. */
const MOST_RATE = 5;

function rateFaults(file: CommuneFile, percent: string, path: Path): Fault[] {
  const { of } = valueAt(file, path.slice(0, -1)) as { of?: string };
  if (of !== "qf" || Math.abs(Number(percent)) < MOST_RATE) return [];
  return [warning(path, "rateAsShare", { found: percent, cents: Math.round(Number(percent) * 1000) })];
}

function ceilingFaults(file: CommuneFile, ceiling: number, path: Path): Fault[] {
  const { minCents } = valueAt(file, path.slice(0, -1)) as { minCents?: number };
  return minCents !== undefined && minCents > ceiling
    ? [error(path, "floorOverCeiling", { found: ceiling, floor: minCents })]
    : [];
}
