/**
 * FranceConnect opens the account it was linked to, and no other. Linking asks for the account's own password once: an address alone proves nothing,
 * since anybody can open an identity with somebody else's (facts: public-apis §3.6). For parents only.
 */
import type { Passport } from "@/lib/access/passport";
import { closeSession } from "@/lib/account/commands";
import { type Opened, openSession, signIn, type Visitor } from "@/lib/account/commands-sign-in";
import type { SignIn } from "@/lib/account/schema";
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type Context, contextOf } from "@/lib/server/context";
import { transaction } from "@/lib/server/db";

/** Opens the linked account's session; « unknown » when none is linked, « closed » when it may not be opened this way. */
export function enterByIdentity(visitor: Visitor, sub: string): Promise<Outcome<Opened, "unknown" | "closed">> {
  return transaction(async (tx) => {
    const link = await tx.outsideIdentity.findUnique({ where: { sub }, select: { accountId: true } });
    if (!link) return refused("unknown");
    const account = await tx.account.findFirst({
      where: { id: link.accountId, role: "parent", closedAt: null, activatedAt: { not: null } },
      select: { id: true, role: true },
    });
    if (!account) {
      await record(contextOf(tx, visitor.now, { actor: null, channel: "portal", net: visitor.net }), {
        type: "session.refused",
        subject: { kind: "account", id: link.accountId },
        object: { kind: "account", id: link.accountId },
        body: { reason: "closed", by: "franceconnect" },
      });
      return refused("closed");
    }
    await tx.outsideIdentity.update({ where: { sub }, data: { lastUsedAt: visitor.now } });
    return done(await openSession(tx, visitor, { ...account, by: "franceconnect" }));
  });
}

type Refusal = "mismatch" | "wait" | "staff" | "taken";

/** Signs in with the password, then links: a session that may not be linked is closed again. */
export async function linkAndEnter(
  visitor: Visitor,
  wish: Pick<SignIn, "email" | "password">,
  sub: string,
): Promise<Outcome<Opened, Refusal>> {
  const opened = await signIn(visitor, wish);
  if (!opened.ok) return opened;
  return transaction(async (tx): Promise<Outcome<Opened, Refusal>> => {
    const { accountId } = await tx.session.findUniqueOrThrow({ where: { id: opened.sessionId } });
    const actor = { accountId, role: opened.role };
    const context = contextOf(tx, visitor.now, { actor, channel: "portal", net: visitor.net });
    const refusal = opened.role === "parent" ? await link(context, accountId, sub) : "staff";
    if (!refusal) return opened;
    await closeSession(context, { accountId, sessionId: opened.sessionId });
    return refused(refusal);
  });
}

/** One identity an account, one account an identity; null when it is linked. */
async function link(context: Context, accountId: string, sub: string): Promise<"taken" | null> {
  const { tx, now } = context;
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  const known = await tx.outsideIdentity.findMany({ where: { OR: [{ accountId }, { sub }] } });
  if (known.some((one) => one.accountId === accountId && one.sub === sub)) return null;
  if (known.length > 0) return "taken";
  await tx.outsideIdentity.create({ data: { accountId, sub, linkedAt: now, lastUsedAt: now } });
  const self = { kind: "account", id: accountId } as const;
  await record(context, { type: "account.identity-linked", subject: self, object: self, body: { accountId } });
  return null;
}

export async function unlink(context: Context, { accountId }: Passport): Promise<Outcome<object, never>> {
  const { count } = await context.tx.outsideIdentity.deleteMany({ where: { accountId } });
  const self = { kind: "account", id: accountId } as const;
  if (count > 0) {
    await record(context, { type: "account.identity-unlinked", subject: self, object: self, body: { accountId } });
  }
  return done();
}
