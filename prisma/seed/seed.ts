/** The demonstration commune, written in one transaction on an empty database: all of it, or nothing. */
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { foundCommune } from "./commune/found";
import { classDays, openDaysOf } from "./commune/opening";
import { hashDemoPassword, type Person, writeAccounts, writeRights } from "./families/accounts";
import { staff } from "./families/staff";
import { insertAll } from "./rows";

export class NotEmpty extends Error {
  constructor() {
    super("The database already holds data: the demonstration is loaded into an empty one only.");
  }
}

/** Throws NotEmpty when there is anything already. `now` is the day the demonstration lives on. */
export async function seed(database: Database, now: Date): Promise<void> {
  const passwordHash = await hashDemoPassword();
  await transaction((tx) => tell(tx, now, passwordHash), database);
}

async function tell(tx: Tx, now: Date, passwordHash: string): Promise<void> {
  if ((await tx.account.count()) + (await tx.household.count()) + (await tx.site.count()) > 0) throw new NotEmpty();
  const today = parisOf(now).day;
  const commune = await foundCommune(tx, today);
  const people: Person[] = staff.map(({ email, role, firstName, lastName }) => ({ email, role, firstName, lastName }));
  const accounts = await writeAccounts(tx, people, { commune, today, passwordHash });
  await writeRights(tx, accounts, { commune, today, passwordHash });
  const openDays = openDaysOf(commune.activities, classDays(commune.years.current, today), today);
  await insertAll(openDays, (rows) =>
    tx.activityDay.createMany({ data: rows.map((row) => ({ ...row, day: toColumn(row.day) })) }),
  );
}
