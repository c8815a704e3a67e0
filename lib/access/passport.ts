/** The person behind a session, read again on every request: revocation, suspension and role changes bite at the next one. */
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Role } from "./permissions";
import { type FactorStep, factorStep } from "./rules-factor";

export type Passport = {
  sessionId: string;
  accountId: string;
  role: Role;
  firstName: string;
  lastName: string;
  email: string;
  locale: string;
  charterVersion: number | null;
  /** What the session still waits for before it opens anything; null when nothing. */
  waits: FactorStep | null;
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
      secondFactorAt: true,
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
  const waits = await waitOf(tx, { id, role: person.role }, session.secondFactorAt);
  const suspension = suspensions[0] ?? null;
  return { sessionId: session.id, accountId: id, ...person, waits, openedAt, seenAt, suspension };
}

async function waitOf(tx: Tx, { id, role }: { id: string; role: Role }, passedAt: Date | null) {
  if (role === "parent" || passedAt) return null;
  const enrolled = await tx.secondFactor.count({ where: { accountId: id, confirmedAt: { not: null } } });
  return factorStep(role, { enrolled: enrolled > 0, passed: false }, env().SECOND_FACTOR);
}
