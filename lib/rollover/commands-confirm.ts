/** « Mes informations sont exactes »: a family's word, dated, for a school year. */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { confirmingHomes, yearToConfirm } from "./queries-confirm";
import type { ConfirmInput } from "./schema";

export async function confirmRecord(
  context: Context,
  { householdId }: ConfirmInput,
  scope: FamilyScope,
): Promise<Outcome<object, never>> {
  const { tx, now, today } = context;
  const year = await yearToConfirm(tx, today);
  if (!year || !confirmingHomes(scope).includes(householdId)) throw new NotFound();
  const id = newId();
  await tx.recordConfirmation.create({
    data: { id, householdId, schoolYearId: year.id, accountId: scope.accountId, confirmedAt: now },
  });
  await record(context, {
    type: "record.confirmed",
    subject: { kind: "household", id: householdId },
    object: { kind: "record-confirmation", id },
    body: { householdId, year: year.label },
  });
  return done();
}
