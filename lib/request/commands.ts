/** What a family asks and the office decides: names, birth date, custody, school, quotient familial. One open request of a kind at a time. */
import type { FamilyScope } from "@/lib/access/gate";
import { closeProposalOf, proposeIfShared } from "@/lib/custody/commands";
import type { SharedWish } from "@/lib/custody/schema";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { ownHomeOf, ownMember } from "@/lib/household/commands";
import { refuseSchool, type SchoolRefusal } from "@/lib/household/commands-office-child";
import { readCustody } from "@/lib/household/queries-facts";
import { changesBetween, quotientOn } from "@/lib/household/rules";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { visibleRequests } from "./queries";
import type { ChangeKind, ChangeWish, StoredChange } from "./schema";

export type RequestRefusal = "no-change" | "already-asked" | "date-in-future" | SchoolRefusal;

/** What a request is about, and both states of it. */
type Draft = {
  householdId: string;
  childId: string | null;
  guardianId: string | null;
  before: StoredChange<ChangeKind>;
  after: StoredChange<ChangeKind>;
};

/** How a wish came that an agent wrote down: the event says so. */
export type Brought = { channel: string; receivedOn: string; by: string };

export async function requestChange(
  context: Context,
  { brought, ...wish }: ChangeWish & { brought?: Brought },
  scope: FamilyScope,
): Promise<Outcome<{ reference: string; requestId: string }, RequestRefusal>> {
  const draft = await draftOf(context, wish, scope);
  const reason = await refuseRequest(context, wish, draft);
  const subject = { kind: "household", id: draft.householdId } as const;
  if (reason) {
    const body = { reason, changeKind: wish.kind, childId: draft.childId, after: draft.after };
    await record(context, { type: "household.edit-refused", subject, object: subject, body });
    return refused(reason);
  }
  const { accountId } = scope;
  const request = { id: newId(), reference: newReference("DEM"), kind: wish.kind, comment: wish.comment, accountId };
  await context.tx.changeRequest.create({ data: { ...request, ...draft, state: "submitted", createdAt: context.now } });
  const { before, after, childId, guardianId } = draft;
  await record(context, {
    type: "change.requested",
    subject,
    object: { kind: "change-request", id: request.id },
    body: {
      reference: request.reference,
      changeKind: wish.kind,
      childId,
      guardianId,
      before,
      after,
      comment: wish.comment,
      ...brought,
    },
  });
  await askOtherParent(context, scope, { ...draft, kind: wish.kind, requestId: request.id });
  return done({ reference: request.reference, requestId: request.id });
}

/** Name, school and custody of a child of two homes: the other holder of authority answers first, then the office decides. */
async function askOtherParent(
  context: Context,
  scope: FamilyScope,
  asked: Draft & { kind: ChangeKind; requestId: string },
): Promise<void> {
  const { kind, childId, householdId, requestId, after } = asked;
  if (childId === null || !["child_identity", "child_school", "child_custody"].includes(kind)) return;
  const wish = { kind, wish: after } as SharedWish;
  await proposeIfShared(context, scope, { ...wish, childId, householdId, requestId });
}

async function refuseRequest(context: Context, wish: ChangeWish, draft: Draft): Promise<RequestRefusal | null> {
  if (!changesBetween<Record<string, never>>(draft.before as never, draft.after as never)) return "no-change";
  const { householdId, childId, guardianId } = draft;
  const twin = { kind: wish.kind, householdId, childId, guardianId, state: "submitted" as const };
  if ((await context.tx.changeRequest.count({ where: twin })) > 0) return "already-asked";
  if (wish.kind === "child_identity") return wish.birthDate > context.today ? "date-in-future" : null;
  if (wish.kind !== "child_school") return null;
  return refuseSchool(context, wish);
}

function draftOf(context: Context, wish: ChangeWish, scope: FamilyScope): Promise<Draft> {
  if (wish.kind === "quotient_familial") return quotientDraft(context, wish, scope);
  if (wish.kind === "guardian_identity") return guardianDraft(context, wish, scope);
  return childDraft(context, wish, scope);
}

type Wish<Kind extends ChangeKind> = Extract<ChangeWish, { kind: Kind }>;

