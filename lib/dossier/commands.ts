/** Asking for a dossier de preuve: the worker makes it, since it reads many proofs and draws a PDF. Who asked, and for what, is in the journal. */
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { familyCount } from "@/lib/journal/queries";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { enqueue } from "@/lib/server/work/jobs";
import { areDisputable } from "./queries-dispute";
import { MOST_LINES } from "./rules";
import type { DisputeDossier, FamilyDossier } from "./schema";

/** A person asks for one, sometimes for two: more in a day is a script. */
const MOST_A_DAY = 10;
const KEPT_DAYS = 30;

export type AskRefusal = "too-many" | "too-many-lines" | "nothing";
type Asked = Outcome<{ id: string }, AskRefusal>;

export async function askFamilyDossier(context: Context, wish: FamilyDossier, scope: FamilyScope): Promise<Asked> {
  if (await askedEnough(context)) return refused("too-many");
  const count = await familyCount(context.tx, { scope, today: context.today }, wish);
  if (count === 0) return refused("nothing");
  if (count > MOST_LINES) return refused("too-many-lines", { count });
  const id = await keep(context, "family", wish);
  const [householdId] = scope.householdIds;
  await record(context, {
    type: "dossier.made",
    subject: householdId ? { kind: "household", id: householdId } : null,
    object: { kind: "dossier", id },
    body: { ...wish, lines: count },
  });
  return done({ id });
}

/** For a dispute: only the lines that the case needs, all of one household of the agent's scope. */
export async function askDisputeDossier(
  context: Context,
  wish: DisputeDossier,
  scope: OfficeScope,
): Promise<Outcome<{ id: string }, "too-many" | "other-lines">> {
  if (await askedEnough(context)) return refused("too-many");
  if (!(await areDisputable(context.tx, scope, wish))) return refused("other-lines");
  const id = await keep(context, "office", wish);
  await record(context, {
    type: "dossier.made",
    subject: { kind: "household", id: wish.householdId },
    object: { kind: "dossier", id },
    body: { since: wish.since, until: wish.until, purpose: wish.purpose, lines: wish.lines.length },
  });
  return done({ id });
}

async function askedEnough({ tx, now, actor }: Context): Promise<boolean> {
  const since = new Date(now.getTime() - 24 * 3_600_000);
  const count = await tx.dossier.count({ where: { accountId: actor?.accountId ?? "", createdAt: { gt: since } } });
  return count >= MOST_A_DAY;
}

async function keep(
  context: Context,
  audience: "family" | "office",
  wish: FamilyDossier | DisputeDossier,
): Promise<string> {
  const { tx, now, today, actor } = context;
  if (!actor) throw new Error("A dossier is asked for by somebody");
  const id = newId();
  const expiresOn = toColumn(addDays(today, KEPT_DAYS));
  await tx.dossier.create({
    data: { id, accountId: actor.accountId, audience, wish, state: "asked", createdAt: now, expiresOn },
  });
  await enqueue(context, { kind: "dossier.make", payload: { dossierId: id } });
  return id;
}
