/** Asking again for work that was given up. */
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";

export async function retryJob(context: Context, { id }: { id: string }): Promise<Outcome<object, "gone">> {
  const { count } = await context.tx.job.updateMany({
    where: { id, state: "dead" },
    data: { state: "queued", attempts: 0, runAt: context.now, lastError: null },
  });
  if (count === 0) return refused("gone");
  await record(context, { type: "job.retried", subject: null, object: { kind: "job", id }, body: {} });
  return done();
}
