/** Contested lines as their invoice shows them, and the line that a parent may contest. */
import { childrenOfOffice, type FamilyScope, type OfficeScope } from "@/lib/access/gate";
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

const shown = {
  invoice: { select: { id: true, year: true, number: true, month: true, householdId: true, regieId: true } },
} as const;

/** More than a year of one household's services. */
const MOST_LINES = 200;

/** The line that a parent may contest, with its invoice; null when it is not theirs to read, or no issued invoice. */
export async function contestableLine(tx: Tx, scope: FamilyScope, lineId: string) {
  const line = await tx.invoiceLine.findFirst({
    where: { id: lineId, invoice: { AND: [{ kind: "invoice" }, await invoicesOfFamily(tx, scope)] } },
    include: shown,
  });
  return line && { ...line, number: numberOf(line.invoice) ?? "" };
}

/** Lines of a household that an agent may write a contest down for: those of children in scope; the head also those of nobody. Latest invoice first. */
export async function contestableLines(
  tx: Tx,
  scope: OfficeScope,
  { householdId, lineId }: { householdId: string; lineId?: string },
) {
  const children = await tx.child.findMany({
    where: { AND: [childrenOfOffice(scope), { households: { some: { householdId } } }] },
    select: { id: true },
  });
  const seen = scope.everySite ? {} : { childId: { in: children.map(({ id }) => id) } };
  const lines = await tx.invoiceLine.findMany({
    where: { ...(lineId && { id: lineId }), ...seen, invoice: { kind: "invoice", state: "issued", householdId } },
    orderBy: [{ invoice: { month: "desc" } }, { invoiceId: "asc" }, { position: "asc" }],
    take: MOST_LINES,
    include: shown,
  });
  return lines.map((line) => ({ ...line, number: numberOf(line.invoice) ?? "" }));
}
