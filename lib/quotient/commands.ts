/**
 * Keeps what API Particulier answered: the value from the day it was asked, never backwards, beside the values of before (domain rules 7, 8, 54).
 * Each question leaves its trace with the consent it was asked under, whatever came of it.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { instantOf, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { db } from "@/lib/server/db";
import type { ApiParticulier } from "./api-particulier";
import { isOwnFile, namesakesOf } from "./rules";
import type { QuotientAnswer, QuotientWish } from "./schema";

/** A family that asks again and again learns nothing more, and the service counts calls. */
export const ASKED_A_DAY = 5;

export type Answered = { changed: boolean; provider: "caf" | "msa"; valueCents: number; month: string };
type Asked = { householdId: string; consent: string; answer: QuotientAnswer | null };

/** `consent` is the SHA-256 of the words that were agreed to; `answer` is null when the day's questions were used up before asking. */
export async function keepAnswer(
  context: Context,
  { householdId, consent, answer }: Asked,
  scope: FamilyScope,
): Promise<Outcome<Answered, Exclude<QuotientAnswer["outcome"], "found"> | "too-often">> {
  const { tx, now, today } = context;
  if (!scope.householdIds.includes(householdId)) throw new NotFound();
  await tx.$queryRaw`SELECT id FROM household WHERE id = ${householdId} FOR UPDATE`;
  const id = newId();
  const isFound = answer?.outcome === "found";
  const before = await tx.quotientFamilial.findFirst({
    where: { householdId, since: { lte: toColumn(today) }, OR: [{ until: null }, { until: { gte: toColumn(today) } }] },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { valueCents: true, source: true },
  });
  const changed = isFound && (before?.valueCents !== answer.valueCents || before.source !== answer.provider);
  const quotientId = changed ? newId() : null;
  const outcome = answer?.outcome ?? "too-often";
  const facts = isFound
    ? { provider: answer.provider, month: answer.month, valueCents: answer.valueCents }
    : { code: answer?.code ?? null };
  const asker = { householdId, accountId: scope.accountId, askedAt: now };
  await tx.quotientQuestion.create({ data: { id, ...asker, consent, outcome, quotientId, ...facts } });
  if (isFound && quotientId) {
    const { valueCents, provider: source } = answer;
    const kept = { id: quotientId, householdId, valueCents, source, since: toColumn(today) };
    await tx.quotientFamilial.create({ data: { ...kept, recordedAt: now, recordedById: scope.accountId } });
  }
  await record(context, {
    type: "quotient.asked",
    subject: { kind: "household", id: householdId },
    object: { kind: "quotient-question", id },
    body: { outcome, consent, ...facts, ...(quotientId && { quotientId, since: today }) },
  });
  if (!answer) return refused("too-often", { count: ASKED_A_DAY });
  if (answer.outcome !== "found") return refused(answer.outcome);
  const { provider, valueCents, month } = answer;
  return done({ changed, provider, valueCents, month });
}

const NOT_YOURS: QuotientAnswer = { outcome: "not-yours", code: null };

/**
 * Asks before the transaction, which waits for nobody; null when the day's questions are used up. The identity goes no further than the question,
 * and a file that is not an adult's of the household is not told.
 */
export async function askBeforehand(
  service: ApiParticulier,
  { accountId, now }: { accountId: string; now: Date },
  wish: QuotientWish,
): Promise<QuotientAnswer | null> {
  const { day: today } = parisOf(now);
  if (!(await mayAsk({ tx: db(), today }, accountId))) return null;
  const adults = await adultsOf({ tx: db(), today }, accountId, wish.householdId);
  if (namesakesOf(wish, adults).length === 0) return NOT_YOURS;
  const answer = await service.ask(wish, now.getTime());
  return answer.outcome === "found" && !isOwnFile(wish, adults, answer.file) ? NOT_YOURS : answer;
}

/** The adults of today of a household that the account belongs to. */
async function adultsOf({ tx, today }: Pick<Context, "tx" | "today">, accountId: string, householdId: string) {
  const held = { since: { lte: toColumn(today) }, OR: [{ until: null }, { until: { gte: toColumn(today) } }] };
  const members = await tx.householdMember.findMany({
    where: { householdId, ...held, household: { members: { some: { guardian: { accountId }, ...held } } } },
    select: { guardian: { select: { firstName: true, lastName: true } } },
  });
  return members.map(({ guardian }) => guardian);
}

/** Whether one more question may be asked today. */
export async function mayAsk({ tx, today }: Pick<Context, "tx" | "today">, accountId: string): Promise<boolean> {
  const since = instantOf(`${today}T00:00`);
  const count = await tx.quotientQuestion.count({ where: { accountId, askedAt: { gte: since } } });
  return count < ASKED_A_DAY;
}
