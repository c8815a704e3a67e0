/**
 * A family contests a line of an invoice (issue 4, point 7): one open request a line, which carries the line as it was and holds its reminders back
 * until it is decided. It may write again while the request is open; its words are kept as they were.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { lineDetailSchema } from "@/lib/invoice/schema";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { lockInvoices } from "@/lib/ledger/commands-credits";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { contestableLine, ownContest } from "./queries";
import { tellAsker } from "./queries-mail";
import { CLOSED_STATES, CONTEST, isOpen } from "./rules";
import type { ContestAbout, FileInput, MessageInput } from "./schema";

export async function fileContest(
  context: Context,
  { lineId, text }: FileInput,
  scope: FamilyScope,
): Promise<Outcome<{ requestId: string; reference: string }, "already-open">> {
  const { tx, now } = context;
  const line = await contestableLine(tx, scope, lineId);
  if (!line) throw new NotFound();
  const { invoice } = line;
  // Of two who contest the same line at once, the second finds the first.
  await lockInvoices(context, [invoice.id]);
  const subject = { kind: "household", id: invoice.householdId } as const;
  const where = { kind: CONTEST, objectId: lineId, state: { notIn: [...CLOSED_STATES] } };
  if ((await tx.familyRequest.count({ where })) > 0) {
    const body = { requestKind: CONTEST, invoiceId: invoice.id, lineId, reason: "already-open" };
    await record(context, {
      type: "request.refused",
      subject: null,
      object: { kind: "invoice", id: invoice.id },
      body,
    });
    return refused("already-open");
  }
  const about = aboutOf(line);
  const request = { id: newId(), entryId: newId(), reference: about.reference };
  const { householdId, regieId } = invoice;
  await tx.familyRequest.create({
    data: {
      ...{
        id: request.id,
        reference: about.reference,
        kind: CONTEST,
        channel: context.channel,
        householdId,
        regieId,
        childId: line.childId,
      },
      ...{ accountId: context.actor?.accountId ?? null, objectKind: CONTEST, objectId: lineId, about },
      ...{ state: "received", receivedAt: now },
    },
  });
  await addEntry(context, request, { kind: "message", state: "received", side: "family", text });
  await record(context, {
    type: "request.filed",
    subject,
    object: { kind: "family-request", id: request.id },
    body: {
      ...{ requestKind: CONTEST, reference: about.reference, invoiceId: invoice.id, lineId, entryId: request.entryId },
      ...{ childId: line.childId, days: about.days, amountCents: about.amountCents, text },
    },
  });
  await tellAsker(
    context,
    { id: request.id, accountId: scope.accountId, householdId, about },
    { name: "contestFiled" },
  );
  return done({ requestId: request.id, reference: about.reference });
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

type NewEntry = {
  kind: "message" | "step";
  side: "family" | "office";
  text: string;
  state: "received" | "in_study" | "decided" | null;
};

export async function addEntry(
  { tx, now, actor }: Context,
  request: { id: string; entryId: string },
  { kind, side, text, state }: NewEntry,
): Promise<void> {
  const author = { authorId: actor?.accountId ?? null, at: now };
  await tx.familyRequestEntry.create({
    data: { id: request.entryId, requestId: request.id, kind, side, text, state, ...author },
  });
}

/** More to say while it is open. */
export async function writeToOffice(
  context: Context,
  { requestId, text }: MessageInput,
  scope: FamilyScope,
): Promise<Outcome<object, "decided">> {
  await context.tx.$queryRaw`SELECT id FROM family_request WHERE id = ${requestId} FOR UPDATE`;
  const contest = await ownContest(context.tx, scope, requestId);
  if (!contest) throw new NotFound();
  const { about, householdId } = contest;
  const object = { kind: "family-request", id: requestId };
  const told = { requestKind: CONTEST, reference: about.reference, invoiceId: about.invoiceId };
  if (!isOpen(contest.step)) {
    await record(context, { type: "request.refused", subject: null, object, body: { ...told, reason: "decided" } });
    return refused("decided");
  }
  const entryId = newId();
  await addEntry(context, { id: requestId, entryId }, { kind: "message", side: "family", text, state: null });
  const subject = { kind: "household", id: householdId } as const;
  await record(context, { type: "request.changed", subject, object, body: { ...told, entryId, text } });
  return done();
}
