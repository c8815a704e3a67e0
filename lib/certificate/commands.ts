/** A certificate leaves the portal: the same amounts each time from the same books, and one event that says so. */
import { record } from "@/lib/evidence/record";
import type { Context } from "@/lib/server/context";
import { certificateOf } from "./queries";
import type { Certificate } from "./rules";

/** The caller has made sure that the payer is the reader's own, or that the reader has the right to bill. Null when there is nothing to certify. */
export async function makeCertificate(
  context: Context,
  asked: { payerId: string; year: number },
): Promise<Certificate | null> {
  const certificate = await certificateOf(context.tx, asked);
  if (!certificate || certificate.children.length === 0) return null;
  const { householdId, children, totalCents } = certificate;
  const { payerId, year } = asked;
  await record(context, {
    type: "certificate.made",
    subject: { kind: "household", id: householdId },
    object: { kind: "certificate", id: `${payerId}/${year}` },
    body: {
      ...{ payerId, year, cents: totalCents, children: children.map(({ id, cents }) => ({ id, cents })) },
      // The payer's own last invoice says who may read of it.
      invoiceId: await lastInvoice(context, payerId),
    },
  });
  return certificate;
}

async function lastInvoice({ tx }: Context, payerId: string): Promise<string | undefined> {
  const row = await tx.invoice.findFirst({
    where: { payerId, state: "issued", kind: "invoice" },
    orderBy: [{ issuedOn: "desc" }, { number: "desc" }],
    select: { id: true },
  });
  return row?.id;
}
