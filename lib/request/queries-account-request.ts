/** Requests for an account, for the office: those of its own schools, and the files of its own scope that may be the same family. */
import { householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { isSameChild, type Likeness, likenessOf } from "./rules-likeness";
import { type StoredRequest, storedRequestSchema } from "./schema-account-request";

/** A request is handled by the office of the first child's school. */
export function requestsOfOffice(scope: OfficeScope) {
  return scope.everySite ? {} : { siteId: { in: [...scope.siteIds] } };
}

export async function accountRequests(tx: Tx, scope: OfficeScope) {
  const rows = await tx.accountRequest.findMany({
    where: requestsOfOffice(scope),
    orderBy: [{ state: "asc" }, { createdAt: "desc" }],
    take: 100,
  });
  return rows.map((row) => {
    const asked = storedRequestSchema.parse(row.payload);
    return {
      id: row.id,
      reference: row.reference,
      state: row.state,
      name: `${asked.firstName} ${asked.lastName}`,
      children: asked.children.map((child) => child.firstName),
      askedAt: parisOf(row.createdAt).moment,
    };
  });
}

export async function accountRequest(tx: Tx, scope: OfficeScope, id: string) {
  const row = await tx.accountRequest.findFirst({ where: { id, ...requestsOfOffice(scope) } });
  if (!row) return null;
  const { reference, state, email, motive, householdId } = row;
  const asked = storedRequestSchema.parse(row.payload);
  const decidedAt = row.decidedAt && parisOf(row.decidedAt).moment;
  return { id, reference, state, email, motive, householdId, asked, askedAt: parisOf(row.createdAt).moment, decidedAt };
}

/** An agent opens a request that waits: files of other families are searched to answer it, and the journal names those that were shown. */
export async function searchedMatches(
  context: Context,
  scope: OfficeScope,
  request: { id: string; reference: string; email: string; asked: StoredRequest },
): Promise<Match[]> {
  const matches = await matchesOf(context.tx, scope, request);
  const { id, reference } = request;
  const households = matches.map((match) => match.householdId);
  const body = { kind: "account-request", reference, found: matches.length, households };
  await record(context, { type: "family.searched", subject: null, object: { kind: "account-request", id }, body });
  return matches;
}

export type Match = {
  householdId: string;
  householdName: string;
  adults: { guardianId: string; name: string; hasAccount: boolean; reasons: Likeness[] }[];
  children: string[];
};

/** Households within the scope that share an adult or a child with the request. */
export async function matchesOf(
  tx: Tx,
  scope: OfficeScope,
  request: { email: string; asked: StoredRequest },
): Promise<Match[]> {
  const { email, asked } = request;
  const people = [{ email }, { lastName: asked.lastName, firstName: asked.firstName }, { phone: asked.phone }];
  const born = asked.children.map((child) => ({ birthDate: new Date(`${child.birthDate}T00:00:00Z`) }));
  const rows = await tx.household.findMany({
    where: {
      AND: [
        { closedAt: null },
        householdsOfOffice(scope),
        {
          OR: [
            { members: { some: { guardian: { OR: people } } } },
            ...(born.length > 0 ? [{ children: { some: { child: { OR: born } } } }] : []),
          ],
        },
      ],
    },
    include: { members: { include: { guardian: true } }, children: { include: { child: true } } },
    take: 20,
  });
  return rows.map((row) => asMatch(row, { ...asked, email })).filter((match) => isMatch(match));
}

type HouseholdRow = {
  id: string;
  name: string;
  members: {
    guardian: {
      id: string;
      firstName: string;
      lastName: string;
      email: string | null;
      phone: string | null;
      accountId: string | null;
    };
  }[];
  children: { child: { firstName: string; lastName: string; birthDate: Date } }[];
};

function asMatch(row: HouseholdRow, asking: StoredRequest & { email: string }): Match {
  return {
    householdId: row.id,
    householdName: row.name,
    adults: row.members.map(({ guardian }) => ({
      guardianId: guardian.id,
      name: `${guardian.firstName} ${guardian.lastName}`,
      hasAccount: guardian.accountId !== null,
      reasons: likenessOf(asking, guardian),
    })),
    children: row.children
      .map(({ child }) => ({ ...child, birthDate: fromColumn(child.birthDate) }))
      .filter((child) => asking.children.some((one) => isSameChild(one, child)))
      .map((child) => `${child.firstName} ${child.lastName}`),
  };
}

function isMatch({ adults, children }: Match): boolean {
  return children.length > 0 || adults.some((adult) => adult.reasons.length > 0);
}
