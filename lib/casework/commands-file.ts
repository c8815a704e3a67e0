/**
 * A family asks, on the portal or on paper that an agent writes down; each leaves one event, and what cannot be done is refused and traced too.
 * Ten thousand requests of one family stay ten a day: the rest is refused before anything is written.
 */
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { attachDocuments } from "@/lib/document/commands";
import { areJoinable } from "@/lib/document/queries-giver";
import { record } from "@/lib/evidence/record";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import { addDays, type CivilDate, daysBetween, fromColumn, instantOf, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { MOST_A_DAY, MOST_OPEN, openStates, type RequestKind } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { isPersonal, openRequest } from "./commands-open";
import { type Begun, begunFrom } from "./queries";
import { tellFamily } from "./queries-mail";
import { subjectOf } from "./rules";
import type { AppealInput, FileInput, PaperInput, RequestAbout } from "./schema";

export type FileRefusal =
  | "already-open"
  | "too-many"
  | "past"
  | "future"
  | "closed-day"
  | "not-enrolled"
  | "not-joinable";
type Filed = Outcome<{ requestId: string; reference: string }, FileRefusal>;

/** Days back to which an absence may still be justified. */
const ABSENCE_BACK = 92;
/** And to which a letter may still be written down: an older one is a slip of the year. */
const PAPER_BACK = 366;

export async function fileRequest(context: Context, input: FileInput, scope: FamilyScope): Promise<Filed> {
  const { kind, householdId, childId, text, documentIds } = input;
  if (!scope.householdIds.includes(householdId)) throw new NotFound();
  const begun = await begunOf(context, input, scope);
  const joining = { householdId, childId, isPrivate: isPersonal(kind), documentIds };
  const reason =
    (await refuseFiling(context, scope.accountId, { kind, householdId })) ??
    refuseDays(context, input) ??
    (documentIds.length > 0 && !(await areJoinable(context.tx, scope, joining)) ? "not-joinable" : null);
  const about = reason ? null : await aboutOf(context, input, scope);
  if (reason || typeof about === "string" || about === null)
    return turnDown(context, { kind, householdId }, reason ?? (about as FileRefusal));
  const filed = await write(context, {
    kind,
    householdId,
    childId,
    accountId: scope.accountId,
    text,
    about: { ...about, ...begun?.about },
    documentIds,
    ...(begun && { object: begun.object }),
  });
  if (filed.ok) await attachDocuments(context, { ...joining, requestId: filed.requestId }, scope);
  return filed;
}

/** Of the home that asks, or not at all. */
async function begunOf({ tx }: Context, input: FileInput, scope: FamilyScope): Promise<Begun | null> {
  if (!input.orderId && !input.documentId) return null;
  const begun = await begunFrom(tx, scope, input);
  if (begun?.householdId !== input.householdId) throw new NotFound();
  return begun;
}

/** A suspended person appeals, or uses the rights over their data: the household is theirs, and nothing else opens. */
export async function fileAppeal(context: Context, { kind, text }: AppealInput, scope: FamilyScope): Promise<Filed> {
  const [householdId] = scope.householdIds;
  if (!householdId) throw new NotFound();
  const reason = await refuseFiling(context, scope.accountId, { kind, householdId });
  if (reason) return turnDown(context, { kind, householdId }, reason);
  return write(context, { kind, householdId, childId: null, accountId: scope.accountId, text, about: {} });
}

type Draft = {
  kind: RequestKind;
  householdId: string;
  childId: string | null;
  accountId: string;
  text: string;
  about: Partial<RequestAbout>;
  object?: Begun["object"];
  /** Named in the event of the request: they are tied by it. */
  documentIds?: readonly string[];
};

async function write(context: Context, { text, about, documentIds = [], ...draft }: Draft): Promise<Filed> {
  const request = { ...draft, id: newId(), reference: newReference("DEM"), isPrivate: isPersonal(draft.kind) };
  const named = documentIds.length > 0 ? { documentIds } : {};
  const { childId, object } = draft;
  const from = object ? { from: `${object.kind}/${object.id}` } : {};
  const body = { childId, activityId: about.activityId ?? null, days: about.days ?? [], text, ...named, ...from };
  const { dueOn } = await openRequest(
    context,
    { ...request, about: { ...about } },
    { words: text, event: { type: "request.filed", subject: subjectOf(request), body } },
  );
  await tellFamily(context, request, { step: "received", dueOn });
  return done({ requestId: request.id, reference: request.reference });
}

/** The account's row is held, so that of two sent at once the second counts the first. */
export async function refuseFiling(
  { tx, now, today }: Context,
  accountId: string,
  { kind, householdId }: { kind: RequestKind; householdId: string },
): Promise<"too-many" | "already-open" | null> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  const open = { state: { in: [...openStates] } };
  const since = instantOf(`${today}T00:00`);
  const [opened, recent] = await Promise.all([
    tx.familyRequest.count({ where: { accountId, ...open } }),
    tx.familyRequest.count({ where: { accountId, receivedAt: { gte: since, lte: now } } }),
  ]);
  if (opened >= MOST_OPEN || recent >= MOST_A_DAY) return "too-many";
  if (!isPersonal(kind)) return null;
  return (await tx.familyRequest.count({ where: { accountId, kind, householdId, ...open } })) > 0
    ? "already-open"
    : null;
}

