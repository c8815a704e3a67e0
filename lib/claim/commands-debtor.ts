/** What the treasury asks of a debtor and the household's record does not hold: civility, and the address of the invoices (facts: treasury §3.2). */
import { record } from "@/lib/evidence/record";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { DebtorForm } from "./schema";

export async function completeDebtor(context: Context, form: DebtorForm): Promise<Outcome<object, never>> {
  const { tx } = context;
  const payer = await tx.payer.findUnique({ where: { id: form.payerId }, include: { households: { take: 1 } } });
  if (!payer) throw new NotFound();
  const given = (text: string) => text || null;
  const after = {
    civility: form.civility,
    addressLine: given(form.line),
    postalCode: given(form.postalCode),
    city: given(form.city),
    countryCode: given(form.countryCode),
  };
  const { civility, addressLine, postalCode, city, countryCode } = payer;
  await tx.payer.update({ where: { id: payer.id }, data: after });
  const household = payer.households[0]?.householdId;
  // Inside the office: a payer may live where the household's other parent must not know.
  await record(context, {
    type: "claim.changed",
    subject: household ? { kind: "household", id: household } : null,
    object: { kind: "payer", id: payer.id },
    body: { before: { civility, addressLine, postalCode, city, countryCode }, after },
  });
  return done();
}
