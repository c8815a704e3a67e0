/** Joins two files of one family, or two records of one child: the plan that was read is applied in one transaction, or nothing is. */
import { type Event, record, recordAll } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { applyPlan } from "./commands-apply";
import { childPlan, digestOf, type Found, mergePlan } from "./queries";
import type { MergePlan, MergeRefusal } from "./rules";
import type { Merge } from "./schema";

export async function mergeHouseholds(context: Context, wish: Merge): Promise<Outcome<object, MergeRefusal>> {
  const { tx, today } = context;
  const pair = [wish.intoId, wish.fromId].sort();
  await tx.$queryRaw`SELECT id FROM household WHERE id IN (${pair[0]}, ${pair[1]}) ORDER BY id FOR UPDATE`;
  // Nobody books, enrols or asks for one of their children while the plan is read again and applied.
  await tx.$queryRaw`
    SELECT c.id FROM child c JOIN child_household h ON h.child_id = c.id
    WHERE h.household_id IN (${pair[0]}, ${pair[1]}) ORDER BY c.id FOR UPDATE`;
  return join(context, { kind: "household", wish, found: await mergePlan(tx, wish, today) });
}

export async function mergeChildren(context: Context, wish: Merge): Promise<Outcome<object, MergeRefusal>> {
  const { tx, today } = context;
  const pair = [wish.intoId, wish.fromId].sort();
  await tx.$queryRaw`SELECT id FROM child WHERE id IN (${pair[0]}, ${pair[1]}) ORDER BY id FOR UPDATE`;
  return join(context, { kind: "child", wish, found: await childPlan(tx, wish, today) });
}

type Asked = { kind: MergePlan["kind"]; wish: Merge; found: Found };

async function join(context: Context, { kind, wish, found }: Asked): Promise<Outcome<object, MergeRefusal>> {
  const { intoId, fromId, duplicateId, digest } = wish;
  const { plan, refusal } = found;
  const reason = refusal ?? (plan && digestOf(plan) !== digest ? "changed" : null);
  if (reason || !plan) {
    const subject = { kind, id: intoId } as const;
    const body = { intoId, fromId, reason: reason ?? "changed" };
    await record(context, { type: "household.merge-refused", subject, object: subject, body });
    return refused(reason ?? "changed");
  }
  if (duplicateId && !(await isAbout(context, duplicateId, plan))) throw new NotFound();
  const written = await applyPlan(context, plan, duplicateId);
  const about = kind === "household" ? [intoId, fromId] : [];
  const events = about.map((id): Event => {
    const own = { kind: "household", id } as const;
    return { type: "household.merged", subject: own, object: own, body: { ...told(plan), written, duplicateId } };
  });
  if (kind === "child") {
    const object = { kind: "child", id: fromId };
    events.push({ type: "duplicate.decided", subject: null, object, body: { ...told(plan), written, duplicateId } });
  }
  await recordAll(context, events);
  return done();
}

/** Every row that changed, by table: what the journal needs to explain it later. */
function told(plan: MergePlan): Record<string, Prisma.JsonValue & object> {
  return { plan: JSON.parse(JSON.stringify(plan)) as Prisma.JsonObject };
}

async function isAbout({ tx }: Context, id: string, { kind, intoId, fromId }: MergePlan): Promise<boolean> {
  const pair = [
    { firstId: intoId, secondId: fromId },
    { firstId: fromId, secondId: intoId },
  ];
  return (await tx.possibleDuplicate.count({ where: { id, kind, state: "open", OR: pair } })) > 0;
}
