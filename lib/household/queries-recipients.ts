/**
 * Who is told by mail about a household's affairs: its living members with an address, never somebody barred from the child
 * (facts: domain-rules 15, 16, 59). An account's own address and language come first.
 */
import { isLocale, type Locale } from "@/lib/i18n/locale";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { addressesOf } from "./queries-facts";
import { addressOn } from "./rules";

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

type PayerReader = Recipient & { isBody: boolean };
type Asked = { payerId: string; householdId: string; today: CivilDate };

/**
 * Who is told about what a payer owes: the payer alone, in their language; for a payer who has died the household's adults; a body by its own
 * address. `isBody` reads no portal.
 */
export async function payerReadersOf(tx: Tx, { payerId, householdId, today }: Asked): Promise<PayerReader[]> {
  const readersOf = await payersReaders(tx, { payerIds: [payerId], today });
  return readersOf({ payerId, householdId });
}

/** The same for many payers at once: one read, then an answer a debt. */
export async function payersReaders(
  tx: Tx,
  { payerIds, today }: { payerIds: readonly string[]; today: CivilDate },
): Promise<(debt: { payerId: string; householdId: string }) => Promise<PayerReader[]>> {
  const rows = await tx.payer.findMany({
    where: { id: { in: [...payerIds] } },
    select: {
      ...{ id: true, email: true, name: true },
      guardian: {
        select: {
          ...{ firstName: true, email: true, deceasedOn: true },
          account: { select: { email: true, locale: true, closedAt: true } },
        },
      },
    },
  });
  const payers = new Map(rows.map((row) => [row.id, row]));
  return async ({ payerId, householdId }) => {
    const payer = payers.get(payerId);
    if (!payer?.guardian) return bodyOf(payer);
    const { guardian } = payer;
    if (guardian.deceasedOn) {
      const adults = await recipientsOf(tx, { householdId, childId: null, today });
      return adults.map((person) => ({ ...person, isBody: false }));
    }
    const account = guardian.account?.closedAt ? null : guardian.account;
    const email = account?.email ?? guardian.email ?? payer.email;
    const locale = account && isLocale(account.locale) ? account.locale : "fr";
    return email ? [{ email, firstName: guardian.firstName, locale, isBody: false }] : [];
  };
}

function bodyOf(payer: { email: string | null; name: string } | undefined): PayerReader[] {
  return payer?.email ? [{ email: payer.email, firstName: payer.name, locale: "fr", isBody: true }] : [];
}

/**
 * Where a payer's letters go on a day: their own address, else that of the household they live in, the billed one where it is theirs. Null when none is
 * known. Lines as on an envelope, without the name.
 */
export async function payerAddressOf(
  tx: Tx,
  { payerId, householdId, today }: { payerId: string; householdId: string; today: CivilDate },
): Promise<string[] | null> {
  const payer = await tx.payer.findUnique({
    where: { id: payerId },
    select: {
      ...{ addressLine: true, postalCode: true, city: true },
      guardian: { select: { memberships: { where: { until: null }, orderBy: { since: "asc" } } } },
    },
  });
  if (payer?.addressLine) return [payer.addressLine, `${payer.postalCode ?? ""} ${payer.city ?? ""}`.trim()];
  const homes = payer?.guardian?.memberships.map((membership) => membership.householdId) ?? [];
  const home = homes.includes(householdId) ? householdId : homes[0];
  const place = home ? addressOn(await addressesOf(tx, [home]), today) : null;
  return place && [place.line, ...(place.more ? [place.more] : []), `${place.postalCode} ${place.city}`];
}
