/**
 * For database tests: one child of two homes, and in every private field of each home a word that stands nowhere else. Whatever one parent obtains
 * is searched for the words of the other.
 */
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";

export type Home = {
  householdId: string;
  accountId: string;
  guardianId: string;
  payerId: string;
  invoiceId: string;
  sessionId: string;
  email: string;
  /** What only this home may read, by where it stands. */
  secrets: Readonly<Record<string, string>>;
};

export type TwoHomes = { childId: string; siteId: string; camille: Home; sacha: Home };

/** Words of nine letters after the name of the field: no other text of the portal holds them. */
const word = (who: string, field: string) => `zq${who}${field}xw`.replace(/[^a-z]/gi, "").toLowerCase();

export async function twoHomes(tx: Tx): Promise<TwoHomes> {
  const site = await fixtures.aSite(tx);
  const year = (await tx.schoolYear.findFirst({ where: { label: "2026-2027" } })) ?? (await fixtures.aSchoolYear(tx));
  const regie = await fixtures.aRegie(tx);
  const [camille, sacha] = [await aHome(tx, "camille", regie.id), await aHome(tx, "sacha", regie.id)];
  const child = await fixtures.aChild(tx, {
    firstName: "Tom",
    homes: [
      { householdId: camille.householdId, custody: { kind: "alternate-weeks", parity: "even" } },
      { householdId: sacha.householdId, custody: { kind: "alternate-weeks", parity: "odd" } },
    ],
    school: { siteId: site.id, schoolYearId: year.id },
  });
  for (const home of [camille, sacha]) {
    await fixtures.aGuardianship(tx, child.id, home.guardianId);
    await aroundChild(tx, child.id, home);
  }
  return { childId: child.id, siteId: site.id, camille, sacha };
}

async function aHome(tx: Tx, who: "camille" | "sacha", regieId: string): Promise<Home> {
  const s = (field: string) => word(who, field);
  const household = await fixtures.aHousehold(tx, {
    name: s("household"),
    externalRef: `${s("ref")}${newId().slice(-6)}`,
  });
  const email = `${s("mail")}${newId().slice(-8)}@example.org`;
  const firstName = who === "camille" ? "Camille" : "Sacha";
  const { account, guardian } = await fixtures.aParent(tx, household.id, { firstName, email });
  const phones = { phone: "06 39 98 77 11", phoneWork: "06 39 98 77 22", lastName: s("surname"), firstName };
  const digits = who === "camille" ? "31" : "42";
  const phone = `06 39 98 ${digits} 11`;
  await tx.guardian.update({
    where: { id: guardian.id },
    data: { ...phones, phone, phoneWork: `06 39 98 ${digits} 22` },
  });
  await tx.household.update({ where: { id: household.id }, data: { situation: s("situation") } });
  await tx.householdAddress.create({
    data: {
      ...{ id: newId(), householdId: household.id, line: s("street"), more: s("stairs"), postalCode: "06650" },
      ...{ city: s("town"), since: toColumn("2026-09-01") },
    },
  });
  await tx.quotientFamilial.create({
    data: {
      ...{ id: newId(), householdId: household.id, valueCents: who === "camille" ? 4_321_7 : 9_876_1, source: "caf" },
      ...{ beneficiary: s("caf"), since: toColumn("2026-09-01"), recordedAt: fixtures.NOW },
    },
  });
  const payer = await fixtures.aPayer(tx, { name: s("payer"), email, guardianId: guardian.id });
  await tx.payer.update({ where: { id: payer.id }, data: { addressLine: s("paystreet"), city: s("paytown") } });
  await tx.householdPayer.create({
    data: { id: newId(), householdId: household.id, payerId: payer.id, since: toColumn("2026-09-01") },
  });
  const invoice = await anInvoice(tx, { regieId, householdId: household.id, payerId: payer.id, word: s("label") });
  const session = await aSession(tx, account.id, s("browser"));
  const secrets = {
    ...{ household: s("household"), reference: s("ref"), email: s("mail"), surname: s("surname"), phone },
    ...{ workPhone: `06 39 98 ${digits} 22`, situation: s("situation"), street: s("street"), stairs: s("stairs") },
    ...{ town: s("town"), caf: s("caf"), payer: s("payer"), payerStreet: s("paystreet"), payerTown: s("paytown") },
    ...{ bill: s("label"), browser: s("browser"), contact: s("contact"), contactPhone: `06 39 98 ${digits} 33` },
    ...{ pickupPhone: `06 39 98 ${digits} 44`, comment: s("comment"), subject: s("subject"), message: s("message") },
    ...{ grandparent: s("grandparent"), mail: s("letter"), fact: s("fact"), motive: s("motive") },
  };
  const ids = { householdId: household.id, accountId: account.id, guardianId: guardian.id, payerId: payer.id };
  await files(tx, { ...ids, email }, s);
  return { ...ids, invoiceId: invoice, sessionId: session, email, secrets };
}

