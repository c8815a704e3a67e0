/** The office's word that a possible duplicate is none: the question is closed, and both files stay as they are. Joining them is lib/merger's. */
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";

export async function decideDifferent(
  context: Context,
  { duplicateId }: { duplicateId: string },
): Promise<Outcome<object, "already-decided">> {
  const { tx, now, actor } = context;
  await tx.$queryRaw`SELECT id FROM possible_duplicate WHERE id = ${duplicateId} FOR UPDATE`;
  const pair = await tx.possibleDuplicate.findUnique({ where: { id: duplicateId } });
  if (!pair) throw new NotFound();
  if (pair.state !== "open") return refused("already-decided");
  const data = { state: "different" as const, decidedAt: now, decidedById: actor?.accountId ?? null };
  await tx.possibleDuplicate.update({ where: { id: duplicateId }, data });
  const { kind, firstId, secondId } = pair;
  await record(context, {
    type: "duplicate.decided",
    subject: null,
    object: { kind: "possible-duplicate", id: duplicateId },
    body: { kind, firstId, secondId, verdict: "different" },
  });
  return done();
}
