/** The secret address of a family's calendar: made, replaced, revoked. At most one lives; revoking it makes it a plain not-found. */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { newId, newSecret } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { hashOf } from "./queries-agenda";

/** Gives the secret, which is shown once: only its hash is kept. */
export async function openAgenda(
  context: Context,
  _: object,
  scope: FamilyScope,
): Promise<Outcome<{ secret: string }, never>> {
  const [householdId] = scope.householdIds;
  if (!householdId) throw new NotFound();
  await revokeAll(context, scope);
  const [id, secret] = [newId(), newSecret()];
  const row = { id, accountId: scope.accountId, householdId, secretHash: hashOf(secret), createdAt: context.now };
  await context.tx.calendarFeed.create({ data: row });
  await record(context, {
    type: "calendar.opened",
    subject: { kind: "household", id: householdId },
    object: { kind: "calendar-feed", id },
    body: {},
  });
  return done({ secret });
}

export async function revokeAgenda(context: Context, _: object, scope: FamilyScope): Promise<Outcome<object, never>> {
  await revokeAll(context, scope);
  return done();
}

async function revokeAll(context: Context, { accountId }: FamilyScope): Promise<void> {
  const live = await context.tx.calendarFeed.findMany({ where: { accountId, revokedAt: null } });
  for (const feed of live) {
    await context.tx.calendarFeed.update({ where: { id: feed.id }, data: { revokedAt: context.now } });
    await record(context, {
      type: "calendar.revoked",
      subject: { kind: "household", id: feed.householdId },
      object: { kind: "calendar-feed", id: feed.id },
      body: {},
    });
  }
}
