/** The demonstration commune, written in one transaction on an empty database: all of it, or nothing. */
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { foundCommune } from "./commune/found";
import { openDays } from "./commune/opening";
import { hashDemoPassword, type Person, writeAccounts, writeRights } from "./families/accounts";
import { settle } from "./families/settle";
import { staff } from "./families/staff";
import { stories } from "./families/stories/all";
import { writeFamilies } from "./families/write";
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
  const accounts = await writeAccounts(tx, [...staff, ...parents()], { commune, today, passwordHash });
  await writeRights(tx, accounts, { commune, today, passwordHash });
  const { rows } = settle(stories, { commune, accounts, today });
  await writeFamilies(tx, rows);
  await insertAll(openDays(commune, today), (rows) =>
    tx.activityDay.createMany({ data: rows.map((row) => ({ ...row, day: toColumn(row.day) })) }),
  );
}

/** One account an adult, however many stories name them. */
function parents(): Person[] {
  const adults = stories.flatMap((story) => story.adults).filter((person) => person.hasAccount);
  const people = adults.map((person) => ({ ...person, email: person.email ?? "", role: "parent" as const }));
  return [...new Map(people.map((person) => [person.email, person])).values()];
}
