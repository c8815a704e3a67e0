/**
 * A family contests a line of an invoice (issue 4, point 7): one open request a line, which carries the line as it was and holds its reminders back
 * until it is decided. From then on it is a request like any other (lib/casework).
 */
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { refuseFiling, refusePaper } from "@/lib/casework/commands-file";
import { openRequest } from "@/lib/casework/commands-open";
import { inNameOf } from "@/lib/casework/queries-office";
import { record } from "@/lib/evidence/record";
import { lineDetailSchema } from "@/lib/invoice/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { lockInvoices } from "@/lib/ledger/commands-credits";
import { endedStates } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { contestableLine, contestableLines } from "./queries";
import { tellAsker } from "./queries-mail";
import { CONTEST } from "./rules";
import type { ContestAbout, FileInput, PaperInput } from "./schema";

export async function fileContest(
  context: Context,
  { lineId, text }: FileInput,
  scope: FamilyScope,
): Promise<Outcome<{ requestId: string; reference: string }, "already-open" | "too-many">> {
  const line = await contestableLine(context.tx, scope, lineId);
  if (!line) throw new NotFound();
  const { id, householdId } = line.invoice;
  // Of two who contest the same line at once, the second finds the first.
  await lockInvoices(context, [id]);
  const tooMany = await refuseFiling(context, scope.accountId, { kind: CONTEST, householdId });
  const reason = (await hasTwin(context, lineId)) ? "already-open" : tooMany;
  if (reason) return turnDown(context, line, reason);
  return open(context, line, { accountId: scope.accountId, text });
}

/** A letter or a call about a line, that an agent who sees its child writes down. */
export async function enterContest(
  context: Context,
  { lineId, text, householdId, accountId, channel, receivedOn }: PaperInput,
  scope: OfficeScope,
): Promise<Outcome<{ requestId: string; reference: string }, "already-open" | "past" | "future">> {
  const { tx } = context;
  const [line] = await contestableLines(tx, scope, { householdId, lineId });
  if (!line || (accountId && !(await mayAsk(context, { accountId, householdId, lineId })))) throw new NotFound();
  await lockInvoices(context, [line.invoice.id]);
  const reason = refusePaper(context, receivedOn) ?? ((await hasTwin(context, lineId)) ? "already-open" : null);
  if (reason) return turnDown(context, line, reason);
  return open(context, line, { accountId, text, channel, receivedOn });
}

/** An adult of the household who may read the line: the answer goes to them, with the bill's number and its amount. */
async function mayAsk(
  { tx, today }: Context,
  { lineId, ...person }: { accountId: string; householdId: string; lineId: string },
): Promise<boolean> {
  const asked = await inNameOf(tx, person, today);
  return asked !== null && (await contestableLine(tx, asked, lineId)) !== null;
}

async function hasTwin({ tx }: Context, lineId: string): Promise<boolean> {
  const where = { kind: CONTEST, objectId: lineId, state: { notIn: [...endedStates] } };
  return (await tx.familyRequest.count({ where })) > 0;
}

async function turnDown<Reason extends string>(
  context: Context,
  { id: lineId, invoice: { id } }: Line,
  reason: Reason,
): Promise<Refused<Reason>> {
  const body = { requestKind: CONTEST, invoiceId: id, lineId, reason };
  await record(context, { type: "request.refused", subject: null, object: { kind: "invoice", id }, body });
  return refused(reason);
}

type Brought = { accountId: string | null; text: string; channel?: string; receivedOn?: CivilDate };

async function open(context: Context, line: Line, { accountId, text, ...brought }: Brought) {
  const about = aboutOf(line);
  const { householdId, regieId, id: invoiceId } = line.invoice;
  const { childId, id: lineId } = line;
  const { reference, days, amountCents } = about;
  const request = { id: newId(), reference, kind: CONTEST, householdId, regieId, childId, accountId } as const;
  const by = brought.channel ? { ...brought, by: context.actor?.accountId } : {};
  const body = { invoiceId, lineId, childId, days, amountCents, text, ...by };
  const subject = { kind: "household", id: householdId } as const;
  await openRequest(
    context,
    { ...request, ...brought, object: { kind: CONTEST, id: lineId }, about },
    { words: text, event: { type: "request.filed", subject, body } },
  );
  await tellAsker(context, { id: request.id, accountId, householdId, about }, { name: "contestFiled" });
  return done({ requestId: request.id, reference });
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
