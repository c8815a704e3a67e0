/** What « Mes données » shows beside the copies: consents with their versions, and the latest looks into the file. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import type { ConsentKind } from "@/lib/household/schema";
import type { Locale } from "@/lib/i18n/locale";
import { familyEntries } from "@/lib/journal/queries";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

/** Every answer ever given, the latest first: none is overwritten. Of an answer by somebody else only that it was not one's own. */
export async function consentHistory(tx: Tx, scope: FamilyScope) {
  const [charter, answers] = await Promise.all([
    tx.charterAcceptance.findMany({ where: { accountId: scope.accountId }, orderBy: { version: "desc" } }),
    tx.consent.findMany({
      where: { child: childrenOfFamily(scope) },
      orderBy: [{ givenAt: "desc" }, { id: "asc" }],
      take: 100,
      select: {
        id: true,
        kind: true,
        isGranted: true,
        givenAt: true,
        accountId: true,
        child: { select: { firstName: true } },
      },
    }),
  ]);
  return {
    charter: charter.map(({ version, acceptedAt }) => ({ version, moment: parisOf(acceptedAt).moment })),
    answers: answers.map(({ accountId, givenAt, child, kind, ...answer }) => ({
      ...answer,
      kind: kind as ConsentKind,
      child: child.firstName,
      moment: parisOf(givenAt).moment,
      own: accountId === scope.accountId,
    })),
  };
}

export type ConsentHistory = Awaited<ReturnType<typeof consentHistory>>;

export async function latestLooks(tx: Tx, reader: { scope: FamilyScope; today: CivilDate; locale: Locale }) {
  return (await familyEntries(tx, reader, { group: "looks", take: 5 })).entries;
}

export function knownDevices(tx: Tx, accountId: string): Promise<number> {
  return tx.knownDevice.count({ where: { accountId } });
}
