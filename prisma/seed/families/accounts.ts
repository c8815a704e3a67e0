/** Accounts of the demonstration, staff and parents. One hash serves them all: it is a demonstration, and argon2 is slow on purpose. */

import type { Role } from "@/lib/access/permissions";
import { hashPassword } from "@/lib/account/password";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import type { Commune } from "../commune/found";
import { at, must } from "../rows";
import { staff } from "./staff";

export const DEMO_PASSWORD = "cartable-bleu-2026";

export type Person = {
  email: string;
  role: Role;
  firstName: string;
  lastName: string;
  locale?: "fr" | "en";
  hasCharterToRead?: boolean;
};
export type Account = { id: string; role: Role; email: string; acceptedAt: Date | null };

/** A right given to a member of staff, for the journal. */
export type Right = { id: string; accountId: string; type: "account.accredited" | "account.assigned" };

export function hashDemoPassword(): Promise<string> {
  return hashPassword(DEMO_PASSWORD);
}

export type Setting = { commune: Commune; today: CivilDate; passwordHash: string };

export async function writeAccounts(
  tx: Tx,
  people: readonly Person[],
  setting: Setting,
): Promise<Map<string, Account>> {
  const { commune, passwordHash } = setting;
  const created = at(commune.years.previous.startsOn, "10:00");
  const acceptedAt = at(addDays(commune.charterPublishedOn, 1), "19:20");
  const rows = people.map(({ email, role, firstName, lastName, locale = "fr", hasCharterToRead = false }) => ({
    id: newId(),
    email,
    role,
    firstName,
    lastName,
    locale,
    passwordHash,
    charterVersion: hasCharterToRead ? null : 1,
    createdAt: created,
    activatedAt: created,
  }));
  await tx.account.createMany({ data: rows });
  const accepted = rows.filter(({ charterVersion }) => charterVersion === 1);
  await tx.charterAcceptance.createMany({
    data: accepted.map(({ id }) => ({ accountId: id, version: 1, acceptedAt })),
  });
  return new Map(
    rows.map(({ id, role, email, charterVersion }) => [
      email,
      { id, role, email, acceptedAt: charterVersion === null ? null : acceptedAt },
    ]),
  );
}

/** Who may begin to see, and where: decided by the head of school affairs at the start of the year. */
export async function writeRights(
  tx: Tx,
  accounts: ReadonlyMap<string, Account>,
  { commune }: Setting,
): Promise<Right[]> {
  const idOf = (email: string) => must(accounts.get(email)?.id, email);
  const headId = idOf("responsable@example.org");
  const since = toColumn(commune.years.current.startsOn);
  const decidedAt = at(commune.years.current.startsOn, "09:00");
  const accredited = staff
    .filter(({ isAccredited }) => isAccredited)
    .map(({ email }) => ({
      id: newId(),
      accountId: idOf(email),
      grantedById: headId,
      since,
      engagementSignedAt: decidedAt,
      engagementVersion: 1,
    }));
  const assigned = staff.flatMap(({ email, sites }) =>
    sites.map((site) => ({
      id: newId(),
      accountId: idOf(email),
      siteId: commune.siteIds[site],
      since,
      createdAt: decidedAt,
      createdById: headId,
    })),
  );
  await tx.accreditation.createMany({ data: accredited });
  await tx.assignment.createMany({ data: assigned });
  return [
    ...accredited.map(({ id, accountId }) => ({ id, accountId, type: "account.accredited" as const })),
    ...assigned.map(({ id, accountId }) => ({ id, accountId, type: "account.assigned" as const })),
  ];
}