function refuseDays({ today }: Context, { kind, from }: FileInput): FileRefusal | null {
  if (!from) return null;
  const earliest = kind === "absence" ? addDays(today, -ABSENCE_BACK) : today;
  return from < earliest ? "past" : null;
}

async function aboutOf(
  context: Context,
  {
    kind,
    childId,
    activityId,
    from,
    to,
    invoiceId,
    reason,
  }: Pick<FileInput, "childId" | "activityId" | "from" | "to" | "invoiceId" | "reason"> & { kind: RequestKind },
  scope: FamilyScope | null,
): Promise<Partial<RequestAbout> | FileRefusal> {
  const child = childId
    ? await context.tx.child.findUnique({ where: { id: childId }, select: { firstName: true } })
    : null;
  const days = from ? daysBetween(from, to ?? from) : [];
  const named = { child: child?.firstName ?? null, days, ...(kind === "absence" && reason && { reason }) };
  if (invoiceId && scope) return { ...named, ...(await invoiceNamed(context, invoiceId, scope)) };
  if (!activityId || !childId) return named;
  const activity = await activityOf(context, { childId, activityId });
  if (!activity) return "not-enrolled";
  const open = await openDays(context, activityId, days);
  if (kind === "late-booking" && open.length === 0) return "closed-day";
  const { nameFr, nameEn } = activity;
  return { ...named, days: kind === "late-booking" ? open : days, activityId, activityFr: nameFr, activityEn: nameEn };
}

async function invoiceNamed({ tx }: Context, id: string, scope: FamilyScope) {
  const where = { AND: [{ id, kind: "invoice" as const }, await invoicesOfFamily(tx, scope)] };
  const invoice = await tx.invoice.findFirst({ where, select: { year: true, number: true } });
  if (!invoice) throw new NotFound();
  return { invoiceId: id, invoice: numberOf(invoice) };
}

function activityOf({ tx }: Context, { childId, activityId }: { childId: string; activityId: string }) {
  const enrolments = { some: { childId, state: "accepted" as const } };
  return tx.activity.findFirst({ where: { id: activityId, enrolments }, select: { nameFr: true, nameEn: true } });
}

async function openDays({ tx }: Context, activityId: string, days: readonly CivilDate[]): Promise<CivilDate[]> {
  const rows = await tx.activityDay.findMany({
    where: { activityId, day: { in: days.map(toColumn) } },
    orderBy: { day: "asc" },
    select: { day: true },
  });
  return rows.map(({ day }) => fromColumn(day));
}

async function turnDown(
  context: Context,
  { kind, householdId }: { kind: RequestKind; householdId: string },
  reason: FileRefusal,
): Promise<Refused<FileRefusal>> {
  const object = { kind: "household", id: householdId };
  await record(context, { type: "request.refused", subject: null, object, body: { requestKind: kind, reason } });
  return refused(reason);
}

/** A letter, a call or a visit: the same life and the same proof, with its channel, the day it came and who wrote it down. */
export async function filePaper(context: Context, input: PaperInput, scope: OfficeScope): Promise<Filed> {
  const { kind, householdId, childId, accountId, channel, receivedOn, text } = input;
  if (accountId && !(await isAdultOf(context, { householdId, accountId }))) throw new NotFound();
  if (childId && !(await livesIn(context, { householdId, childId }))) throw new NotFound();
  const fault = refusePaper(context, receivedOn);
  if (fault) return turnDown(context, { kind, householdId }, fault);
  const about = await aboutOf(context, input, null);
  if (typeof about === "string") return turnDown(context, { kind, householdId }, about);
  const isPrivate = accountId !== null && (input.isPrivate || isPersonal(kind));
  const columns = { kind, householdId, childId, accountId, isPrivate, channel, receivedOn, about: { ...about } };
  const request = { ...columns, id: newId(), reference: newReference("DEM") };
  const days = about.days ?? [];
  const body = { childId, activityId: about.activityId ?? null, days, text, channel, receivedOn, by: scope.accountId };
  const { dueOn } = await openRequest(context, request, {
    words: text,
    event: { type: "request.filed", subject: subjectOf(request), body },
  });
  await tellFamily(context, request, { step: "received", dueOn });
  return done({ requestId: request.id, reference: request.reference });
}

/** A day to come, or one so far back that it is a slip of the year. */
export function refusePaper({ today }: Context, receivedOn: CivilDate): "past" | "future" | null {
  if (receivedOn > today) return "future";
  return receivedOn < addDays(today, -PAPER_BACK) ? "past" : null;
}

async function isAdultOf(
  { tx, today }: Context,
  { householdId, accountId }: { householdId: string; accountId: string },
) {
  const day = toColumn(today);
  const inForce = { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
  return (await tx.householdMember.count({ where: { householdId, guardian: { accountId }, ...inForce } })) > 0;
}

async function livesIn({ tx }: Context, { householdId, childId }: { householdId: string; childId: string }) {
  return (await tx.childHousehold.count({ where: { householdId, childId } })) > 0;
}
