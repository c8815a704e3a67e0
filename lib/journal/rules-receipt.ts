/** Which parts of a line a receipt may show to the family that reads it: never more than its journal page tells. Pure. */
import type { Line, Names } from "./rules-facts";

/** What a confirmation shows: the lines it made, the latest first, and which of them have their receipt. `total` may be more than those shown. */
export type Proof = { lines: { id: string; isSealed: boolean }[]; total: number };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/**
 * A part is shown whole or not at all: what is committed to cannot be shown in pieces. Never `net`: a receipt is made to be handed on, and where
 * somebody was when they acted proves nothing that the body does not.
 */
export function partsFor(line: Line, names: Names): string[] {
  return line.body !== null && mayShowBody(line, names) ? ["body"] : [];
}

function mayShowBody({ body, own, role, subject }: Line, { hidesAddress }: Names): boolean {
  // The account of the agent in whose place another one looked: families read who by role.
  if (body && "deputyOf" in body) return false;
  if (own) return true;
  // Another parent's numbers and people about a child whom both raise.
  if (role === "parent" && subject.kind === "child") return false;
  const values = [body?.before, body?.after];
  if (values.some((value) => Array.isArray(value) && value.some(isForbidden))) return false;
  return !hidesAddress || !values.some((value) => isRecord(value) && ("line" in value || "city" in value));
}

/** A person whom a decision keeps away from a child. */
function isForbidden(value: unknown): boolean {
  return isRecord(value) && value.kind === "forbidden";
}
