/** Reads of one's own account: sessions, charter, suspension, and the words a password must not be made of. */
import { communeName } from "@/lib/commune/queries-mail";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

/** What a stranger would try first about this person and this town. */
export async function wordsAbout(
  tx: Tx,
  person: { email: string; firstName: string; lastName: string },
): Promise<string[]> {
  const town = await communeName(tx);
  return [person.email, person.firstName, person.lastName, ...(town ? [town] : [])];
}

/** The sessions that are open now, the latest seen first. */
export async function openSessions(tx: Tx, accountId: string, now: Date) {
  const rows = await tx.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true },
    orderBy: { lastSeenAt: "desc" },
    take: 20,
  });
  return rows.map(({ id, createdAt, lastSeenAt, userAgent }) => ({
    id,
    userAgent,
    openedAt: parisOf(createdAt).moment,
    seenAt: parisOf(lastSeenAt).moment,
  }));
}

/** The charter in force in the reader's language, or null before the first was published. */
export async function currentCharter(tx: Tx, locale: string) {
  const charter = await tx.charterVersion.findFirst({ orderBy: { version: "desc" } });
  if (!charter) return null;
  return {
    version: charter.version,
    body: locale === "en" ? charter.bodyEn : charter.bodyFr,
    publishedOn: parisOf(charter.publishedAt).day,
  };
}

/** When this account accepted a version of the charter. */
export async function charterAcceptedAt(tx: Tx, accountId: string, version: number) {
  const row = await tx.charterAcceptance.findUnique({ where: { accountId_version: { accountId, version } } });
  return row ? parisOf(row.acceptedAt).moment : null;
}
