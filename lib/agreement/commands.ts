/**
 * A proposal or a conclusion, signed on line by the family or refused. The code goes by mail, its hash alone is kept; it signs the one version that the
 * page showed, once. The hash of the words goes into the journal when they are proposed and again when they are signed.
 */
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { lockedRequest, moveTo } from "@/lib/casework/commands-office";
import { addEntry } from "@/lib/casework/commands-open";
import { type OwnRequest, ownWorkRequest } from "@/lib/casework/queries";
import { tellFamily } from "@/lib/casework/queries-mail";
import { subjectOf } from "@/lib/casework/rules";
import { wordMail } from "@/lib/commune/queries-mail";
import type { EventType } from "@/lib/evidence/events";
import { record } from "@/lib/evidence/record";
import { isLocale } from "@/lib/i18n/locale";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { afterStep } from "@/lib/request/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { CODE_DIGITS, CODE_MINUTES, CODE_TRIES, CODES_AN_HOUR, type CodeRefusal, hashOf, refuseCode } from "./rules";
import type { AskCodeInput, DeclineInput, ProposeInput, SignInput } from "./schema";

/** A changed text is a new version: the one before it can no longer be signed. */
export async function propose(
  context: Context,
  { requestId, kind, text }: ProposeInput,
  scope: OfficeScope,
): Promise<Outcome<{ version: number }, "past-step">> {
  const { tx, now, actor } = context;
  const request = await lockedRequest(context, requestId, scope);
  if (request.kind === "change" || !afterStep(request.state, "propose", "office")) {
    const body = { reference: request.reference, asked: "propose", reason: "past-step", state: request.state };
    const object = { kind: "family-request", id: requestId };
    await record(context, { type: "request.refused", subject: null, object, body });
    return refused("past-step");
  }
  const version = (request.proposals.at(-1)?.version ?? 0) + 1;
  const proposal = { id: newId(), version, kind, text };
  const sha256 = hashOf({ ...proposal, reference: request.reference });
  await tx.requestProposal.updateMany({
    where: { requestId, state: "open" },
    data: { state: "withdrawn", answeredAt: now },
  });
  const by = { madeAt: now, madeById: actor?.accountId ?? null };
  await tx.requestProposal.create({ data: { ...proposal, requestId, sha256, state: "open", ...by } });
  await moveTo(context, request, "proposal");
  const step = { kind: "step", side: "office", text: null, state: "proposal" } as const;
  const entryId = await addEntry(context, requestId, step);
  const body = { entryId, proposalId: proposal.id, version, proposalKind: kind, sha256, text };
  await recordOf(context, request, { type: "request.proposed", body });
  await tellFamily(context, request, { step: "proposal" });
  return done({ version });
}

type Open = { request: OwnRequest; proposal: OwnRequest["proposals"][number] };

/** The proposal that waits for this person, under a lock; null when it no longer does. Somebody else's is not found. */
async function openProposal(
  context: Context,
  { requestId, proposalId }: AskCodeInput,
  scope: FamilyScope,
): Promise<Open | { request: OwnRequest; proposal: null }> {
  await context.tx.$queryRaw`SELECT id FROM family_request WHERE id = ${requestId} FOR UPDATE`;
  const request = await ownWorkRequest(context.tx, scope, requestId);
  const proposal = request?.proposals.find(({ id }) => id === proposalId);
  if (!request || !proposal) throw new NotFound();
  // Whoever asked signs; what the office wrote down for a household may be signed by each of its adults.
  if (request.accountId && request.accountId !== scope.accountId) throw new NotFound();
  const isOpen = request.state === "proposal" && proposal.state === "open";
  return isOpen ? { request, proposal } : { request, proposal: null };
}

export async function askCode(
  context: Context,
  input: AskCodeInput,
  scope: FamilyScope,
): Promise<Outcome<object, "not-open" | "too-many-codes">> {
  const { tx, now } = context;
  const { request, proposal } = await openProposal(context, input, scope);
  if (!proposal) return turnDown(context, request, { asked: "code", reason: "not-open" });
  const { accountId } = scope;
  const since = new Date(now.getTime() - 3_600_000);
  if ((await tx.signingCode.count({ where: { accountId, createdAt: { gt: since } } })) >= CODES_AN_HOUR)
    return turnDown(context, request, { asked: "code", reason: "too-many-codes" });
  await tx.signingCode.updateMany({
    where: { proposalId: proposal.id, accountId, spentAt: null },
    data: { spentAt: now },
  });
  const id = newId();
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000);
  const row = { id, proposalId: proposal.id, accountId, codeHash: digest(id, code), createdAt: now, expiresAt };
  await tx.signingCode.create({ data: row });
  await mailCode(context, request, { accountId, code });
  const body = { proposalId: proposal.id, version: proposal.version, sha256: proposal.sha256 };
  await recordOf(context, request, { type: "request.code-sent", body });
  return done();
}

