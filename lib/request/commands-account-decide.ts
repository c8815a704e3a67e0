/**
 * The office's answer to a request for an account: a new file, the file it already has, or a refusal with its motive.
 * Accepting makes the rows, their events and the mailed link in one transaction; of two agents at once, the second finds it decided.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { sendActivationLink } from "@/lib/account/commands-credentials";
import { createAccount } from "@/lib/account/commands-staff";
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { addChildren, addGuardian, createHousehold, linkAccount, schoolingStart } from "./commands-account-file";
import { tellAsker } from "./commands-account-request";
import { requestsOfOffice } from "./queries-account-request";
import { type Merge, type StoredRequest, storedRequestSchema } from "./schema-account-request";

export type RequestRefusal = "already-decided" | "email-taken" | "no-school-year";
type Decided<Reason extends string = RequestRefusal> = Outcome<{ householdId: string | null }, Reason>;

export async function acceptAsNew(
  context: Context,
  { requestId }: { requestId: string },
  scope: OfficeScope,
): Promise<Decided> {
  const request = await requestOf(context, requestId, scope);
  if (request.state !== "submitted") return refused("already-decided");
  const schooling = await schoolingStart(context);
  if (!schooling) return refused("no-school-year");
  const account = await accountFor(context, request);
  if (!account.ok) return account;
  const { householdId, guardianId } = await createHousehold(context, request.asked, request.email);
  await addChildren(context, { householdId, guardianId, children: request.asked.children, schooling });
  await linkAccount(context, { guardianId, accountId: account.accountId, householdId });
  await close(context, request, { state: "accepted", householdId, how: "new" });
  return open(context, request, { accountId: account.accountId, householdId });
}

/** Into an existing household: as one of its adults, or as a new one. Children that the file lacks are added. */
export async function acceptIntoFile(
  context: Context,
  { requestId, who }: Merge,
  scope: OfficeScope,
): Promise<Decided> {
  const request = await requestOf(context, requestId, scope);
  if (request.state !== "submitted") return refused("already-decided");
  const { householdId } = who;
  const known = who.guardianId ? await memberOf(context, householdId, who.guardianId) : null;
  if (known?.accountId) return joined(context, request, householdId);
  const schooling = await schoolingStart(context);
  if (!schooling) return refused("no-school-year");
  const account = await accountFor(context, request);
  if (!account.ok) return account;
  const guardianId = known?.id ?? (await addGuardian(context, householdId, { ...request.asked, email: request.email }));
  await addChildren(context, { householdId, guardianId, children: request.asked.children, schooling });
  await linkAccount(context, { guardianId, accountId: account.accountId, householdId });
  await close(context, request, { state: "accepted", householdId, how: "merged" });
  return open(context, request, { accountId: account.accountId, householdId });
}

export async function refuseAccount(
  context: Context,
  { requestId, motive }: { requestId: string; motive: string },
  scope: OfficeScope,
): Promise<Decided<"already-decided">> {
  const request = await requestOf(context, requestId, scope);
  if (request.state !== "submitted") return refused("already-decided");
  await close(context, request, { state: "refused", householdId: null, how: "refused", motive });
  const link = `${env().PUBLIC_URL}/demande-de-compte`;
  await tellAsker(context, addressee(request), { name: "accountRequestRefused", values: { motive, link } });
  return done({ householdId: null });
}

type Request = {
  id: string;
  reference: string;
  email: string;
  state: string;
  asked: StoredRequest;
};

async function requestOf({ tx }: Context, id: string, scope: OfficeScope): Promise<Request> {
  await tx.$queryRaw`SELECT id FROM account_request WHERE id = ${id} FOR UPDATE`;
  const row = await tx.accountRequest.findFirst({ where: { id, ...requestsOfOffice(scope) } });
  if (!row) throw new NotFound();
  const { reference, email, state } = row;
  return { id, reference, email, state, asked: storedRequestSchema.parse(row.payload) };
}

const addressee = ({ email, reference, asked }: Request) => ({ email, reference, locale: asked.locale });

function accountFor(context: Context, { email, asked }: Request) {
  const { firstName, lastName, locale } = asked;
  return createAccount(context, { email, firstName, lastName, locale, role: "parent" });
}

async function memberOf({ tx }: Context, householdId: string, guardianId: string) {
  const member = await tx.householdMember.findUnique({
    where: { householdId_guardianId: { householdId, guardianId } },
    select: { guardian: { select: { id: true, accountId: true } } },
  });
  if (!member) throw new NotFound();
  return member.guardian;
}

/** The person has an account already: nothing changes but the answer, which goes to the address they gave. */
async function joined(context: Context, request: Request, householdId: string): Promise<Decided> {
  await close(context, request, { state: "accepted", householdId, how: "known" });
  const link = `${env().PUBLIC_URL}/connexion`;
  await tellAsker(context, addressee(request), { name: "accountRequestJoined", values: { link } });
  return done({ householdId });
}

async function open(
  context: Context,
  { reference }: Request,
  { accountId, householdId }: { accountId: string; householdId: string },
): Promise<Decided> {
  await sendActivationLink(context, accountId, { name: "accountRequestAccepted", values: { reference } });
  return done({ householdId });
}

type Decision = {
  state: "accepted" | "refused";
  householdId: string | null;
  how: "new" | "merged" | "known" | "refused";
  motive?: string;
};

async function close(context: Context, { id, reference }: Request, decision: Decision): Promise<void> {
  const { state, householdId, how, motive = null } = decision;
  await context.tx.accountRequest.update({
    where: { id },
    data: { state, householdId, motive, decidedAt: context.now, decidedById: context.actor?.accountId ?? null },
  });
  await record(context, {
    type: state === "accepted" ? "account.request-accepted" : "account.request-refused",
    subject: householdId ? { kind: "household", id: householdId } : null,
    object: { kind: "account-request", id },
    body: { requestId: id, reference, householdId, how, motive },
  });
}
