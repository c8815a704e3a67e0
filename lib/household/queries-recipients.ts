/**
 * Who is told by mail about a household's affairs: its living members with an address, never somebody barred from the child
 * (facts: domain-rules 15, 16, 59). An account's own address and language come first.
 */
import { isLocale, type Locale } from "@/lib/i18n/locale";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type Recipient = { email: string; firstName: string; locale: Locale };

export type About = { householdId: string; childId: string | null; today: CivilDate };

export async function recipientsOf(tx: Tx, { householdId, childId, today }: About): Promise<Recipient[]> {
  const day = toColumn(today);
  const members = await tx.householdMember.findMany({
    where: {
      householdId,
      since: { lte: day },
      OR: [{ until: null }, { until: { gte: day } }],
      guardian: {
        deceasedOn: null,
        ...(childId !== null && { guardianships: { none: { childId, isBarred: true } } }),
      },
    },
    select: {
      guardian: {
        select: {
          firstName: true,
          email: true,
          account: { select: { email: true, locale: true, activatedAt: true, closedAt: true } },
        },
      },
    },
  });
  return members.flatMap(({ guardian: { firstName, email, account } }) => {
    const own = account?.activatedAt && !account.closedAt ? account : null;
    const address = own?.email ?? email;
    const locale = own && isLocale(own.locale) ? own.locale : "fr";
    return address ? [{ email: address, firstName, locale }] : [];
  });
}
