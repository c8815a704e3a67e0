/** Whether a published draw holds: the seed is the one promised, and order and places follow from it and from the wishes. Pure. */
import { commitmentOf, type Drawn, draw } from "./rules";
import type { PublishedDraw } from "./schema";

export type DrawFault =
  | { kind: "seed"; expected: string; found: string }
  | { kind: "missing"; ticket: string }
  | { kind: "order"; place: number; expected: string; found: string }
  | { kind: "places"; ticket: string; expected: readonly string[]; found: readonly string[] }
  | { kind: "number"; ticket: string };

/** Empty when all follows from the seed. */
export function faultsOf({ commitment, seed, tickets, places, result }: PublishedDraw): DrawFault[] {
  const found = commitmentOf(seed);
  if (found !== commitment) return [{ kind: "seed", expected: commitment, found }];
  const expected = draw({ seed, tickets, places });
  if (expected.length !== result.length) return [{ kind: "missing", ticket: strayTicket(expected, result) }];
  return expected.flatMap((one, index) => faultsAt(index + 1, one, result[index]));
}

function strayTicket(expected: readonly Drawn[], result: readonly Drawn[]): string {
  const [most, least] = expected.length > result.length ? [expected, result] : [result, expected];
  return most.find(({ ticket }) => !least.some((one) => one.ticket === ticket))?.ticket ?? "";
}

function faultsAt(place: number, expected: Drawn, found: Drawn | undefined): DrawFault[] {
  if (!found || found.ticket !== expected.ticket || found.priority !== expected.priority) {
    return [{ kind: "order", place, expected: expected.ticket, found: found?.ticket ?? "" }];
  }
  const { ticket } = expected;
  if (found.number !== expected.number) return [{ kind: "number", ticket }];
  const isSame = found.given.join() === expected.given.join() && found.waiting.join() === expected.waiting.join();
  return isSame ? [] : [{ kind: "places", ticket, expected: expected.given, found: found.given }];
}
