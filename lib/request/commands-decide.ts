/** The office's answer to a change request. Accepting applies the change in the same transaction; the family is told by mail either way. */
import type { OfficeScope } from "@/lib/access/gate";
import { wordMail } from "@/lib/commune/queries-mail";
import { closeProposalOf } from "@/lib/custody/commands";
import { alignOtherHome } from "@/lib/custody/commands-child";
import { agreementOf } from "@/lib/custody/queries";
import { type Event, record } from "@/lib/evidence/record";
import { recordQuotient } from "@/lib/household/commands-office";
import { moveSchool, setCustody } from "@/lib/household/commands-office-child";
import { changesBetween } from "@/lib/household/rules";
import type { Grade } from "@/lib/household/schema";
import { isLocale } from "@/lib/i18n/locale";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { decidableRequests, stored } from "./queries";
import type { ChangeKind, StoredChange } from "./schema";

/**
 * `outdated`: the change can no longer be made as it was asked, such as a school year that was never opened. `not-agreed`: the other parent was
 * asked and has not said yes; a decision of a judge is entered on the child's own file.
 */
export type DecisionRefusal = "already-decided" | "outdated" | "not-agreed";
type Decided = Outcome<{ reference: string }, DecisionRefusal>;

export async function acceptChange(
  context: Context,
  wish: { requestId: string },
  scope: OfficeScope,
): Promise<Decided> {
  const request = await requestOf(context, wish.requestId, scope);
  if (request.state !== "submitted") return turnDown(context, request, { asked: "accept", reason: "already-decided" });
  const agreement = await agreementOf(context.tx, request.id);
  if (agreement !== null && agreement !== "agreed") {
    return turnDown(context, request, { asked: "accept", reason: "not-agreed" });
  }
  const applied = await apply[request.kind](context, request);
  if (!applied.ok) return turnDown(context, request, { asked: "accept", reason: "outdated" });
  return close(context, request, { state: "accepted", motive: null });
}

export async function refuseChange(
  context: Context,
  wish: { requestId: string; motive: string },
  scope: OfficeScope,
): Promise<Decided> {
  const request = await requestOf(context, wish.requestId, scope);
  if (request.state !== "submitted") return turnDown(context, request, { asked: "refuse", reason: "already-decided" });
  return close(context, request, { state: "refused", motive: wish.motive });
}

/** An answer that could not be given: the request stands as it was, and the office's journal says who tried. */
async function turnDown(
  context: Context,
  { id, reference, kind, householdId }: Request,
  given: { asked: "accept" | "refuse"; reason: DecisionRefusal },
): Promise<Decided> {
  await record(context, {
    type: "change.decision-refused",
    subject: { kind: "household", id: householdId },
    object: { kind: "change-request", id },
    body: { reference, changeKind: kind, ...given },
  });
  return refused(given.reason);
}

/** Locked: of two agents who decide at once, the second finds it decided. */
async function requestOf(context: Context, id: string, scope: OfficeScope) {
  await context.tx.$queryRaw`SELECT id FROM change_request WHERE id = ${id} FOR UPDATE`;
  const request = await context.tx.changeRequest.findFirst({
    where: { AND: [{ id }, await decidableRequests(context.tx, scope)] },
  });
  if (!request) throw new NotFound();
  return request;
}

type Request = Awaited<ReturnType<typeof requestOf>>;
type Decision = { state: "accepted" | "refused"; motive: string | null };

async function close(context: Context, request: Request, decision: Decision): Promise<Decided> {
  const { id, reference, kind, childId, guardianId, householdId } = request;
  await context.tx.changeRequest.update({
    where: { id },
    data: { ...decision, decidedAt: context.now, decidedById: context.actor?.accountId ?? null },
  });
  await record(context, {
    type: decision.state === "accepted" ? "change.accepted" : "change.refused",
    subject: { kind: "household", id: householdId },
    object: { kind: "change-request", id },
    body: { reference, changeKind: kind, childId, guardianId, motive: decision.motive },
  });
  await closeProposalOf(context, id);
  await tellFamily(context, request, decision);
  return done({ reference });
}

