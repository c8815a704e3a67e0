/**
 * Payment plans: proposed by the office for some unpaid invoices of one payer, agreed to by the family or noted as agreed at the desk, withdrawn or
 * declared broken by a person. The sums come from the books in the transaction and add up to what is owed.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { lockRegie } from "@/lib/invoice/commands-drafts";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { type Cents, sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { planMails } from "./queries-mail";
import { type Debtor, debtorsOf, plansOf } from "./queries-plan";
import { afterStep, type Instalment, type PlanStep, scheduleOf } from "./rules-plan";
import type { NewPlan, PlanStepInput } from "./schema";

export type PlanRefusal = "changed" | "planned" | "past" | "too-small";

/** Days within which the first instalment falls. */
const FIRST_WITHIN = 92;
/** Below one euro nobody can pay an instalment online or by most means. */
const SMALLEST: Cents = 100;

export async function proposePlan(
  context: Context,
  { payerId, regieId, invoices: ids, count, firstOn, reason, agreed, cents }: NewPlan,
): Promise<Outcome<{ planId: string }, PlanRefusal>> {
  const { tx, now, actor } = context;
  await lockRegie(context, regieId);
  const debtor = (await debtorsOf(tx, { payerId })).find((one) => one.regieId === regieId);
  const chosen = debtor?.invoices.filter(({ id }) => ids.includes(id)) ?? [];
  const why = refusalOf(chosen, { ids, cents, count, firstOn, today: context.today });
  if (why) return turnDown(context, { payerId, regieId }, why);
  const householdId = chosen[0]?.householdId ?? "";
  const plan = {
    id: newId(),
    regieId,
    householdId,
    payerId,
    state: agreed ? ("agreed" as const) : ("proposed" as const),
  };
  const instalments = scheduleOf(cents, { count, firstOn });
  await tx.paymentPlan.create({
    data: { ...plan, reason, createdAt: now, createdById: actor?.accountId ?? null },
  });
  await tx.planInstalment.createMany({ data: instalments.map((one, position) => rowOf(plan.id, one, position)) });
  await tx.planInvoice.createMany({ data: chosen.map(({ id }) => ({ planId: plan.id, invoiceId: id })) });
  await record(context, {
    type: "plan.proposed",
    subject: { kind: "household", id: householdId },
    object: { kind: "plan", id: plan.id },
    body: {
      // The first invoice says who may read of the plan.
      ...{ invoiceId: chosen[0]?.id, invoices: chosen.map(({ id }) => id), payerId, cents, motive: reason },
      ...{
        agreed: Boolean(agreed),
        instalments: instalments.map(({ dueOn, amountCents }) => ({ dueOn, cents: amountCents })),
      },
    },
  });
  for (const mail of await planMails(context, { ...plan, reason, instalments })) await sendLater(context, mail);
  return done({ planId: plan.id });
}

function rowOf(planId: string, { dueOn, amountCents }: Instalment, position: number) {
  return { planId, position, dueOn: toColumn(dueOn), amountCents };
}

type Asked = { ids: readonly string[]; cents: Cents; count: number; firstOn: CivilDate; today: CivilDate };

function refusalOf(chosen: Debtor["invoices"], { ids, cents, count, firstOn, today }: Asked): PlanRefusal | null {
  if (chosen.length !== new Set(ids).size) return "changed";
  if (chosen.some(({ isPlanned }) => isPlanned)) return "planned";
  if (sum(chosen.map(({ dueCents }) => dueCents)) !== cents) return "changed";
  if (firstOn < today || firstOn > addDays(today, FIRST_WITHIN)) return "past";
  return cents < count * SMALLEST ? "too-small" : null;
}

async function turnDown(context: Context, about: { payerId: string; regieId: string }, reason: PlanRefusal) {
  await record(context, {
    type: "invoicing.refused",
    subject: null,
    object: { kind: "regie", id: about.regieId },
    body: { ...about, asked: "plan", reason },
  });
  return refused(reason);
}

/** A step of the office. */
export async function changePlan(
  context: Context,
  { planId, step }: PlanStepInput,
): Promise<Outcome<object, "past-step">> {
  return takeStep(context, planId, step);
}

/** The family agrees to a plan of invoices that it may read. */
export async function agreeToPlan(
  context: Context,
  { planId }: { planId: string },
  scope: FamilyScope,
): Promise<Outcome<object, "past-step">> {
  const own = await plansOf(context.tx, scope);
  if (!own.some(({ id }) => id === planId)) throw new NotFound();
  return takeStep(context, planId, "agree");
}

async function takeStep(context: Context, planId: string, step: PlanStep): Promise<Outcome<object, "past-step">> {
  const { tx, now } = context;
  const [locked] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM payment_plan WHERE id = ${planId} FOR UPDATE`;
  if (!locked) throw new NotFound();
  const plan = await tx.paymentPlan.findUniqueOrThrow({ where: { id: planId }, include: { invoices: true } });
  const { householdId, payerId, regieId, state: before } = plan;
  const state = afterStep(before, step);
  const subject = { kind: "household", id: householdId } as const;
  const object = { kind: "plan", id: planId };
  if (!state) {
    const body = { asked: step, reason: "past-step", payerId, regieId, state: before };
    await record(context, { type: "invoicing.refused", subject: null, object, body });
    return refused("past-step");
  }
  await tx.paymentPlan.update({ where: { id: planId }, data: { state, ...(step !== "agree" && { endedAt: now }) } });
  const invoiceId = plan.invoices[0]?.invoiceId;
  await record(context, {
    type: "plan.changed",
    subject,
    object,
    body: { invoiceId, payerId, step, from: before, to: state },
  });
  return done();
}
