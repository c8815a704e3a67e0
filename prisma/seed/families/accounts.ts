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
export type Account = { id: string; role: Role; email: string };

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
  return new Map(rows.map(({ id, role, email }) => [email, { id, role, email }]));
}

/** Who may begin to see, and where: decided by the head of school affairs at the start of the year. */
export async function writeRights(tx: Tx, accounts: ReadonlyMap<string, Account>, { commune }: Setting): Promise<void> {
  const idOf = (email: string) => must(accounts.get(email)?.id, email);
  const headId = idOf("responsable@example.org");
  const since = toColumn(commune.years.current.startsOn);
  const decidedAt = at(commune.years.current.startsOn, "09:00");
  await tx.accreditation.createMany({
    data: staff
      .filter(({ isAccredited }) => isAccredited)
      .map(({ email }) => ({
        id: newId(),
        accountId: idOf(email),
        grantedById: headId,
        since,
        engagementSignedAt: decidedAt,
      })),
  });
  await tx.assignment.createMany({
    data: staff.flatMap(({ email, sites }) =>
      sites.map((site) => ({
        id: newId(),
        accountId: idOf(email),
        siteId: commune.siteIds[site],
        since,
        createdAt: decidedAt,
        createdById: headId,
      })),
    ),
  });
}
