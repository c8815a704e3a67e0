/** What a verification of the journal finds wrong: which check failed, at which index, between which two dates known from outside (facts: evidence §14). Pure. */

export type Check =
  | "leaf"
  | "event"
  | "order"
  | "root"
  | "tile"
  | "signature"
  | "went-back"
  | "clock"
  | "stamp"
  | "part"
  | "mac"
  | "unsealed"
  | "waiting"
  | "duplicate"
  | "opening"
  | "key";

/** A date by which the first `size` leaves stood: from a witness or a time-stamp, else only from the log's own checkpoint. */
export type Dated = { size: bigint; at: string; by: "witness" | "timestamp" | "log" };

export type Finding = {
  check: Check;
  log: string;
  index: bigint | null;
  detail: string;
  /** The last date before which the leaf's place was already closed, and the first by which it stood. */
  after: Dated | null;
  before: Dated | null;
};

export type Found = Omit<Finding, "after" | "before">;

/** Puts each finding between its two dates; those of outside parties come first, since the log could lie about its own. */
export function placeFindings(found: readonly Found[], dates: readonly Dated[]): Finding[] {
  const outside = dates.filter(({ by }) => by !== "log");
  const sorted = [...(outside.length > 0 ? outside : dates)].sort((a, b) => Number(a.size - b.size));
  return found.map((one) => {
    const { index } = one;
    if (index === null) return { ...one, after: sorted.at(-1) ?? null, before: null };
    const after = sorted.findLast(({ size }) => size <= index) ?? null;
    const before = sorted.find(({ size }) => size > index) ?? null;
    return { ...one, after, before };
  });
}

const sayDate = ({ size, at, by }: Dated) => `${at} (${by}, ${size} leaves)`;

/** One line: "preuve-2026, index 41: leaf, … ; between … and …". */
export function sayFinding({ check, log, index, detail, after, before }: Finding): string {
  const where = index === null ? log : `${log}, index ${index}`;
  const since = after ? `after ${sayDate(after)}` : "since the beginning";
  const until = before ? `before ${sayDate(before)}` : "until now";
  return `${where}: ${check}: ${detail}; ${since}, ${until}`;
}
