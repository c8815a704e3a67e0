/**
 * What households owe past its day, for the rules of suspension. Left out: what a body or a parent who lives elsewhere owes, an invoice under an
 * agreed payment plan, and one of which a line is contested and not answered. What was handed to the comptable is no debt of the régie any more.
 */
import { Prisma } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Tx } from "@/lib/server/db";
import type { Debt } from "./rules-debts";

type Row = { householdId: string; invoiceId: string; dueOn: CivilDate; dueCents: Prisma.Decimal };

export async function debtsOf(tx: Tx, householdIds: readonly string[]): Promise<Map<string, Debt[]>> {
  if (householdIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i.household_id AS householdId, i.id AS invoiceId, DATE_FORMAT(i.due_on, '%Y-%m-%d') AS dueOn, d.due AS dueCents
    FROM invoice i
      JOIN (SELECT invoice_id, SUM(amount_cents) AS due FROM ledger_line
        WHERE account = 'receivable' AND household_id IN (${Prisma.join([...householdIds])})
        GROUP BY invoice_id HAVING due > 0) d ON d.invoice_id = i.id
      JOIN payer p ON p.id = i.payer_id
      JOIN household_member m ON m.guardian_id = p.guardian_id AND m.household_id = i.household_id AND m.until IS NULL
    WHERE i.kind = 'invoice' AND i.state = 'issued' AND i.due_on IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM plan_invoice n JOIN payment_plan a ON a.id = n.plan_id AND a.state = 'agreed'
        WHERE n.invoice_id = i.id)
      AND NOT EXISTS (SELECT 1 FROM family_request r WHERE r.household_id = i.household_id
        AND r.state NOT IN ('decided', 'closed')
        AND (r.object_id = i.id OR r.object_id IN (SELECT l.id FROM invoice_line l WHERE l.invoice_id = i.id)))
    ORDER BY i.due_on`;
  const lines = await tx.invoiceLine.findMany({
    where: { invoiceId: { in: rows.map(({ invoiceId }) => invoiceId) } },
    distinct: ["invoiceId", "childId"],
    select: { invoiceId: true, childId: true },
  });
  const debts = rows.map(({ dueCents, ...row }) => ({
    ...row,
    dueCents: Number(dueCents),
    childIds: lines.filter(({ invoiceId }) => invoiceId === row.invoiceId).map(({ childId }) => childId),
  }));
  return groupBy(debts, ({ householdId }) => householdId);
}
