/**
 * How every request begins, whoever brings it and however: a reference drawn at random, its last day, who takes it in charge, and its first words.
 * The caller has checked whose it is, and says what the journal writes.
 */
import { type Event, record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, instantOf, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { isDataRight, type RequestKind, type RequestState } from "@/lib/request/rules";
import { dueOf } from "@/lib/request/rules-deadline";
import type { Context } from "@/lib/server/context";
import { mayHandle } from "./queries-office";
import { type Handling, handlingOf } from "./queries-settings";
import { takersOf } from "./rules";

export type NewRequest = {
  id: string;
  reference: string;
  kind: RequestKind;
  householdId: string;
  childId: string | null;
  /** Who asks; null when no account does. */
  accountId: string | null;
  isPrivate?: boolean;
  regieId?: string;
  object?: { kind: string; id: string };
  about?: Prisma.InputJsonObject;
  channel?: string;
  /** The day a letter or a call came in; today when not given. */
  receivedOn?: CivilDate;
};

export type Opened = { id: string; dueOn: CivilDate; assignedToId: string | null; teamId: string | null };

/** `words` are the family's own; `event` is null where another command has written the journal already. */
export async function openRequest(
  context: Context,
  request: NewRequest,
  { words, event }: { words: string | null; event: Pick<Event, "type" | "subject" | "body"> | null },
): Promise<Opened> {
  const { tx, now, today } = context;
  const handling = await handlingOf(tx, today);
  const receivedOn = request.receivedOn ?? today;
  const siteId = await siteOf(context, request.childId);
  const { object, receivedOn: _day, about, ...columns } = request;
  const dueOn = dueOf(request.kind, receivedOn, handling);
  await tx.familyRequest.create({
    data: {
      ...columns,
      ...(object && { objectKind: object.kind, objectId: object.id }),
      ...(about && { about }),
      ...{ siteId, channel: request.channel ?? context.channel, state: "received" },
      receivedAt: receivedOn === today ? now : instantOf(`${receivedOn}T12:00`),
      dueOn: toColumn(dueOn),
    },
  });
  const taker = await assignByCriteria(context, request, { handling, siteId });
  const side = context.actor?.role === "parent" ? "family" : "office";
  const entryId = await addEntry(context, request.id, { kind: "message", side, text: words, state: "received" });
  if (event) {
    const object = { kind: "family-request", id: request.id };
    const body = { reference: request.reference, requestKind: request.kind, entryId, dueOn, ...taker, ...event.body };
    await record(context, { ...event, object, body });
  }
  return { id: request.id, dueOn, ...taker };
}

/** The school of the child today: by it work is shared and counted. */
async function siteOf({ tx, today }: Context, childId: string | null): Promise<string | null> {
  if (!childId) return null;
  const day = toColumn(today);
  const row = await tx.schooling.findFirst({
    where: { childId, since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
    orderBy: { since: "desc" },
    select: { siteId: true },
  });
  return row?.siteId ?? null;
}

type Sorting = { handling: Handling; siteId: string | null };

/** The first criterion that is met and whose taker may read the request; a team is taken as it is, its members see what they may. */
async function assignByCriteria(context: Context, request: NewRequest, { handling, siteId }: Sorting) {
  const nobody = { assignedToId: null, teamId: null };
  if (handling.criteria.length === 0) return nobody;
  const { tx, today } = context;
  const household = await tx.household.findUnique({ where: { id: request.householdId }, select: { name: true } });
  const incoming = { kind: request.kind, siteId, householdName: household?.name ?? "" };
  for (const { teamId, accountId } of takersOf(handling.criteria, incoming)) {
    if (accountId && !(await mayHandle(tx, { accountId, requestId: request.id }, today))) continue;
    const taker = { assignedToId: accountId, teamId };
    await tx.familyRequest.update({ where: { id: request.id }, data: taker });
    return taker;
  }
  return nobody;
}

export type NewEntry = {
  kind: "message" | "note" | "letter" | "step";
  side: "family" | "office";
  text: string | null;
  state: RequestState | null;
  title?: string;
  templateId?: string | null;
};

export async function addEntry({ tx, now, actor }: Context, requestId: string, entry: NewEntry): Promise<string> {
  const id = newId();
  await tx.familyRequestEntry.create({
    data: { id, requestId, authorId: actor?.accountId ?? null, at: now, ...entry },
  });
  return id;
}

/** Kinds that only the person who asked reads, whatever the form said. */
export const isPersonal = (kind: RequestKind): boolean => isDataRight(kind) || kind === "suspension";

export const dayOf = (instant: Date): CivilDate => parisOf(instant).day;

type End = { outcome: "accepted" | "refused" | "withdrawn"; motive: string | null };

/** The end of a change of record: made, refused or withdrawn by lib/request, which wrote the journal. */
export async function endChange(context: Context, id: string, { outcome, motive }: End): Promise<void> {
  const isWithdrawn = outcome === "withdrawn";
  const state = isWithdrawn ? ("closed" as const) : ("decided" as const);
  await context.tx.familyRequest.update({
    where: { id },
    data: {
      ...{ state, outcome, decidedAt: context.now, closedAt: isWithdrawn ? context.now : null, waitingSince: null },
      ...(outcome === "accepted" && { effectKind: "change", effectId: id }),
    },
  });
  await addEntry(context, id, { kind: "step", side: isWithdrawn ? "family" : "office", text: motive, state });
}