type Bill = { regieId: string; householdId: string; payerId: string; word: string };

async function anInvoice(tx: Tx, { word: label, ...bill }: Bill): Promise<string> {
  const invoice = await fixtures.anIssuedInvoice(tx, { ...bill, sales: [{ productCode: "CA", amountCents: 2840 }] });
  const bytes = new Uint8Array(Buffer.from(`%PDF-1.4 ${label}`));
  await tx.invoicePdf.create({
    data: { invoiceId: invoice.id, bytes, sha256: "0".repeat(64), renderedAt: fixtures.NOW },
  });
  return invoice.id;
}

async function aSession(tx: Tx, accountId: string, userAgent: string): Promise<string> {
  const id = newId();
  const times = { createdAt: fixtures.NOW, lastSeenAt: fixtures.NOW, expiresAt: new Date("2027-01-01T00:00:00.000Z") };
  await tx.session.create({ data: { id, accountId, ...times, userAgent, ip: "203.0.113.9" } });
  return id;
}

type Owner = { householdId: string; accountId: string; email: string };

/** Requests, mails and declared facts of a home. */
async function files(tx: Tx, { householdId, accountId, email }: Owner, s: (field: string) => string): Promise<void> {
  const now = fixtures.NOW;
  await tx.changeRequest.create({
    data: {
      ...{ id: newId(), reference: `DEM-${newId().slice(-9)}`, kind: "quotient_familial", householdId, accountId },
      ...{ before: {}, after: { valueCents: 1, source: null, beneficiary: null, since: null }, comment: s("comment") },
      ...{ state: "refused", motive: s("motive"), createdAt: now, decidedAt: now },
    },
  });
  await tx.mailOutbox.create({
    data: {
      ...{ id: newId(), toAddress: email, subject: s("subject"), text: s("letter"), state: "sent", nextTryAt: now },
      ...{ createdAt: now, sentAt: now, householdId },
    },
  });
  await tx.declaredFact.create({
    data: { id: newId(), householdId, fact: "work", value: s("fact"), since: toColumn("2026-09-01"), recordedAt: now },
  });
  const request = newId();
  await tx.familyRequest.create({
    data: {
      ...{ id: request, reference: `REQ-${newId().slice(-9)}`, kind: "question", householdId, accountId },
      ...{ state: "received", receivedAt: now },
    },
  });
  const entry = { id: newId(), requestId: request, kind: "message", side: "family", authorId: accountId };
  await tx.familyRequestEntry.create({ data: { ...entry, text: s("message"), at: now } });
}

/** What a home says around the shared child: whom to call, who may collect, whom it entrusts the child to. */
async function aroundChild(tx: Tx, childId: string, home: Home): Promise<void> {
  const { householdId, secrets, guardianId } = home;
  const contact = { name: secrets.contact ?? "", phone: secrets.contactPhone ?? "", relation: "amie", rank: 0 };
  await tx.emergencyContact.create({ data: { id: newId(), childId, householdId, ...contact } });
  const pickup = { name: `Mamie ${householdId.slice(-4)}`, phone: secrets.pickupPhone ?? "", relation: "grand-mère" };
  await tx.pickupPerson.create({ data: { id: newId(), childId, householdId, ...pickup, kind: "authorised" } });
  const span = { since: toColumn("2026-09-01"), until: toColumn("2027-06-30") };
  const rights = { canSee: true, canBook: true, canCollect: false };
  await tx.delegation.create({
    data: {
      ...{ id: newId(), childId, householdId, grantedById: guardianId, name: secrets.grandparent ?? "" },
      ...{ email: `${secrets.grandparent}@example.org`, ...span, ...rights, createdAt: fixtures.NOW },
    },
  });
}
