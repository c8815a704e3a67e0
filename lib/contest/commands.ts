/**
 * A family contests a line of an invoice (issue 4, point 7): one open request a line, which carries the line as it was and holds its reminders back
 * until it is decided. From then on it is a request like any other (lib/casework).
 */
import type { FamilyScope } from "@/lib/access/gate";
import { refuseFiling } from "@/lib/casework/commands-file";
import { openRequest } from "@/lib/casework/commands-open";
import { record } from "@/lib/evidence/record";
import { lineDetailSchema } from "@/lib/invoice/schema";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockInvoices } from "@/lib/ledger/commands-credits";
import { endedStates } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { contestableLine } from "./queries";
import { tellAsker } from "./queries-mail";
import { CONTEST } from "./rules";
import type { ContestAbout, FileInput } from "./schema";

export async function fileContest(
  context: Context,
  { lineId, text }: FileInput,
  scope: FamilyScope,
): Promise<Outcome<{ requestId: string; reference: string }, "already-open" | "too-many">> {
  const { tx } = context;
  const line = await contestableLine(tx, scope, lineId);
  if (!line) throw new NotFound();
  const { invoice } = line;
  // Of two who contest the same line at once, the second finds the first.
  await lockInvoices(context, [invoice.id]);
  const subject = { kind: "household", id: invoice.householdId } as const;
  const where = { kind: CONTEST, objectId: lineId, state: { notIn: [...endedStates] } };
  const isTwin = (await tx.familyRequest.count({ where })) > 0;
  const tooMany = await refuseFiling(context, scope.accountId, { kind: CONTEST, householdId: invoice.householdId });
  const reason = isTwin ? "already-open" : tooMany;
  if (reason) {
    const body = { requestKind: CONTEST, invoiceId: invoice.id, lineId, reason };
    await record(context, {
      type: "request.refused",
      subject: null,
      object: { kind: "invoice", id: invoice.id },
      body,
    });
    return refused(reason);
  }
  const about = aboutOf(line);
  const { householdId, regieId } = invoice;
  const { childId } = line;
  const request = { id: newId(), reference: about.reference, kind: CONTEST, householdId, regieId, childId } as const;
  const { id, accountId } = { ...request, accountId: scope.accountId };
  const { days, amountCents } = about;
  const body = { invoiceId: invoice.id, lineId, childId, days, amountCents, text };
  await openRequest(
    context,
    { ...request, accountId, object: { kind: CONTEST, id: lineId }, about },
    { words: text, event: { type: "request.filed", subject, body } },
  );
  await tellAsker(context, { id, accountId, householdId, about }, { name: "contestFiled" });
  return done({ requestId: id, reference: about.reference });
}

type Line = NonNullable<Awaited<ReturnType<typeof contestableLine>>>;

function aboutOf({ invoice, number, ...line }: Line): ContestAbout {
  const { childName: child, labelFr, labelEn, quantity, unitCents, amountCents, position } = line;
  const detail = lineDetailSchema.safeParse(line.detail);
  return {
    ...{ reference: newReference("DEM"), invoiceId: invoice.id, invoice: number, month: invoice.month },
    ...{ position, child, labelFr, labelEn, quantity, unitCents, amountCents },
    days: detail.success ? detail.data.days : [],
  };
}
