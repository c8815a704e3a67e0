/** Whatever takes money out of a till holds its régie first, so that what is in hand is read once at a time; and a refusal leaves its trace. */
import { record } from "@/lib/evidence/record";
import { type Refused, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";

/** Throws NotFound when there is no such régie. */
export async function holdTill({ tx }: Context, regieId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (rows.length === 0) throw new NotFound();
}

export async function refuseTill<Reason extends string>(
  context: Context,
  regieId: string,
  { asked, reason }: { asked: string; reason: Reason },
): Promise<Refused<Reason>> {
  await record(context, {
    type: "till.refused",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { asked, reason },
  });
  return refused(reason);
}
