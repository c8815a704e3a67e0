/** The demonstration adds up, on any day it is loaded. */
import { beforeAll, describe, expect, it } from "vitest";
import { mintFamilyScope, mintOfficeScope } from "@/lib/access/gate";
import { passwordMatches } from "@/lib/account/password";
import { type Section, sectionNames, sections } from "@/lib/commune/schema";
import { events } from "@/lib/evidence/events";
import { addDays, fromColumn, instantOf, toColumn } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { db } from "@/lib/server/db";
import { as, testUrl } from "@/prisma/testing";
import { prepareSchema } from "@/prisma/testing/build";
import { schoolYearOn } from "./commune/calendar";
import { DEMO_PASSWORD } from "./families/accounts";
import { NotEmpty, seed } from "./seed";

const AUTUMN = "2026-11-21";

async function count(sql: string): Promise<number> {
  const rows = await as("owner", async (connection) => (await connection.query(sql))[0]);
  return Number(Object.values((rows as Record<string, unknown>[])[0] ?? {})[0]);
}

/** No row where there should be none. */
async function expectNone(sql: string): Promise<void> {
  const rows = await as("owner", async (connection) => (await connection.query(sql))[0]);
  expect(rows).toEqual([]);
}

describe("the demonstration loaded on Saturday 21 November 2026", () => {
  beforeAll(() => seed(db(), instantOf(`${AUTUMN}T09:00`)), 120_000);

  it("counts as taken the places that are booked", () =>
    expectNone(`SELECT d.id FROM activity_day d LEFT JOIN booking b ON b.activity_day_id = d.id AND b.state = 'booked'
      GROUP BY d.id, d.taken, d.capacity HAVING d.taken <> COUNT(b.id) OR d.taken > d.capacity`));

  it("books no closed day and no child out of class", async () => {
    await expectNone(
      "SELECT b.id FROM booking b JOIN activity_day d ON d.id = b.activity_day_id WHERE d.closed_fr IS NOT NULL",
    );
    await expectNone(`SELECT b.id FROM booking b JOIN activity_day d ON d.id = b.activity_day_id JOIN activity a ON a.id = d.activity_id
      WHERE NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.child_id = b.child_id AND e.activity_id = a.id AND e.state = 'accepted')`);
  });

  it("keeps the books balanced, entry by entry", async () => {
    await expectNone("SELECT entry_id FROM ledger_line GROUP BY entry_id HAVING SUM(amount_cents) <> 0");
    expect(await count("SELECT COUNT(*) FROM ledger_entry")).toBeGreaterThan(100);
  });

  it("issues invoices that are the sum of their lines and of their charges", async () => {
    await expectNone(`SELECT i.id FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
      GROUP BY i.id, i.total_cents HAVING SUM(l.amount_cents) <> i.total_cents`);
    await expectNone(`SELECT i.id FROM invoice i JOIN charge c ON c.invoice_id = i.id
      GROUP BY i.id, i.total_cents HAVING SUM(c.amount_cents) <> i.total_cents`);
    expect(await count("SELECT COUNT(DISTINCT month) FROM invoice WHERE state = 'issued'")).toBe(2);
  });

  it.each(["invoice", "receipt"])("numbers each %s without a hole", async (table) => {
    await expectNone(
      `SELECT year FROM ${table} GROUP BY regie_id, year HAVING MIN(number) <> 1 OR MAX(number) <> COUNT(*)`,
    );
    await expectNone(`SELECT s.year FROM number_sequence s JOIN ${table} t ON t.regie_id = s.regie_id AND t.year = s.year
      WHERE s.kind = '${table}' GROUP BY s.year, s.last_number HAVING s.last_number <> MAX(t.number)`);
  });

  it("leaves Camille one invoice of 94,82 € to pay, and Tom third in the queue", async () => {
    const account = await db().account.findUniqueOrThrow({ where: { email: "camille.durand@example.org" } });
    const scope = await mintFamilyScope(db(), account.id, AUTUMN);
    const householdId = { in: [...(scope?.householdIds ?? [])] };
    const unpaid = await db().invoice.findMany({
      where: { householdId, receipts: { none: {} } },
      include: { lines: true },
    });
    expect(unpaid.map(({ totalCents, month }) => [totalCents, month])).toEqual([[9482, "2026-10"]]);
    const queue = await db().waitingEntry.findMany({ orderBy: { createdAt: "asc" } });
    const tom = await db().child.findFirstOrThrow({ where: { firstName: "Tom" } });
    expect(queue.map(({ childId }) => childId).indexOf(tom.id)).toBe(2);
  });

  it.each([
    ["camille.durand", "parent"],
    ["sacha.morel", "parent"],
    ["nadia.benali", "parent"],
    ["suspendu", "parent"],
    ["agent.oliviers", "agent"],
    ["agent.fontaine", "agent"],
    ["animateur", "animateur"],
    ["responsable", "responsable"],
    ["regie", "regie"],
    ["pilotage", "pilotage"],
    ["lecture", "agent"],
    ["admin", "admin"],
  ])("opens the account of %s as %s", async (name, role) => {
    const account = await db().account.findUniqueOrThrow({ where: { email: `${name}@example.org` } });
    expect(account.role).toBe(role);
    expect(account.activatedAt).not.toBeNull();
    expect(await passwordMatches(account.passwordHash, DEMO_PASSWORD)).toBe(true);
  });

  it("shows Tom to both parents, Clara to one, and nothing to the agent who is not accredited", async () => {
    const tom = await db().child.findFirstOrThrow({ where: { firstName: "Tom" }, include: { households: true } });
    expect(tom.households).toHaveLength(2);
    const clara = await db().child.findFirstOrThrow({
      where: { firstName: "Clara" },
      include: { guardianships: true },
    });
    expect(clara.guardianships.filter(({ isBarred }) => isBarred)).toHaveLength(1);
    const reader = await db().account.findUniqueOrThrow({ where: { email: "lecture@example.org" } });
    const scope = await mintOfficeScope(db(), { accountId: reader.id, role: reader.role }, AUTUMN);
    expect([...scope.siteIds, ...scope.activityIds]).toEqual([]);
  });

  it("writes rules in which every activity has a price and a limit today", async () => {
    const rules = rulesOn(await rulesHistory(db()), AUTUMN);
    const offered = await db().activity.findMany({ select: { ruleCode: true } });
    const file = rules?.file;
    if (!file) throw new Error("There are no rules");
    for (const { ruleCode } of offered) {
      const known = file.activities.some(({ id }) => id === ruleCode);
      const priced = file.prices.some(({ activities }) => activities?.includes(ruleCode));
      const limited = file.deadlines.some(({ activities }) => activities?.includes(ruleCode));
      expect([ruleCode, known, priced, limited]).toEqual([ruleCode, true, true, true]);
    }
  });

  it("writes settings that the settings' page can read", async () => {
    const rows = await db().setting.findMany();
    const read = rows.map(({ section, value }) => sections[section as Section].safeParse(value));
    expect(read.map(({ error }) => error?.issues ?? [])).toEqual(rows.map(() => []));
    expect(rows.map(({ section }) => section).sort()).toEqual([...sectionNames].sort());
  });

  it("names each household, invoice and receipt in the journal", async () => {
    const types = Object.keys(events);
    const found = await db().auditEvent.groupBy({ by: ["type"], _count: true });
    expect(found.map(({ type }) => type).filter((type) => !types.includes(type ?? ""))).toEqual([]);
    for (const [table, type] of [
      ["household", "household.imported"],
      ["invoice", "invoice.issued"],
      ["receipt", "receipt.recorded"],
      ["deposit_slip", "deposit.made"],
      ["remittance", "remittance.made"],
    ]) {
      expect(await count(`SELECT COUNT(*) FROM ${table}`)).toBe(found.find((one) => one.type === type)?._count);
    }
  });

  it("shows requests at every step but none of the promised accounts', one of them late and one nearly", async () => {
    const requests = await db().familyRequest.findMany({ include: { entries: true, proposals: true } });
    expect([...new Set(requests.map(({ state }) => state))].sort()).toEqual(
      ["acknowledged", "closed", "decided", "in_study", "proposal", "received", "waiting_family"].sort(),
    );
    const open = requests.filter(({ state }) => !["decided", "closed", "waiting_family"].includes(state));
    const dues = open.flatMap(({ dueOn }) => (dueOn ? fromColumn(dueOn) : []));
    expect(dues.some((day) => day < AUTUMN)).toBe(true);
    expect(dues.some((day) => day >= AUTUMN && day <= addDays(AUTUMN, 5))).toBe(true);
    for (const email of ["camille.durand", "sacha.morel", "nadia.benali", "suspendu"]) {
      const { id } = await db().account.findUniqueOrThrow({ where: { email: `${email}@example.org` } });
      expect(requests.filter(({ accountId, kind }) => accountId === id && kind !== "change")).toEqual([]);
    }
    const told = await db().auditEvent.count({ where: { type: "request.filed" } });
    expect(told).toBe(requests.filter(({ kind }) => kind !== "change").length);
  });

  it("announces an absence that changes nobody's rights today", async () => {
    const absence = await db().deputy.findFirstOrThrow();
    expect(fromColumn(absence.since) > addDays(AUTUMN, 14)).toBe(true);
    const scope = await mintOfficeScope(db(), { accountId: absence.deputyId, role: "agent" }, AUTUMN);
    const fontaine = await db().site.findFirstOrThrow({ where: { name: { contains: "Fontaine" } } });
    expect([...scope.siteIds]).not.toContain(fontaine.id);
  });

  it("is refused by a database that holds anything", async () => {
    const before = await db().auditEvent.count();
    await expect(seed(db(), instantOf("2026-11-22T09:00"))).rejects.toBeInstanceOf(NotEmpty);
    expect(await db().auditEvent.count()).toBe(before);
  });
});

