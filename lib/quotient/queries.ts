/** The questions a family asked of API Particulier, latest first. */
import type { FamilyScope } from "@/lib/access/gate";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export async function questionsOf(tx: Tx, scope: FamilyScope, householdId: string) {
  const rows = await tx.quotientQuestion.findMany({
    where: { householdId: { in: scope.householdIds.filter((id) => id === householdId) } },
    select: { id: true, askedAt: true, outcome: true, provider: true, month: true, valueCents: true },
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: 10,
  });
  return rows.map((row) => ({ ...row, askedAt: parisOf(row.askedAt).moment }));
}
