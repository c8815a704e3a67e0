/**
 * A family's wish in a draw: for one child, the days asked, until the window closes. A number is given once and kept when the days change;
 * it comes from a counter, in the order of arrival, so that nobody chooses it. Who comes first wins nothing by it.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { readFacts } from "@/lib/booking/queries-facts";
import { verdictOf } from "@/lib/booking/rules-grid";
import { type Event, record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { priorityOn } from "@/lib/waiting/rules";
import { phaseOf, ticketName } from "./rules";
import type { WishInput, WithdrawInput } from "./schema";

export type WishRefusal = "not-open" | "cannot";

export async function makeWish(
  context: Context,
  input: WishInput,
  scope: FamilyScope,
): Promise<Outcome<{ ticket: string; drawId: string }, WishRefusal>> {
  const draw = await holdDraw(context, input.drawId);
  const decline = (reason: WishRefusal) => turnDown(context, scope, { input, draw, reason });
  if (phaseOf(draw, context.moment) !== "open") return decline("not-open");
  const judged = await judge(context, scope, { input, draw });
  if (!judged) return decline("cannot");
  const { tx, now, actor } = context;
  const { householdId, priority } = judged;
  const known = await tx.drawWish.findFirst({
    where: { drawId: draw.id, childId: input.childId, householdId, withdrawnAt: null },
  });
  const ticket = known?.ticket ?? ticketName((await tx.drawWish.count({ where: { drawId: draw.id } })) + 1);
  const wish = { drawId: draw.id, childId: input.childId, householdId, ticket };
  const fields = { days: input.days, priority: priority.rank };
  const id = known?.id ?? newId();
  if (known) await tx.drawWish.update({ where: { id }, data: fields });
  else {
    const by = { createdAt: now, createdById: actor?.accountId ?? null };
    await tx.drawWish.create({ data: { id, ...wish, ...fields, ...by } });
  }
  const before = known ? { daysBefore: known.days as CivilDate[] } : {};
  const body = { ...about(draw), ...wish, days: input.days, ...before, priority: priority.rank };
  await tell(context, "draw.wished", { householdId, id, body: { ...body, priorityLabel: priority.label } });
  return done({ ticket, drawId: draw.id });
}

export async function withdrawWish(
  context: Context,
  { drawId, wishId }: WithdrawInput,
  scope: FamilyScope,
): Promise<Outcome<{ drawId: string }, WishRefusal>> {
  const draw = await holdDraw(context, drawId);
  const { tx, now } = context;
  const where = { id: wishId, drawId, householdId: { in: [...scope.householdIds] } };
  const wish = await tx.drawWish.findFirst({ where });
  if (!wish) throw new NotFound();
  const { childId, householdId, ticket } = wish;
  const input = { drawId, childId, days: wish.days as CivilDate[] };
  if (phaseOf(draw, context.moment) !== "open") return turnDown(context, scope, { input, draw, reason: "not-open" });
  if (wish.withdrawnAt !== null) return done({ drawId });
  await tx.drawWish.update({ where: { id: wishId }, data: { withdrawnAt: now } });
  const body = { ...about(draw), drawId, childId, ticket, days: input.days };
  await tell(context, "draw.withdrawn", { householdId, id: wishId, body });
  return done({ drawId });
}

type HeldDraw = Awaited<ReturnType<typeof holdDraw>>;

/** The row of the draw is held, so that a wish and the draw itself never cross, and no number is given twice. */
async function holdDraw({ tx }: Context, id: string) {
  await tx.$queryRaw`SELECT id FROM draw WHERE id = ${id} FOR UPDATE`;
  const row = await tx.draw.findUnique({ where: { id } });
  if (!row) throw new NotFound();
  const { activityId, label, state } = row;
  const span = { firstDay: fromColumn(row.firstDay), lastDay: fromColumn(row.lastDay) };
  const window = { opensAt: parisOf(row.opensAt).moment, closesAt: parisOf(row.closesAt).moment };
  return { id, activityId, label, state, ...span, ...window };
}

type Asked = { input: WishInput; draw: HeldDraw };

/** Each day asked must be one that only the draw stands in front of: the child is enrolled, eligible, at home, not booked. */
async function judge({ tx, moment }: Context, scope: FamilyScope, { input, draw }: Asked) {
  const facts = await readFacts(tx, {
    own: scope.householdIds,
    childIds: [input.childId],
    period: { from: draw.firstDay, to: draw.lastDay },
    activityIds: [draw.activityId],
  });
  const [child] = facts.children;
  if (!child) throw new NotFound();
  const cells = input.days.map((asked) => {
    const day = facts.days.find((one) => one.day === asked && one.activityId === draw.activityId);
    return day ? { day, verdict: verdictOf(facts, child, day, moment) } : null;
  });
  const [first] = cells;
  const householdId = first?.verdict.householdId;
  if (!first || !householdId) return null;
  const isFit = cells.every(
    (cell) =>
      cell?.verdict.refusal === "by-draw" &&
      cell.verdict.draw?.id === draw.id &&
      cell.verdict.householdId === householdId,
  );
  return isFit ? { householdId, priority: priorityOn(facts, { child, day: first.day, householdId }) } : null;
}

type WishEvent = Extract<Event["type"], "draw.wished" | "draw.withdrawn" | "draw.refused">;

function about({ activityId, label }: HeldDraw) {
  return { activityId, activity: label };
}

function tell(
  context: Context,
  type: WishEvent,
  { householdId, id, body }: { householdId: string; id: string; body: Event["body"] },
): Promise<string> {
  return record(context, {
    type,
    subject: { kind: "household", id: householdId },
    object: { kind: "draw-wish", id },
    body,
  });
}

async function turnDown(
  context: Context,
  scope: FamilyScope,
  { input, draw, reason }: Asked & { reason: WishRefusal },
) {
  const [householdId] = scope.householdIds;
  if (!householdId) throw new NotFound();
  const { drawId, childId, days } = input;
  const body = {
    ...about(draw),
    drawId,
    childId,
    days,
    reason: reason === "not-open" ? "draw-not-open" : "draw-cannot",
  };
  await record(context, {
    type: "draw.refused",
    subject: { kind: "household", id: householdId },
    object: { kind: "draw", id: drawId },
    body,
  });
  return refused(reason);
}
