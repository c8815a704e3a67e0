/** The office sets how it handles requests: time by kind, mails, teams, criteria. One row, held while it changes, traced with before and after. */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { colleagues, HANDLING } from "./queries-settings";
import type { Certificates } from "./rules";
import {
  type CertificatesInput,
  type CriterionInput,
  handlingSchema,
  type MailedStep,
  MOST_CRITERIA,
  MOST_TEAMS,
  type StoredHandling,
} from "./schema-settings";

type Saved = Outcome<object, never>;

/** `change` reads what is stored and gives what to store. */
async function save(context: Context, change: (stored: StoredHandling) => Partial<StoredHandling>): Promise<void> {
  const { tx, now, actor } = context;
  await tx.$queryRaw`SELECT section FROM setting WHERE section = ${HANDLING} FOR UPDATE`;
  const row = await tx.setting.findUnique({ where: { section: HANDLING } });
  const before = handlingSchema.parse(row?.value ?? {});
  const changed = change(before);
  const value = { ...before, ...changed };
  const by = { updatedAt: now, updatedById: actor?.accountId ?? null };
  await tx.setting.upsert({
    where: { section: HANDLING },
    create: { section: HANDLING, value, ...by },
    update: { value, ...by },
  });
  const keys = Object.keys(changed) as (keyof StoredHandling)[];
  const said = (values: StoredHandling) => Object.fromEntries(keys.map((key) => [key, JSON.stringify(values[key])]));
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "setting", id: HANDLING },
    body: { section: HANDLING, before: said(before), after: said(value) },
  });
}

export async function saveDelays(context: Context, { delays }: Pick<StoredHandling, "delays">): Promise<Saved> {
  await save(context, () => ({ delays }));
  return done();
}

export async function saveMails(context: Context, { mails }: { mails: MailedStep[] }): Promise<Saved> {
  await save(context, () => ({ mails: [...new Set(mails)] }));
  return done();
}

/** A kind that no longer exists, or that does not go with requests, asks for nothing. */
export async function saveCertificates(context: Context, { certificates }: CertificatesInput): Promise<Saved> {
  const kinds = await context.tx.documentKind.findMany({ where: { isAttached: true }, select: { id: true } });
  const known = new Set(kinds.map(({ id }) => id));
  const asked = Object.entries(certificates).filter(([, kindId]) => kindId !== null && known.has(kindId));
  await save(context, () => ({ certificates: Object.fromEntries(asked) as Certificates }));
  return done();
}

type TeamWish = { id: string | null; name: string; members: string[] };

export async function saveTeam(context: Context, { id, name, members }: TeamWish): Promise<Outcome<object, "full">> {
  const known = new Set((await colleagues(context.tx)).map((one) => one.id));
  const team = { id: id ?? newId(), name, memberIds: members.filter((one) => known.has(one)) };
  const stored = await storedNow(context);
  if (!id && stored.teams.length >= MOST_TEAMS) return refused("full");
  await save(context, ({ teams }) => ({ teams: [...teams.filter((one) => one.id !== team.id), team] }));
  return done();
}

/** Requests that it holds stay with nobody; criteria that name it go. */
export async function dropTeam(context: Context, { id }: { id: string }): Promise<Saved> {
  await context.tx.familyRequest.updateMany({ where: { teamId: id }, data: { teamId: null } });
  await save(context, ({ teams, criteria }) => ({
    teams: teams.filter((one) => one.id !== id),
    criteria: criteria.filter(({ teamId }) => teamId !== id),
  }));
  return done();
}

export async function addCriterion(
  context: Context,
  { taker, kind, siteId, from, to }: CriterionInput,
): Promise<Outcome<object, "full">> {
  const stored = await storedNow(context);
  if (stored.criteria.length >= MOST_CRITERIA) return refused("full");
  const [what, id = null] = taker.split(":");
  const holder = { teamId: what === "team" ? id : null, accountId: what === "person" ? id : null };
  const criterion = { id: newId(), kind, siteId, from, to, ...holder };
  await save(context, ({ criteria }) => ({ criteria: [...criteria, criterion] }));
  return done();
}

export async function dropCriterion(context: Context, { id }: { id: string }): Promise<Saved> {
  await save(context, ({ criteria }) => ({ criteria: criteria.filter((one) => one.id !== id) }));
  return done();
}

async function storedNow({ tx }: Context): Promise<StoredHandling> {
  const row = await tx.setting.findUnique({ where: { section: HANDLING } });
  return handlingSchema.parse(row?.value ?? {});
}
