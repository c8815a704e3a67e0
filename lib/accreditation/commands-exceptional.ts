/**
 * Exceptional access: an agent opens a family outside her rights, for minutes and with a reason, when it cannot wait. She must know whom she looks for:
 * the child's whole name and date of birth. The family and the head are told at once, each in their journal and by mail; it ends by itself.
 */
import { householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import { localeOf } from "@/lib/account/rules";
import { wordMail } from "@/lib/commune/queries-mail";
import { record, recordAll } from "@/lib/evidence/record";
import { wordMoment } from "@/lib/i18n/dates";
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { type Mail, sendAllLater } from "@/lib/server/work/mail";
import { isFit } from "./queries";
import { exceptionalEnd, sameName } from "./rules";
import type { OpenExceptionally } from "./schema";

type Opened = { householdId: string; accessId: string };

export async function openExceptionally(
  context: Context,
  scope: OfficeScope,
  wish: OpenExceptionally,
): Promise<Outcome<{ householdId: string }, "unknown" | "already">> {
  const { tx, now } = context;
  if (!(await isFit(tx, scope.accountId, context.today))) throw new NotFound();
  const homes = await homesOf(context, wish);
  const [first] = homes;
  if (!first) return refuse(context, scope, "unknown");
  const own = await tx.household.count({ where: { AND: [{ id: { in: homes } }, householdsOfOffice(scope)] } });
  if (own === homes.length) return refuse(context, scope, "already");
  const endsAt = exceptionalEnd(now, wish.minutes);
  const opened = homes.map((householdId) => ({ householdId, accessId: newId() }));
  await tx.exceptionalAccess.createMany({
    data: opened.map(({ householdId, accessId }) => ({
      ...{ id: accessId, accountId: scope.accountId, householdId },
      ...{ reason: wish.reason, minutes: wish.minutes, openedAt: now, endsAt },
    })),
  });
  await recordAll(
    context,
    opened.map(({ householdId, accessId }) => ({
      type: "access.opened" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "household", id: householdId },
      body: { accessId, motive: wish.reason, minutes: wish.minutes, endsAt: endsAt.toISOString() },
    })),
  );
  await sendAllLater(context, [
    ...(await familyMails(context, opened, wish)),
    ...(await headMails(context, scope, wish)),
  ]);
  return done({ householdId: first });
}

/** The homes of the one child who bears this name and was born that day; none when there is no such child, or more than one. */
async function homesOf({ tx, today }: Context, wish: OpenExceptionally): Promise<string[]> {
  const day = toColumn(today);
  const born = await tx.child.findMany({
    where: { birthDate: toColumn(wish.birthDate) },
    select: {
      firstName: true,
      lastName: true,
      households: {
        where: { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }], household: { closedAt: null } },
        select: { householdId: true },
        orderBy: { since: "asc" },
      },
    },
  });
  const found = born.filter(
    (child) => sameName(child.firstName, wish.firstName) && sameName(child.lastName, wish.lastName),
  );
  return found.length === 1 ? (found[0]?.households.map(({ householdId }) => householdId) ?? []) : [];
}

async function refuse(
  context: Context,
  { accountId }: OfficeScope,
  reason: "unknown" | "already",
): Promise<Outcome<never, "unknown" | "already">> {
  const account = { kind: "account", id: accountId } as const;
  await record(context, { type: "access.refused", subject: account, object: account, body: { reason } });
  return refused(reason);
}

/** Each adult of the household who has an account; who is barred from the child lives elsewhere and is told of their own household only. */
async function familyMails(
  { tx, today, now }: Context,
  opened: readonly Opened[],
  wish: OpenExceptionally,
): Promise<Mail[]> {
  const day = toColumn(today);
  const members = await tx.householdMember.findMany({
    where: {
      householdId: { in: opened.map(({ householdId }) => householdId) },
      ...{ since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
      guardian: { account: { closedAt: null, activatedAt: { not: null } } },
    },
    select: { householdId: true, guardian: { select: { account: { select: { email: true, locale: true } } } } },
  });
  return Promise.all(
    members.flatMap(({ householdId, guardian: { account } }) =>
      account ? [mailTo({ tx, now }, account, { wish, householdId })] : [],
    ),
  );
}

type Reader = { email: string; locale: string };

async function mailTo(
  { tx, now }: Pick<Context, "tx" | "now">,
  reader: Reader,
  { wish, householdId }: { wish: OpenExceptionally; householdId: string },
): Promise<Mail> {
  const locale = localeOf(reader);
  const values = {
    moment: wordMoment(locale, parisOf(now).moment),
    minutes: String(wish.minutes),
    reason: wish.reason,
  };
  return { to: reader.email, householdId, ...(await wordMail(tx, locale, "exceptionalFamily", values)) };
}

async function headMails({ tx, now }: Context, { accountId }: OfficeScope, wish: OpenExceptionally): Promise<Mail[]> {
  const [agent, heads] = await Promise.all([
    tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { firstName: true, lastName: true } }),
    tx.account.findMany({ where: { role: "responsable", closedAt: null, activatedAt: { not: null } } }),
  ]);
  return Promise.all(
    heads.map(async (head) => {
      const locale = localeOf(head);
      const values = {
        agent: `${agent.firstName} ${agent.lastName}`,
        moment: wordMoment(locale, parisOf(now).moment),
        minutes: String(wish.minutes),
        reason: wish.reason,
      };
      return { to: head.email, ...(await wordMail(tx, locale, "exceptionalHead", values)) };
    }),
  );
}
