/** The person behind a session, read again on every request: revocation, suspension and role changes bite at the next one. */
import type { Tx } from "@/lib/server/db";
import type { Role } from "./permissions";

export type Passport = {
  sessionId: string;
  accountId: string;
  role: Role;
  firstName: string;
  lastName: string;
  email: string;
  locale: string;
  charterVersion: number | null;
  openedAt: Date;
  seenAt: Date;
  suspension: { id: string; motive: string; appeal: string; startsAt: Date; endsAt: Date | null } | null;
};

/** Null when the session is unknown, revoked or over, or its account closed or not yet activated. */
export async function passportOf(tx: Tx, sessionId: string, now: Date): Promise<Passport | null> {
  const session = await tx.session.findUnique({
    where: { id: sessionId },
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      account: {
        select: {
          id: true,
          role: true,
          firstName: true,
          lastName: true,
          email: true,
          locale: true,
          charterVersion: true,
          activatedAt: true,
          closedAt: true,
          suspensions: {
            where: { liftedAt: null, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
            select: { id: true, motive: true, appeal: true, startsAt: true, endsAt: true },
            orderBy: { startsAt: "desc" },
            take: 1,
          },
        },
      },
    },
  });
  if (!session || session.revokedAt || session.expiresAt <= now) return null;
  const { id, activatedAt, closedAt, suspensions, ...person } = session.account;
  if (!activatedAt || closedAt) return null;
  const { createdAt: openedAt, lastSeenAt: seenAt } = session;
  return { sessionId: session.id, accountId: id, ...person, openedAt, seenAt, suspension: suspensions[0] ?? null };
}