describe.each(["2026-08-25", "2026-09-01", "2027-07-10"])("the demonstration loaded on %s", (today) => {
  beforeAll(async () => {
    await prepareSchema(testUrl("owner"), new URL(testUrl("owner")).pathname.slice(1));
    await seed(db(), instantOf(`${today}T09:00`));
  }, 120_000);

  it("lives in the school year, with days to book and invoices to read", async () => {
    const day = toColumn(today);
    const year = await db().schoolYear.findFirstOrThrow({ where: { startsOn: { lte: day }, endsOn: { gte: day } } });
    expect(year.label).toBe(schoolYearOn(today).label);
    expect(await db().activityDay.count({ where: { day: { gt: day } } })).toBeGreaterThan(500);
    expect(await db().booking.count({ where: { state: "booked", activityDay: { day: { gt: day } } } })).toBeGreaterThan(
      100,
    );
    expect(await db().invoice.count({ where: { state: "issued" } })).toBeGreaterThan(30);
    expect(await db().schooling.count({ where: { since: { lte: day }, schoolYearId: year.id } })).toBeGreaterThan(40);
  });

  it("tells nothing that has not happened yet", async () => {
    const tomorrow = toColumn(addDays(today, 1));
    expect(await db().auditEvent.count({ where: { at: { gte: tomorrow } } })).toBe(0);
    expect(await db().booking.count({ where: { bookedAt: { gte: tomorrow } } })).toBe(0);
    const late = await db().invoice.findFirst({ where: { issuedOn: { gte: tomorrow } } });
    expect(late && fromColumn(late.issuedOn ?? late.createdAt)).toBeNull();
  });
});
