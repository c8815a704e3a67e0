/**
 * Accepting what a late quotient, mark or rule changes in a month that was issued (domain rules 3, 8): a charge of its own that the next run bills,
 * one event a line in the family's journal. What was issued stays as it is, and what was not shown is not accepted.
 */
import { CORRECTION } from "@/lib/charge/queries";
import type { Charge, ChargeWhy, Difference } from "@/lib/charge/schema";
import { record, recordAll } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { lockRegie } from "@/lib/invoice/commands-drafts";
import { type CivilMonth, monthOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { isDuplicate } from "@/lib/server/db";
import { differencesOf } from "./queries";
import { billedIn, changeOf, chosen, correctionsOf, lineOf } from "./rules";
import type { Correct } from "./schema";

export type CorrectRefusal = "nothing-left" | "changed";

export async function acceptCorrections(
  context: Context,
  { regieId, month, cents, ...choice }: Correct,
): Promise<Outcome<{ lines: number; cents: Cents }, CorrectRefusal>> {
  await lockRegie(context, regieId);
  const differences = chosen(await differencesOf(context.tx, { regieId, month, today: context.today }), choice);
  const about = { regieId, month };
  if (differences.length === 0) return turnDown(context, about, "nothing-left");
  if (changeOf(differences) !== cents) return turnDown(context, about, "changed");
  const billed = await billingMonth(context, regieId);
  const around = await readAround(context, differences);
  const charges = correctionsOf(differences, around);
  const kept = charges.map((charge) => ({ ...charge, id: newId() }));
  if (!(await keep(context, kept, { regieId, month: billed }))) return turnDown(context, about, "changed");
  await recordAll(
    context,
    kept.map(({ id, sourceKey, householdId, payerId, childId, activityId, day, amountCents, why }) => ({
      type: "charge.corrected" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "charge", id },
      body: {
        ...{ regieId, sourceKey, payerId, day, billedIn: billed, cents: amountCents },
        ...{ invoiceId: around.invoiceOf.get(sourceKey.replace(CORRECTION, "")) },
        ...(childId !== null && { childId }),
        ...(activityId !== null && { activityId }),
        ...(why.corrects && { billedCents: why.corrects.billedCents, rightCents: why.corrects.cents }),
        ...{ rules: why.rules, rulesId: why.rulesId, codes: why.reasons.map(({ code }) => code) },
      },
    })),
  );
  return done({ lines: new Set(differences.map(lineOf)).size, cents });
}

type About = { regieId: string; month: CivilMonth };

async function turnDown(context: Context, about: About, reason: CorrectRefusal): Promise<Refused<CorrectRefusal>> {
  const object = { kind: "regie", id: about.regieId };
  await record(context, {
    type: "invoicing.refused",
    subject: null,
    object,
    body: { ...about, asked: "correct", reason },
  });
  return refused(reason);
}

async function billingMonth({ tx, today }: Context, regieId: string): Promise<CivilMonth> {
  const where = { regieId, issuedAt: { not: null } };
  const last = await tx.invoiceRun.findFirst({ where, orderBy: { month: "desc" }, select: { month: true } });
  return billedIn(last?.month ?? null, monthOf(today));
}

async function readAround({ tx }: Context, differences: readonly Difference[]) {
  const keys = [...new Set(differences.map(({ sourceKey }) => sourceKey))];
  const householdId = { in: [...new Set(differences.map((one) => one.householdId))] };
  const [billed, corrections] = await Promise.all([
    tx.charge.findMany({ where: { sourceKey: { in: keys } }, select: { sourceKey: true, why: true, invoiceId: true } }),
    tx.charge.findMany({ where: { kind: "correction", householdId }, select: { sourceKey: true, why: true } }),
  ]);
  const told = [...corrections.map((one) => ({ ...one, sourceKey: one.sourceKey.replace(CORRECTION, "") })), ...billed];
  return {
    /** What billed it: whoever may not read this invoice does not read of its correction either. */
    invoiceOf: new Map(billed.flatMap(({ sourceKey, invoiceId }) => (invoiceId ? [[sourceKey, invoiceId]] : []))),
    taken: corrections.map(({ sourceKey }) => sourceKey),
    billedWhy: new Map(told.map(({ sourceKey, why }) => [sourceKey, why as unknown as ChargeWhy])),
  };
}

type Kept = Charge & { id: string };

/** False when another node of the database has accepted one of them meanwhile: its key is taken. */
async function keep({ tx, now }: Context, charges: readonly Kept[], where: { regieId: string; month: CivilMonth }) {
  try {
    await tx.charge.createMany({
      data: charges.map((charge) => ({
        ...charge,
        ...where,
        day: toColumn(charge.day),
        why: charge.why as unknown as Prisma.InputJsonValue,
        createdAt: now,
      })),
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