/** To the person who asked, and nobody else: the other parent of the child may not know of this household's affairs. */
async function tellFamily(context: Context, request: Request, { state, motive }: Decision) {
  const account = await context.tx.account.findUnique({
    where: { id: request.accountId, closedAt: null },
    select: { email: true, locale: true, firstName: true },
  });
  if (!account) return;
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const url = `${env().PUBLIC_URL}/demandes/${request.id}`;
  const values = { firstName: account.firstName, reference: request.reference, motive: motive ?? "", url };
  const words = await wordMail(context.tx, locale, state === "accepted" ? "changeAccepted" : "changeRefused", values);
  await sendLater(context, { to: account.email, ...words, householdId: request.householdId });
}

type Applied = Outcome<object, string>;
const lost: Refused<"lost"> = refused("lost");

function afterOf<Kind extends ChangeKind>(request: Request, kind: Kind): StoredChange<Kind> {
  return stored(kind, request.after);
}

/** What accepting does, by kind. Each leaves its own event, with what really stood before. */
const apply: Record<ChangeKind, (context: Context, request: Request) => Promise<Applied>> = {
  child_identity: applyChildIdentity,
  guardian_identity: applyGuardianIdentity,
  child_custody: async (context, request) => {
    const { custody } = afterOf(request, "child_custody");
    if (!custody || !request.childId) return lost;
    const { childId, householdId } = request;
    if ((await agreementOf(context.tx, request.id)) === "agreed") {
      await alignOtherHome(context, { childId, householdId, custody });
    }
    return setCustody(context, { childId, householdId, custody });
  },
  child_school: async (context, request) => {
    const { siteId, grade, since } = afterOf(request, "child_school");
    if (!siteId || !grade || !since || !request.childId) return lost;
    return moveSchool(context, { childId: request.childId, siteId, grade: grade as Grade, since });
  },
  quotient_familial: async (context, request) => {
    const { valueCents: value, source, beneficiary, since } = afterOf(request, "quotient_familial");
    if (value === null || !source || !since) return lost;
    return recordQuotient(context, {
      householdId: request.householdId,
      value,
      source,
      beneficiary,
      since,
      until: null,
    });
  },
};

async function applyChildIdentity(context: Context, request: Request): Promise<Applied> {
  const { firstName, lastName, birthDate } = afterOf(request, "child_identity");
  const child = request.childId ? await context.tx.child.findUnique({ where: { id: request.childId } }) : null;
  if (!child) return lost;
  const before = { firstName: child.firstName, lastName: child.lastName, birthDate: fromColumn(child.birthDate) };
  const change = changesBetween(before, { firstName, lastName, birthDate });
  if (!change) return done();
  const data = { firstName, lastName, birthDate: toColumn(birthDate) };
  await context.tx.child.update({ where: { id: child.id }, data });
  const subject = { kind: "child", id: child.id } as const;
  await record(context, { type: "child.changed", subject, object: subject, body: { childId: child.id, ...change } });
  return done();
}

/** The account bears the same name: one event says both. */
async function applyGuardianIdentity(context: Context, request: Request): Promise<Applied> {
  const name = afterOf(request, "guardian_identity");
  const where = { id: request.guardianId ?? "" };
  const guardian = await context.tx.guardian.findUnique({ where });
  if (!guardian) return lost;
  const { accountId, firstName, lastName } = guardian;
  await context.tx.guardian.update({ where, data: name });
  if (accountId) await context.tx.account.update({ where: { id: accountId }, data: name });
  const body: Event["body"] = { guardianId: guardian.id, accountId, before: { firstName, lastName }, after: name };
  await record(context, {
    type: "household.contact-changed",
    subject: { kind: "household", id: request.householdId },
    object: { kind: "guardian", id: guardian.id },
    body,
  });
  return done();
}