async function mailCode(
  context: Context,
  { id, reference, householdId }: OwnRequest,
  to: { accountId: string; code: string },
) {
  const account = await context.tx.account.findUniqueOrThrow({ where: { id: to.accountId } });
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const shown = `${to.code.slice(0, 4)} ${to.code.slice(4)}`;
  const url = `${env().PUBLIC_URL}/demandes/${id}`;
  const values = { firstName: account.firstName, reference, code: shown, url };
  const words = await wordMail(context.tx, locale, "signingCode", values);
  await sendLater(context, { to: account.email, ...words, householdId, isSecret: true });
}

/** Bound to the row of the code, keyed: a table of all codes opens nothing. */
function digest(codeId: string, code: string): string {
  return createHmac("sha256", Buffer.from(env().PORTAIL_MAC_KEY, "base64")).update(`${codeId}/${code}`).digest("hex");
}

export type SignRefusal = "not-open" | "changed" | CodeRefusal | "wrong-code";

export async function sign(
  context: Context,
  { sha256, code, ...input }: SignInput,
  scope: FamilyScope,
): Promise<Outcome<object, SignRefusal>> {
  const { tx, now } = context;
  const { request, proposal } = await openProposal(context, input, scope);
  if (!proposal) return turnDown(context, request, { asked: "sign", reason: "not-open" });
  const { reference } = request;
  if (proposal.sha256 !== sha256 || hashOf({ ...proposal, reference }) !== sha256)
    return turnDown(context, request, { asked: "sign", reason: "changed" });
  const refusal = await spendCode(context, { proposalId: proposal.id, accountId: scope.accountId, code });
  if (refusal) return turnDown(context, request, { asked: "sign", reason: refusal });
  const { firstName, lastName } = await tx.account.findUniqueOrThrow({ where: { id: scope.accountId } });
  const signer = `${firstName} ${lastName}`;
  const answered = { answeredAt: now, answererId: scope.accountId };
  await tx.requestProposal.update({ where: { id: proposal.id }, data: { state: "signed", signer, ...answered } });
  await tx.familyRequest.update({
    where: { id: request.id },
    data: { state: "decided", decidedAt: now, outcome: "accepted" },
  });
  const entryId = await addEntry(context, request.id, { kind: "step", side: "family", text: null, state: "decided" });
  const { version, kind } = proposal;
  const body = { entryId, proposalId: proposal.id, version, proposalKind: kind, sha256, method: "mail-code", signer };
  await recordOf(context, request, { type: "request.signed", body });
  return done();
}

type Try = { proposalId: string; accountId: string; code: string };

/** The latest code of this person for this version. A wrong one costs a try, also when several are tried at once: the request's row is held. */
async function spendCode({ tx, now }: Context, { proposalId, accountId, code }: Try): Promise<SignRefusal | null> {
  const row = await tx.signingCode.findFirst({
    where: { proposalId, accountId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const refusal = refuseCode(row, now);
  if (refusal || !row) return refusal ?? "no-code";
  const [given, kept] = [Buffer.from(digest(row.id, code)), Buffer.from(row.codeHash)];
  const isRight = given.length === kept.length && timingSafeEqual(given, kept);
  await tx.signingCode.update({
    where: { id: row.id },
    data: isRight ? { spentAt: now } : { tries: { increment: 1 } },
  });
  if (isRight) return null;
  return row.tries + 1 >= CODE_TRIES ? "too-many-tries" : "wrong-code";
}

/** The family does not sign, and says why: the office takes the request up again. */
export async function decline(
  context: Context,
  { motive, ...input }: DeclineInput,
  scope: FamilyScope,
): Promise<Outcome<object, "not-open">> {
  const { tx, now } = context;
  const { request, proposal } = await openProposal(context, input, scope);
  if (!proposal) return turnDown(context, request, { asked: "decline", reason: "not-open" });
  const answered = { state: "refused", motive, answeredAt: now, answererId: scope.accountId };
  await tx.requestProposal.update({ where: { id: proposal.id }, data: answered });
  await tx.familyRequest.update({ where: { id: request.id }, data: { state: "in_study" } });
  const entryId = await addEntry(context, request.id, {
    kind: "message",
    side: "family",
    text: motive,
    state: "in_study",
  });
  const { id: proposalId, version, sha256 } = proposal;
  await recordOf(context, request, {
    type: "request.declined",
    body: { entryId, proposalId, version, sha256, motive },
  });
  return done();
}

type Recorded = Pick<OwnRequest, "id" | "reference" | "kind" | "childId" | "isPrivate" | "accountId" | "householdId">;
type Said = { type: EventType; body: Record<string, string | number | null> };

async function recordOf(context: Context, request: Recorded, { type, body }: Said): Promise<void> {
  const { id, reference, kind, childId } = request;
  const object = { kind: "family-request", id };
  const told = { reference, requestKind: kind, childId, ...body };
  await record(context, { type, subject: subjectOf(request), object, body: told });
}

async function turnDown<Reason extends SignRefusal | "too-many-codes">(
  context: Context,
  { id, reference, kind }: OwnRequest,
  { asked, reason }: { asked: string; reason: Reason },
): Promise<Refused<Reason>> {
  const object = { kind: "family-request", id };
  const body = { reference, requestKind: kind, asked, reason };
  await record(context, { type: "request.refused", subject: null, object, body });
  return refused(reason);
}
