/**
 * What one role may not see, put into a portal that is otherwise the same as another (office/non-interference.spec.ts). Run as a program beside
 * that portal, under its settings and at its instant: `plant.ts <instant> fontaine` adds a family, its requests, its bill and rights about it at La Fontaine; `records` changes
 * what children's and families' records say, and money not at all; `rights` gives the agent of Les Oliviers a case by name at La Fontaine, and
 * rights there that have just ended. Prints nothing; its ids are fixed, so that both portals can be asked for them.
 */
import { record } from "@/lib/evidence/record";
import { addDays, type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { db, type Tx, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { PLANTED as ids } from "./planted";

/** The portals' own: rights that have just ended have ended for both. */
const AT = new Date(process.argv[2] ?? "");
const NAME = { firstName: "Zéphyrine", lastName: "Quintefeuille" };

type Place = { siteId: string; schoolYearId: string; today: CivilDate; at: Date };

async function placeOf(tx: Tx, code: string): Promise<Place> {
  const { day: today } = parisOf(AT);
  const site = await tx.site.findFirstOrThrow({ where: { code } });
  const day = toColumn(today);
  const year = await tx.schoolYear.findFirstOrThrow({ where: { startsOn: { lte: day }, endsOn: { gte: day } } });
  return { siteId: site.id, schoolYearId: year.id, today, at: AT };
}

/** A family that lives and goes to school where the reader has no right: with a place, a bill, requests of each kind, and lines in the journal. */
async function plantFontaine(tx: Tx): Promise<void> {
  const place = await placeOf(tx, "FON");
  const guardianId = await plantHousehold(tx, place);
  await plantChild(tx, place);
  await plantDays(tx, place);
  await plantRequests(tx, place);
  await plantBill(tx, guardianId);
  await plantRights(tx, place);
}

async function plantHousehold(tx: Tx, { at, today }: Place): Promise<string> {
  await tx.household.create({ data: { id: ids.household, name: NAME.lastName, externalRef: "QF-1", createdAt: at } });
  await fixtures.anAddress(tx, ids.household, { since: addDays(today, -90) });
  const { account, guardian } = await fixtures.aParent(tx, ids.household, { email: "quintefeuille@example.org" });
  await tx.guardian.update({ where: { id: guardian.id }, data: { lastName: NAME.lastName } });
  await tx.account.update({ where: { id: account.id }, data: { lastName: NAME.lastName, charterVersion: 1 } });
  const motive = { motive: "Retards répétés", appeal: "Écrivez-nous" };
  await tx.suspension.create({
    data: { id: newId(), accountId: account.id, ...motive, startsAt: at, decidedById: account.id },
  });
  await tx.mailOutbox.create({
    data: {
      ...{ id: newId(), toAddress: account.email, subject: "Votre dossier", text: NAME.lastName, state: "queued" },
      ...{ householdId: ids.household, nextTryAt: at, createdAt: at },
    },
  });
  const subject = { kind: "household", id: ids.household } as const;
  const body = { purpose: "follow-up" };
  await record(systemContext(tx, at), { type: "family.consulted", subject, object: subject, body });
  return guardian.id;
}

async function plantChild(tx: Tx, { siteId, schoolYearId, at, today }: Place): Promise<void> {
  const childId = ids.child;
  await tx.child.create({ data: { id: childId, ...NAME, birthDate: toColumn("2018-05-04"), createdAt: at } });
  const since = toColumn(addDays(today, -60));
  await tx.childHousehold.create({ data: { id: newId(), childId, householdId: ids.household, since } });
  await tx.schooling.create({ data: { id: newId(), childId, siteId, schoolYearId, grade: "CE1", since } });
  await tx.childHealth.create({ data: { childId, hasPai: true, allergies: "arachide", updatedAt: at } });
  const child = { kind: "child", id: childId } as const;
  await record(systemContext(tx, at), { type: "child.consulted", subject: child, object: child, body: {} });
}

/** Enrolled, asking for more, booked, marked and waiting at every activity of the other school. */
async function plantDays(tx: Tx, { siteId, schoolYearId, today, at }: Place): Promise<void> {
  const own = { childId: ids.child, householdId: ids.household };
  const activities = await tx.activity.findMany({ where: { siteId }, orderBy: { position: "asc" } });
  for (const [index, { id: activityId }] of activities.entries()) {
    const state = index === 0 ? ("requested" as const) : ("accepted" as const);
    const asked = { since: toColumn(addDays(today, -50)), requestedAt: at };
    await tx.enrolment.create({ data: { id: newId(), ...own, activityId, schoolYearId, state, ...asked } });
    const days = await tx.activityDay.findMany({
      where: { activityId, closedFr: null, day: { gte: toColumn(today), lte: toColumn(addDays(today, 14)) } },
      orderBy: { day: "asc" },
      take: 4,
    });
    for (const [position, { id: activityDayId }] of days.entries()) {
      if (position === 3) {
        const data = { id: newId(), ...own, activityDayId, state: "waiting" as const, createdAt: at };
        await tx.waitingEntry.create({ data });
        continue;
      }
      const order = { id: newId(), reference: newReference("VAL"), householdId: ids.household };
      await tx.bookingOrder.create({ data: { ...order, channel: "portal", deltaCents: 200, createdAt: at } });
      const booked = { priceCents: 200, orderId: order.id, state: "booked" as const, bookedAt: at };
      await tx.booking.create({ data: { id: newId(), ...own, activityDayId, ...booked } });
      await tx.activityDay.update({ where: { id: activityDayId }, data: { taken: { increment: 1 } } });
    }
  }
}

async function plantRequests(tx: Tx, { siteId, at }: Place): Promise<void> {
  const own = { householdId: ids.household, childId: ids.child };
  const change = { kind: "child_identity" as const, state: "submitted" as const, reference: "DEM-QF22-QF22" };
  const before = { ...NAME, birthDate: "2018-05-04" };
  const after = { ...before, firstName: "Zéphyr" };
  const account = await tx.account.findFirstOrThrow({ where: { email: "quintefeuille@example.org" } });
  await tx.changeRequest.create({
    data: { id: ids.change, ...own, ...change, before, after, accountId: account.id, createdAt: at },
  });
  const request = { kind: "question", reference: "DEM-QF23-QF23", state: "received" as const, receivedAt: at };
  await tx.familyRequest.create({ data: { id: ids.request, ...own, ...request, siteId } });
  const ofChange = { ...request, kind: "change", reference: change.reference };
  await tx.familyRequest.create({ data: { id: ids.change, ...own, ...ofChange, siteId } });
  const asked = { email: "nouvelle@example.org", payload: { lastName: NAME.lastName }, state: "submitted" as const };
  await tx.accountRequest.create({
    data: { id: ids.accountRequest, reference: "DEM-QF24-QF24", ...asked, siteId, createdAt: at },
  });
}

async function plantBill(tx: Tx, guardianId: string): Promise<void> {
  const regie = await tx.regie.findFirstOrThrow();
  const payer = await fixtures.aPayer(tx, { guardianId, name: NAME.lastName });
  const sales = [{ productCode: "CA", amountCents: 4321 }];
  await fixtures.anIssuedInvoice(tx, {
    regieId: regie.id,
    householdId: ids.household,
    payerId: payer.id,
    sales,
    number: 900_001,
  });
}

/** More rights for the colleague of the other school; the colleagues themselves are known to one another. */
async function plantRights(tx: Tx, { at, today }: Place): Promise<void> {
  const { id: accountId } = await tx.account.findFirstOrThrow({ where: { email: "agent.fontaine@example.org" } });
  const since = toColumn(addDays(today, -30));
  const about = { accountId, householdId: ids.household };
  await tx.caseAssignment.create({ data: { id: newId(), ...about, reason: "suivi", since, createdAt: at } });
  const endsAt = new Date(at.getTime() + 3_600_000);
  await tx.exceptionalAccess.create({
    data: { id: newId(), ...about, reason: "Un enfant attend au portail", minutes: 60, openedAt: at, endsAt },
  });
}

/** What the reader had at La Fontaine until yesterday or until a minute ago, and one family there that is hers by name. */
async function plantEndedRights(tx: Tx): Promise<void> {
  const { siteId, at, today } = await placeOf(tx, "FON");
  const account = (email: string) => tx.account.findFirstOrThrow({ where: { email } });
  const [{ id: accountId }, { id: absentId }] = [
    await account("agent.oliviers@example.org"),
    await account("agent.fontaine@example.org"),
  ];
  const [since, yesterday] = [toColumn(addDays(today, -30)), toColumn(addDays(today, -1))];
  await tx.deputy.create({
    data: { id: newId(), absentId, deputyId: accountId, since, until: yesterday, createdAt: at },
  });
  const homes = await tx.childHousehold.findMany({
    where: { until: null, child: { schoolings: { every: { siteId }, some: { siteId } } } },
    distinct: ["householdId"],
    orderBy: { householdId: "asc" },
    take: 2,
  });
  const [named, left] = homes.map(({ householdId }) => ({ accountId, householdId }));
  if (!named || !left) throw new Error("La Fontaine has no two families to plant rights about");
  const owner = { since, createdAt: at };
  await tx.caseAssignment.create({ data: { id: newId(), ...named, ...owner, reason: "suivi" } });
  await tx.caseAssignment.create({ data: { id: newId(), ...left, ...owner, reason: "suivi", until: yesterday } });
  const [openedAt, endsAt] = [3_600_000, 60_000].map((ago) => new Date(at.getTime() - ago)) as [Date, Date];
  const reason = "Un enfant attend au portail";
  await tx.exceptionalAccess.create({ data: { id: newId(), ...left, reason, minutes: 59, openedAt, endsAt } });
}

/** What the records say of people, changed everywhere: those who handle money, totals or accounts must not notice. */
async function plantRecords(tx: Tx): Promise<void> {
  const { at } = await placeOf(tx, "OLI");
  await tx.childHealth.updateMany({ data: { allergies: "arachide", hasPai: true } });
  await tx.pickupPerson.updateMany({ data: { name: "Odilon Plante" } });
  await tx.emergencyContact.updateMany({ data: { name: "Odilon Plante" } });
  await tx.guardianship.updateMany({ data: { authority: "sole" } });
  const home = await tx.childHousehold.findFirstOrThrow({ orderBy: { id: "asc" } });
  const own = { householdId: home.householdId, childId: home.childId };
  const parent = await tx.account.findFirstOrThrow({ where: { role: "parent" }, orderBy: { id: "asc" } });
  const change = { kind: "child_identity" as const, state: "submitted" as const, reference: "DEM-QF25-QF25" };
  const before = { ...NAME, birthDate: "2018-05-04" };
  const after = { ...before, firstName: "Zéphyr" };
  await tx.changeRequest.create({
    data: { id: ids.change, ...own, ...change, before, after, accountId: parent.id, createdAt: at },
  });
  const request = { kind: "question", reference: "DEM-QF26-QF26", state: "received" as const, receivedAt: at };
  await tx.familyRequest.create({ data: { id: ids.request, ...own, ...request } });
  const subject = { kind: "child", id: home.childId } as const;
  await record(systemContext(tx, at), { type: "child.consulted", subject, object: subject, body: {} });
}

const plants: Record<string, (tx: Tx) => Promise<void>> = {
  rights: plantEndedRights,
  fontaine: plantFontaine,
  records: plantRecords,
};
for (const name of process.argv.slice(3)) {
  const plant = plants[name];
  if (!plant) throw new Error(`plant.ts wants some of: ${Object.keys(plants).join(", ")}`);
  await transaction(plant);
}
await db().$disconnect();
