/** The office notes what the commune's rules ask of a household or a child, from a day on. Earlier answers stay: past days keep theirs (domain rules 7, 48). */
import type { FactValue } from "@/lib/clause/rules-conditions";
import { type Owner, record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { factsAbout, readAnswer } from "./rules-facts";
import type { ChildFact, HouseholdFact } from "./schema";

type Declared = Outcome<object, "not-an-answer">;

export function declareForHousehold(context: Context, form: HouseholdFact): Promise<Declared> {
  const subject = { kind: "household", id: form.householdId } as const;
  return declare(context, { ...form, about: "household" }, { subject, owner: { householdId: form.householdId } });
}

export function declareForChild(context: Context, form: ChildFact): Promise<Declared> {
  const subject = { kind: "child", id: form.childId } as const;
  return declare(context, { ...form, about: "child" }, { subject, owner: { childId: form.childId } });
}

type Answer = { fact: string; value: string; since: string; about: "household" | "child" };
type Whom = { subject: Owner; owner: { householdId: string } | { childId: string } };

async function declare(context: Context, answer: Answer, { subject, owner }: Whom): Promise<Declared> {
  const { tx, now, actor, today } = context;
  const rules = rulesOn(await rulesHistory(tx), today);
  const asked = rules && factsAbout(rules.file, answer.about).find(({ id }) => id === answer.fact);
  if (!asked) throw new NotFound();
  const value: FactValue | null = readAnswer(asked.kind, answer.value);
  if (value === null || value === undefined) return refused("not-an-answer");
  const id = newId();
  const row = { id, ...owner, fact: asked.id, value: value as Prisma.InputJsonValue };
  await tx.declaredFact.create({
    data: { ...row, since: toColumn(answer.since), recordedAt: now, recordedById: actor?.accountId ?? null },
  });
  await record(context, {
    type: "household.fact-declared",
    subject,
    object: { kind: "declared-fact", id },
    body: { fact: asked.id, question: asked.label, value: String(value), since: answer.since },
  });
  return done();
}
