/** The demonstration commune, written in one transaction on an empty database: all of it, or nothing. */
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Actor } from "@/lib/server/context";
import type { Database, Tx } from "@/lib/server/db";
import { writeBuses } from "./affairs/buses";
import { writeDecisions } from "./affairs/decisions";
import { writeDocuments } from "./affairs/documents";
import { writeEveryday } from "./affairs/everyday";
import { writeNewcomers } from "./affairs/newcomers";
import { issueMonth } from "./billing/invoices";
import { readBills, tellPayments } from "./billing/payments";
import { writePayments } from "./billing/receipts";
import { writeTill } from "./billing/till";
import { chanceOf } from "./chance";
import { type Commune, foundCommune } from "./commune/found";
import { openDays } from "./commune/opening";
import { type Account, hashDemoPassword, type Person, writeAccounts, writeRights } from "./families/accounts";
import type { Home } from "./families/home";
import { type Settled, settle } from "./families/settle";
import { staff } from "./families/staff";
import { stories } from "./families/stories/all";
import { accountTraces, communeTraces, familyTraces } from "./families/traces";
import { writeFamilies } from "./families/write";
import { type Attended, tellAttendance } from "./life/attendance";
import { tellBookings } from "./life/bookings";
import { tellEnrolments, writeEnrolments } from "./life/enrolments";
import { writeJournal } from "./life/journal";
import { billedMonths } from "./life/months";
import { attendanceTraces, bookingTraces } from "./life/traces";
import { tellWaiting, writeWaiting } from "./life/waiting";
import { writeAttendance, writeOpenDays, writeOrders } from "./life/write";
import { must } from "./rows";

export class NotEmpty extends Error {
  constructor() {
    super("The database already holds data: the demonstration is loaded into an empty one only.");
  }
}

/** A loaded machine may take its time: a demonstration loaded by half is not shown. */
const PATIENCE = 300_000;

/** Throws NotEmpty when there is anything already. `now` is the instant the demonstration lives at. */
export async function seed(database: Database, now: Date): Promise<void> {
  const passwordHash = await hashDemoPassword();
  await database.$transaction((tx) => tell(tx, now, passwordHash), {
    isolationLevel: "ReadCommitted",
    timeout: PATIENCE,
    maxWait: PATIENCE,
  });
}

async function tell(tx: Tx, now: Date, passwordHash: string): Promise<void> {
  if ((await tx.account.count()) + (await tx.household.count()) + (await tx.site.count()) > 0) throw new NotEmpty();
  const today = parisOf(now).day;
  const commune = await foundCommune(tx, today);
  const setting = { commune, today, passwordHash };
  const accounts = await writeAccounts(tx, [...staff, ...parents()], setting);
  const rights = await writeRights(tx, accounts, setting);
  const settled = settle(stories, { commune, accounts, today });
  await writeFamilies(tx, settled.rows);
  const town = { ...settled, commune, today, accounts, ...peopleOf(accounts) };
  await writeJournal(tx, [...communeTraces(town), ...accountTraces(accounts, rights, town), ...familyTraces(town)]);
  await tellLife(tx, town);
}

type Town = Settled & { commune: Commune; today: CivilDate; accounts: ReadonlyMap<string, Account> } & People;

async function tellLife(tx: Tx, town: Town): Promise<void> {
  const { homes, commune, today, actorOf, keeperOf } = town;
  const world = { commune, today, days: openDays(commune, today), chance: chanceOf(2026) };
  const { bookings, orders } = tellBookings(homes, world);
  const waiting = tellWaiting(homes, bookings, world);
  const attendance = tellAttendance(homes, bookings, world);
  await writeOpenDays(tx, world.days);
  const enrolments = await writeEnrolments(tx, tellEnrolments(homes, town), town);
  await writeOrders(tx, orders, actorOf);
  await writeAttendance(tx, attendance, keeperOf);
  for (const month of billedMonths(world.days, today)) await issueMonth(tx, month, { ...commune, head: town.head });
  const bills = await readBills(tx);
  const paid = tellPayments(bills, { homes, today, chance: world.chance });
  await writeJournal(tx, [
    ...enrolments,
    ...bookingTraces(orders, actorOf),
    ...(await writeWaiting(tx, waiting, actorOf)),
    ...attendanceTraces(attendance, { today, keeperOf }),
    ...(await writePayments(tx, paid, { ...commune, treasurer: town.treasurer })),
    ...(await writeTill(tx, paid, { ...commune, treasurer: town.treasurer, today })),
    ...(await writeDecisions(tx, town)),
    ...(await writeNewcomers(tx, town)),
    ...(await writeBuses(tx, town)),
    ...(await writeDocuments(tx, { ...town, homes })),
    ...(await writeEveryday(tx, { ...town, days: world.days }, bills)),
  ]);
}

type People = ReturnType<typeof peopleOf>;

/** Who acts: a parent for their home, the head at the counter, the keeper of each site's lists. */
function peopleOf(accounts: ReadonlyMap<string, Account>) {
  const staffOf = (name: string): Actor => {
    const { id, role } = must(accounts.get(`${name}@example.org`), name);
    return { accountId: id, role };
  };
  const head = staffOf("responsable");
  const keepers = { OLI: staffOf("animateur"), FON: staffOf("agent.fontaine"), CIG: staffOf("animateur.cigales") };
  return {
    head,
    treasurer: staffOf("regie"),
    actorOf: ({ home }: { home: Home }): Actor =>
      home.accountId ? { accountId: home.accountId, role: "parent" } : head,
    keeperOf: ({ activity }: Attended): Actor => keepers[activity.site],
  };
}

/** One account an adult, however many stories name them. */
function parents(): Person[] {
  const adults = stories.flatMap((story) => story.adults).filter((person) => person.hasAccount);
  const people = adults.map((person) => ({ ...person, email: person.email ?? "", role: "parent" as const }));
  return [...new Map(people.map((person) => [person.email, person])).values()];
}
