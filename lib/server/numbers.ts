/** Gapless numbers per régie, kind and year (CGCT: no hole, no double). Allotted in the transaction that uses them: a rollback gives them back. */
import type { Context } from "./context";

/** The closed list of what is numbered. */
export type NumberKind = "invoice" | "credit_note" | "receipt" | "lot";

export type Sequence = { regieId: string; kind: NumberKind; year: number };

/** The first of `count` numbers in a row. The sequence stays locked until the transaction ends: call it as late as possible. */
export async function allotNumbers(
  { tx }: Context,
  { regieId, kind, year }: Sequence,
  count: number,
): Promise<{ first: number }> {
  await tx.$executeRaw`INSERT INTO number_sequence (regie_id, kind, year, last_number) VALUES (${regieId}, ${kind}, ${year}, ${count})
    ON DUPLICATE KEY UPDATE last_number = last_number + ${count}`;
  const { lastNumber } = await tx.numberSequence.findUniqueOrThrow({
    where: { regieId_kind_year: { regieId, kind, year } },
  });
  return { first: lastNumber - count + 1 };
}
