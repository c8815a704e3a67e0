/** A fault of a commune file: where it stands, which one it is, and what its sentence needs (contract §4, `commune check`). Pure. */
import type words from "@/lib/i18n/en/commune-faults.json";
import type { Path, Place } from "./rules-json";

export type FaultCode = keyof typeof words.faults;

/** An error refuses the file; a warning is for the reader: the file works, and may not say what was meant. */
export type Fault = {
  path: Path;
  code: FaultCode;
  severity: "error" | "warning";
  facts: Readonly<Record<string, string | number>>;
  place?: Place;
};

export function error(path: Path, code: FaultCode, facts: Fault["facts"] = {}): Fault {
  return { path, code, severity: "error", facts };
}

export function warning(path: Path, code: FaultCode, facts: Fault["facts"] = {}): Fault {
  return { path, code, severity: "warning", facts };
}

/** « prices[3].price.rounding »; the file itself is « (file) ». */
export function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text === "" ? "(file)" : text.replace(/^\./, "");
}

/** No word of the format is longer. */
const LONGEST = 120;

/** The known word nearest to one that is unknown, when it is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const distance = distanceOf(word.toLowerCase(), candidate.toLowerCase());
    if (!best || distance < best.distance) best = { word: candidate, distance };
  }
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.word : null;
}

/** Letters to add, drop, change or swap with their neighbour. */
function distanceOf(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const ways = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same];
      next.push(Math.min(...ways, swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
