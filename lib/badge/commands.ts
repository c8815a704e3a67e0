/** Badges of the gate (issue « attendance off line »): a random code that says nothing of the child. A new badge revokes the one before. */
import { randomBytes } from "node:crypto";
import { childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { type Event, recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { BadgesInput } from "./schema";

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Eighty random bits: nobody guesses a badge, and nothing can be read in it. */
function newCode(): string {
  return Array.from(randomBytes(16), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
}

export async function changeBadges(
  context: Context,
  { children, change }: BadgesInput,
  scope: OfficeScope,
): Promise<Outcome<{ count: number }, never>> {
  const childIds = await holdChildren(context, scope, children);
  const revoked = await revokeAll(context, childIds);
  const issued = change === "issue" ? await issueAll(context, childIds) : [];
  await recordAll(context, [...revoked, ...issued]);
  return done({ count: change === "issue" ? issued.length : revoked.length });
}

/** In the order of their ids: two offices that issue at the same instant leave each child one badge. */
async function holdChildren({ tx }: Context, scope: OfficeScope, asked: readonly string[]): Promise<string[]> {
  const ids = [...new Set(asked)].sort();
  for (const id of ids) await tx.$queryRaw`SELECT id FROM child WHERE id = ${id} FOR UPDATE`;
  const seen = await tx.child.count({ where: { AND: [{ id: { in: ids } }, childrenOfOffice(scope)] } });
  if (seen !== ids.length) throw new NotFound();
  return ids;
}

async function revokeAll({ tx, now, actor }: Context, childIds: readonly string[]): Promise<Event[]> {
  const live = await tx.childBadge.findMany({ where: { childId: { in: [...childIds] }, revokedAt: null } });
  await tx.childBadge.updateMany({
    where: { id: { in: live.map((badge) => badge.id) } },
    data: { revokedAt: now, revokedById: actor?.accountId ?? null },
  });
  return live.map(({ id, childId }) => eventOf("badge.revoked", { id, childId }));
}

async function issueAll({ tx, now, actor }: Context, childIds: readonly string[]): Promise<Event[]> {
  if (!actor) throw new NotFound();
  const by = { issuedAt: now, issuedById: actor.accountId };
  const data = childIds.map((childId) => ({ id: newId(), childId, code: newCode(), ...by }));
  await tx.childBadge.createMany({ data });
  return data.map(({ id, childId }) => eventOf("badge.issued", { id, childId }));
}

/** The code itself stands in no event. */
function eventOf(type: "badge.issued" | "badge.revoked", { id, childId }: { id: string; childId: string }): Event {
  return { type, subject: { kind: "child", id: childId }, object: { kind: "badge", id }, body: { childId } };
}
