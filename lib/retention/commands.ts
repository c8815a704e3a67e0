/**
 * A destruction: proposed with the exact rows, countersigned by a second person where the commune wants it, then done. Each step is an event
 * that holds counts and rules, no name (facts: evidence §10).
 */
import { createHash } from "node:crypto";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { enqueue } from "@/lib/server/work/jobs";
import { type Due, dueOn, listInHand, openRun, totalOf } from "./queries";
import { retentionSettings } from "./queries-settings";
import { steps } from "./rules-plan";
import type { DurationInput } from "./schema";

export type ProposeRefusal = "nothing-due" | "already-proposed";
type Proposed = { runId: string; due: Due; needsVisa: boolean };

/** A long list takes its time: it may last so long, and no form waits for it. */
export const LIST_MILLISECONDS = 10 * 60_000;

/** Asked for by a person: the worker draws it up. */
export async function askForList(context: Context): Promise<Outcome<object, "already-proposed">> {
  const { tx, actor } = context;
  if ((await openRun(tx)) || (await listInHand(tx))) return refused("already-proposed");
  const jobId = await enqueue(context, {
    kind: "retention.propose",
    payload: { accountId: actor?.accountId ?? null },
    total: steps.length,
  });
  const object = { kind: "retention", id: jobId };
  await record(context, { type: "retention.asked", subject: null, object, body: {} });
  return done();
}

/** Who asked for it, and who is told how far it is. */
type Drawing = { accountId?: string | null; onStep?: (done: number) => Promise<unknown> };

/** Writes down what is due today. Without a visa it is done by the worker at once. */
export async function proposeRetention(
  context: Context,
  { accountId = context.actor?.accountId ?? null, onStep }: Drawing = {},
): Promise<Outcome<Proposed, ProposeRefusal>> {
  const { tx, today, now } = context;
  if (await openRun(tx)) return refused("already-proposed");
  const { visa } = await retentionSettings(tx);
  const found = await dueOn(tx, today, onStep);
  if (totalOf(found) === 0) return refused("nothing-due");
  const due: Due = { ...found, needsVisa: visa };
  const text = JSON.stringify(due);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const runId = newId();
  await tx.retentionRun.create({
    data: {
      ...{ id: runId, state: "proposed", due: due as unknown as JsonObject, sha256, createdAt: now },
      day: new Date(`${today}T00:00:00Z`),
      createdById: accountId,
    },
  });
  await record(context, {
    type: "retention.proposed",
    subject: null,
    object: { kind: "retention", id: runId },
    body: { day: today, sha256, tables: countsBy(due, "table"), rules: countsBy(due, "rule") },
  });
  if (!visa) await enqueue(context, { kind: "retention.run", payload: { runId } });
  return done({ runId, due, needsVisa: visa });
}

export function countsBy({ steps }: Pick<Due, "steps">, what: "table" | "rule"): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const step of steps) counts[step[what]] = (counts[step[what]] ?? 0) + step.rows.length;
  return counts;
}

export type VisaRefusal = "gone" | "same-person";

/**
 * Two people have read the list and let it be destroyed. Who drew it up is the first; the night is nobody: of its list two people sign, and the
 * first of them stands where its author would.
 */
export async function countersign(
  context: Context,
  { runId }: { runId: string },
): Promise<Outcome<{ isComplete: boolean }, VisaRefusal>> {
  const { tx, now, actor } = context;
  const run = await tx.retentionRun.findUnique({ where: { id: runId } });
  if (run?.state !== "proposed" || run.visaAt || !actor) return refused("gone");
  if (run.createdById === actor.accountId) return refused("same-person");
  const isComplete = run.createdById !== null;
  const mine = { accountId: actor.accountId };
  const { count } = await tx.retentionRun.updateMany({
    where: { id: runId, state: "proposed", visaAt: null, createdById: run.createdById },
    data: isComplete ? { visaAt: now, visaById: mine.accountId } : { createdById: mine.accountId },
  });
  if (count === 0) return refused("gone");
  await record(context, {
    type: "retention.countersigned",
    subject: null,
    object: { kind: "retention", id: runId },
    body: { sha256: run.sha256, visa: isComplete ? 2 : 1 },
  });
  if (isComplete) await enqueue(context, { kind: "retention.run", payload: { runId } });
  return done({ isComplete });
}

/** Called off before anything was destroyed: the next proposal starts afresh. */
export async function dropProposal(context: Context, { runId }: { runId: string }): Promise<Outcome<object, "gone">> {
  const { count } = await context.tx.retentionRun.updateMany({
    where: { id: runId, state: "proposed", visaAt: null },
    data: { state: "dropped", due: {} },
  });
  if (count === 0) return refused("gone");
  await record(context, {
    type: "retention.dropped",
    subject: null,
    object: { kind: "retention", id: runId },
    body: {},
  });
  return done();
}

/** Another duration than the drawn one, with the commune's reason; it stands in the register and on the public page. */
export async function chooseDuration(
  context: Context,
  { rule, count, unit, reason }: DurationInput,
): Promise<Outcome<object, never>> {
  return saveSetting(context, (before) => ({
    ...before,
    chosen: { ...(before.chosen as object | undefined), [rule]: { [unit]: count, reason } },
  }));
}

/** For the lists to come: one that waits for its second person goes on waiting, or whoever drew it up could do without. */
export async function chooseVisa(context: Context, { visa }: { visa: boolean }): Promise<Outcome<object, never>> {
  return saveSetting(context, (before) => ({ ...before, visa }));
}

async function saveSetting(
  context: Context,
  change: (before: JsonObject) => JsonObject,
): Promise<Outcome<object, never>> {
  const { tx, now, actor } = context;
  const row = await tx.setting.findUnique({ where: { section: "retention" } });
  const before = (row?.value ?? {}) as JsonObject;
  const value = change(before);
  const by = { updatedAt: now, updatedById: actor?.accountId ?? null };
  await tx.setting.upsert({
    where: { section: "retention" },
    create: { section: "retention", value, ...by },
    update: { value, ...by },
  });
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "setting", id: "retention" },
    body: { section: "retention", before: JSON.stringify(before), after: JSON.stringify(value) },
  });
  return done();
}
