/**
 * Entrusting a child and taking it back. The parent is told the same whoever the address belongs to, so that nobody learns who has an account;
 * the person is told by mail, with a link to open an own account where there is none.
 */
import { childrenOfFamily, type FamilyScope, mintEntrustedScope } from "@/lib/access/gate";
import { sendActivationLink } from "@/lib/account/commands-credentials";
import { createAccount } from "@/lib/account/commands-staff";
import { type Booked, bookDays } from "@/lib/booking/commands";
import type { BookEntrusted } from "@/lib/booking/schema";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import type { Delegation } from "@/lib/generated/prisma/client";
import { ownHomeOf } from "@/lib/household/commands";
import { wordDate, wordList } from "@/lib/i18n/dates";
import { isLocale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { MOST, refuseSpan, rights, type SpanRefusal, withSight } from "./rules";
import type { Entrust } from "./schema";

export type EntrustRefusal = SpanRefusal | "no-authority" | "too-many" | "yourself";

export async function entrustChild(
  context: Context,
  wish: Entrust,
  scope: FamilyScope,
): Promise<Outcome<{ childId: string }, EntrustRefusal>> {
  const { childId } = wish;
  const householdId = await ownHomeOf(context, scope, childId);
  await context.tx.$queryRaw`SELECT id FROM child WHERE id = ${childId} FOR UPDATE`;
  const reason = await refuseEntrusting(context, wish, { scope, householdId });
  if (reason) {
    const body = { reason, childId };
    await note(context, { type: "child.entrusting-refused", householdId, id: childId, kind: "child", body });
    return refused(reason);
  }
  const accountId = await accountBehind(context, wish);
  const granted = withSight(wish.rights);
  const { name, email, relation, since, until } = wish;
  const id = newId();
  await context.tx.delegation.create({
    data: {
      ...{ id, childId, householdId, grantedById: scope.guardianId, accountId, name, email, relation, ...granted },
      ...{ since: toColumn(since), until: toColumn(until), createdAt: context.now },
    },
  });
  const body = { childId, delegationId: id, rights: rights.filter((right) => granted[right]), since, until };
  await note(context, { type: "child.entrusted", householdId, id, kind: "delegation", body });
  if (accountId) await invite(context, accountId, { ...wish, granted });
  return done({ childId });
}

type Asking = { scope: FamilyScope; householdId: string };

async function refuseEntrusting(
  { tx, today }: Context,
  { childId, email, since, until }: Entrust,
  { scope, householdId }: Asking,
): Promise<EntrustRefusal | null> {
  const held = await tx.guardianship.count({
    where: { childId, guardianId: scope.guardianId, isBarred: false, authority: { not: "none" } },
  });
  if (held === 0) return "no-authority";
  const span = refuseSpan({ since, until }, today);
  if (span) return span;
  const self = await tx.account.count({ where: { id: scope.accountId, email } });
  if (self > 0) return "yourself";
  const open = { childId, householdId, revokedAt: null, until: { gte: toColumn(today) } };
  return (await tx.delegation.count({ where: open })) >= MOST ? "too-many" : null;
}

/** A family's account with that address, or a new one; staff and closed accounts are entrusted with nobody, and nobody is told. */
async function accountBehind(context: Context, { email, name }: Entrust): Promise<string | null> {
  const known = await context.tx.account.findUnique({
    where: { email },
    select: { id: true, role: true, closedAt: true },
  });
  if (known) return known.role === "parent" && known.closedAt === null ? known.id : null;
  const [firstName = name, ...rest] = name.split(" ");
  const lastName = (rest.join(" ") || firstName).slice(0, 80);
  const made = await createAccount(context, { email, firstName: firstName.slice(0, 80), lastName, role: "parent" });
  return made.ok ? made.accountId : null;
}

type Invited = Entrust & { granted: ReturnType<typeof withSight> };

async function invite(context: Context, accountId: string, { childId, granted, since, until }: Invited): Promise<void> {
  const { tx } = context;
  const [account, child, parent] = await Promise.all([
    tx.account.findUniqueOrThrow({ where: { id: accountId } }),
    tx.child.findUniqueOrThrow({ where: { id: childId }, select: { firstName: true } }),
    tx.account.findUnique({ where: { id: context.actor?.accountId ?? "" }, select: { firstName: true } }),
  ]);
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const words = catalogues[locale].parents.delegation;
  const values = {
    ...{ child: child.firstName, parent: parent?.firstName ?? "" },
    ...{ since: wordDate(locale, since), until: wordDate(locale, until) },
    rights: wordList(
      locale,
      rights.filter((right) => granted[right]).map((right) => words[right]),
    ),
    link: `${env().PUBLIC_URL}/confies`,
  };
  const mail = await wordMail(tx, locale, "childEntrusted", values);
  await sendLater(context, { to: account.email, ...mail });
  if (account.activatedAt === null) await sendActivationLink(context, accountId);
}

/** By a parent of the household that entrusted, at once; what was booked stays booked. */
export async function endEntrusting(
  context: Context,
  { delegationId }: { delegationId: string },
  scope: FamilyScope,
): Promise<Outcome<{ childId: string }, never>> {
  const row = await context.tx.delegation.findFirst({
    where: { id: delegationId, householdId: { in: [...scope.householdIds] }, revokedAt: null },
  });
  const own = row && (await context.tx.child.count({ where: { AND: [{ id: row.childId }, childrenOfFamily(scope)] } }));
  if (!row || !own) throw new NotFound();
  return end(context, row);
}

/** By the person who was entrusted: nobody is kept to it. */
export async function giveBack(
  context: Context,
  { delegationId }: { delegationId: string },
  scope: FamilyScope,
): Promise<Outcome<{ childId: string }, never>> {
  const row = await context.tx.delegation.findFirst({
    where: { id: delegationId, accountId: scope.accountId, revokedAt: null },
  });
  if (!row) throw new NotFound();
  return end(context, row);
}

async function end(context: Context, { id, childId, householdId }: Delegation) {
  await context.tx.delegation.update({
    where: { id },
    data: { revokedAt: context.now, revokedById: context.actor?.accountId ?? null },
  });
  const body = { childId, delegationId: id };
  await note(context, { type: "child.entrusting-ended", householdId, id, kind: "delegation", body });
  return done({ childId });
}

type Note = {
  type: "child.entrusted" | "child.entrusting-ended" | "child.entrusting-refused";
  householdId: string;
  id: string;
  kind: string;
  body: Record<string, string | string[]>;
};

/** In the household's own journal: the child's other home does not read whom this one trusts. */
function note(context: Context, { type, householdId, id, kind, body }: Note) {
  return record(context, { type, subject: { kind: "household", id: householdId }, object: { kind, id }, body });
}

/**
 * Books for the child that was entrusted, in the home of who entrusts it, on that home's days, by the same rules as the parent's own grid.
 * The right is asked again in the transaction: one that was taken back a moment ago books nothing. Only days the same person booked are cancelled:
 * to book is not to undo what a parent decided.
 */
export async function bookEntrusted(
  context: Context,
  { childId, ticked, shown }: BookEntrusted,
  scope: FamilyScope,
): Promise<Outcome<Booked, "nothing-asked">> {
  const narrow = await mintEntrustedScope(context.tx, scope, { childId, right: "canBook" });
  if (!narrow) throw new NotFound();
  const live = await context.tx.booking.findMany({
    where: { childId, activityDayId: { in: shown }, state: "booked", householdId: { in: [...narrow.householdIds] } },
    select: { activityDayId: true, bookedById: true },
  });
  const own = new Set(live.flatMap((row) => (row.bookedById === scope.accountId ? [row.activityDayId] : [])));
  const had = new Set(live.map(({ activityDayId }) => activityDayId));
  const cell = (activityDayId: string) => ({ childId, activityDayId });
  const add = ticked.filter((id) => !had.has(id)).map(cell);
  const remove = shown.filter((id) => own.has(id) && !ticked.includes(id)).map(cell);
  return bookDays(context, narrow, { wish: { add, remove, keep: [], same: null } });
}