async function quotientDraft(context: Context, wish: Wish<"quotient_familial">, scope: FamilyScope): Promise<Draft> {
  const { householdId, value, source, beneficiary, since } = wish;
  if (!scope.householdIds.includes(householdId)) throw new NotFound();
  const rows = await context.tx.quotientFamilial.findMany({ where: { householdId } });
  const now = quotientOn(
    rows.map((row) => ({ ...row, since: fromColumn(row.since), until: row.until && fromColumn(row.until) })),
    since,
  );
  const before = {
    valueCents: now?.valueCents ?? null,
    source: now?.source ?? null,
    beneficiary: now?.beneficiary ?? null,
    since: now?.since ?? null,
  };
  return {
    householdId,
    childId: null,
    guardianId: null,
    before,
    after: { valueCents: value, source, beneficiary, since },
  };
}

async function guardianDraft(context: Context, wish: Wish<"guardian_identity">, scope: FamilyScope): Promise<Draft> {
  const { guardianId, firstName, lastName } = wish;
  const { householdId, guardian: known } = await ownMember(context, scope, guardianId);
  const before = { firstName: known.firstName, lastName: known.lastName };
  return { householdId, childId: null, guardianId, before, after: { firstName, lastName } };
}

type ChildWish = Wish<"child_identity" | "child_custody" | "child_school">;

async function childDraft(context: Context, wish: ChildWish, scope: FamilyScope): Promise<Draft> {
  const { childId } = wish;
  const householdId = wish.kind === "child_custody" ? wish.householdId : await ownHomeOf(context, scope, childId);
  if (!scope.householdIds.includes(householdId)) throw new NotFound();
  const about = { householdId, childId, guardianId: null };
  if (wish.kind === "child_custody") {
    const before = await custodyNow(context, childId, householdId);
    return { ...about, before, after: { custody: wish.custody } };
  }
  if (wish.kind === "child_school") {
    const { siteId, grade, since } = wish;
    return { ...about, before: await schoolNow(context, childId, since), after: { siteId, grade, since } };
  }
  const { firstName, lastName, birthDate } = wish;
  return { ...about, before: await identityNow(context, childId), after: { firstName, lastName, birthDate } };
}

async function identityNow({ tx }: Context, childId: string): Promise<StoredChange<"child_identity">> {
  const child = await tx.child.findUnique({
    where: { id: childId },
    select: { firstName: true, lastName: true, birthDate: true },
  });
  if (!child) throw new NotFound();
  return { ...child, birthDate: fromColumn(child.birthDate) };
}

async function custodyNow(
  { tx }: Context,
  childId: string,
  householdId: string,
): Promise<StoredChange<"child_custody">> {
  const home = await tx.childHousehold.findUnique({
    where: { childId_householdId: { childId, householdId } },
    select: { custody: true },
  });
  if (!home) throw new NotFound();
  return { custody: readCustody(home.custody) };
}

/** The school on the day the change would begin, the date left out of the comparison's way by being the same. */
async function schoolNow({ tx }: Context, childId: string, since: string): Promise<StoredChange<"child_school">> {
  const day = toColumn(since);
  const row = await tx.schooling.findFirst({
    where: { childId, since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
    orderBy: { since: "desc" },
    select: { siteId: true, grade: true },
  });
  return { siteId: row?.siteId ?? null, grade: row?.grade ?? null, since: row ? since : null };
}

/** One's household's own request, while the office has not decided. */
export async function withdrawChange(
  context: Context,
  wish: { requestId: string },
  scope: FamilyScope,
): Promise<Outcome<{ reference: string }, "already-decided">> {
  const request = await context.tx.changeRequest.findFirst({
    where: { AND: [{ id: wish.requestId }, await visibleRequests(context.tx, scope)] },
  });
  if (!request) throw new NotFound();
  const subject = { kind: "household", id: request.householdId } as const;
  const { count } = await context.tx.changeRequest.updateMany({
    where: { id: request.id, state: "submitted" },
    data: { state: "withdrawn", decidedAt: context.now },
  });
  const object = { kind: "change-request", id: request.id };
  const body = { reference: request.reference, changeKind: request.kind } satisfies Prisma.JsonObject;
  if (count === 0) {
    await record(context, {
      type: "household.edit-refused",
      subject,
      object,
      body: { ...body, reason: "already-decided" },
    });
    return refused("already-decided");
  }
  await record(context, { type: "change.withdrawn", subject, object, body });
  await closeProposalOf(context, request.id);
  return done({ reference: request.reference });
}
