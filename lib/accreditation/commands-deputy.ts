/**
 * For a dated absence a named colleague stands in: from the first day to the last, both included, the colleague may see what the absent one may.
 * Both are told. Nothing has to be taken back: the gate counts the days.
 */
import { staffOf } from "@/lib/account/commands-staff";
import { localeOf } from "@/lib/account/rules";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { wordDay } from "@/lib/i18n/dates";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { sendAllLater } from "@/lib/server/work/mail";
import type { EndRight, NameDeputy } from "./schema";

type Colleague = Awaited<ReturnType<typeof staffOf>>;
type Span = { since: CivilDate; until: CivilDate };

export async function nameDeputy(
  context: Context,
  { accountId, deputyId, since, until }: NameDeputy,
): Promise<Outcome<object, "same-person" | "other-role" | "past">> {
  const [absent, deputy] = [await staffOf(context, accountId), await staffOf(context, deputyId)];
  if (absent.id === deputy.id) return refused("same-person");
  if (absent.role !== deputy.role || (absent.role !== "agent" && absent.role !== "animateur"))
    return refused("other-role");
  if (until < context.today) return refused("past");
  const id = newId();
  await context.tx.deputy.create({
    data: {
      ...{ id, absentId: absent.id, deputyId: deputy.id, since: toColumn(since), until: toColumn(until) },
      createdAt: context.now,
      createdById: context.actor?.accountId ?? null,
    },
  });
  const account = { kind: "account", id: absent.id } as const;
  const body = { rightId: id, deputyId: deputy.id, since, until };
  await record(context, { type: "account.deputy-named", subject: account, object: account, body });
  await tellBoth(context, "deputyNamed", { absent, deputy, since, until });
  return done();
}

/** Back earlier than said: the colleague's access ends at once, and both are told. */
export async function endDeputy(context: Context, { accountId, rightId }: EndRight): Promise<Outcome<object, never>> {
  const { tx, now, today } = context;
  const row = await tx.deputy.findFirst({
    where: { id: rightId, absentId: accountId, endedAt: null, until: { gte: toColumn(today) } },
  });
  if (!row) throw new NotFound();
  await tx.deputy.update({ where: { id: rightId }, data: { endedAt: now } });
  const account = { kind: "account", id: accountId } as const;
  const body = { rightId, deputyId: row.deputyId };
  await record(context, { type: "account.deputy-ended", subject: account, object: account, body });
  const [absent, deputy] = [
    await staffOf(context, accountId),
    await tx.account.findUnique({ where: { id: row.deputyId } }),
  ];
  const span = { since: fromColumn(row.since), until: fromColumn(row.until) };
  if (deputy) await tellBoth(context, "deputyEnded", { absent, deputy, ...span });
  return done();
}

async function tellBoth(
  context: Context,
  name: "deputyNamed" | "deputyEnded",
  { absent, deputy, since, until }: { absent: Colleague; deputy: Colleague } & Span,
): Promise<void> {
  const fullName = ({ firstName, lastName }: Colleague) => `${firstName} ${lastName}`;
  const mails = [absent, deputy].map(async (person) => {
    const locale = localeOf(person);
    const values = {
      absent: fullName(absent),
      deputy: fullName(deputy),
      since: wordDay(locale, since),
      until: wordDay(locale, until),
    };
    return { to: person.email, ...(await wordMail(context.tx, locale, name, values)) };
  });
  await sendAllLater(context, await Promise.all(mails));
}
