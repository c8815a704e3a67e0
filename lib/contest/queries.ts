/** Contested lines as their invoice shows them, and the line that a parent may contest. */
import type { FamilyScope } from "@/lib/access/gate";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import type { Tx } from "@/lib/server/db";
import { CONTEST, type ContestStep, stepOf } from "./rules";

export type Contest = { id: string; lineId: string; step: ContestStep };

/** Of the lines of one invoice, by line: the latest contest of each; one that was withdrawn is as if it had not been. */
export async function contestsOfInvoice(tx: Tx, lineIds: readonly string[]): Promise<Map<string, Contest>> {
  const rows = await tx.familyRequest.findMany({
    where: { kind: CONTEST, objectId: { in: [...lineIds] } },
    orderBy: { receivedAt: "asc" },
    select: { id: true, objectId: true, state: true, outcome: true },
  });
  const kept = rows.filter(({ outcome }) => outcome !== "withdrawn");
  return new Map(
    kept.flatMap(({ id, objectId, ...row }) =>
      objectId ? [[objectId, { id, lineId: objectId, step: stepOf(row) }]] : [],
    ),
  );
}

/** The line that a parent may contest, with its invoice; null when it is not theirs to read, or no issued invoice. */
export async function contestableLine(tx: Tx, scope: FamilyScope, lineId: string) {
  const line = await tx.invoiceLine.findFirst({
    where: { id: lineId, invoice: { AND: [{ kind: "invoice" }, await invoicesOfFamily(tx, scope)] } },
    include: {
      invoice: { select: { id: true, year: true, number: true, month: true, householdId: true, regieId: true } },
    },
  });
  return line && { ...line, number: numberOf(line.invoice) ?? "" };
}
