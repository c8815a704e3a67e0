/** Who reads a bill besides its payer: adults of the home, of the days on which they lived there; in every paper and in the copy of data. */
import { beforeEach, describe, expect, it } from "vitest";
import { type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { payersOfFamily } from "@/lib/certificate/queries";
import { accountOfFamily } from "@/lib/certificate/queries-statement";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { walk } from "@/lib/privacy/queries-walk";
import { aParent } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, issue, town } from "@/prisma/fixtures/month";
import { invoicesOf, invoicesOfFamily, ownInvoice } from "./queries";

/** The bill is about the evenings of the second, third and sixth of November; it is read on the third of December. */
const TODAY = "2026-12-03";
let place: Awaited<ReturnType<typeof town>>;
let home: Awaited<ReturnType<typeof family>>;
let partner: Awaited<ReturnType<typeof aParent>>;
let invoiceId: string;

beforeEach(async () => {
  place = await town();
  home = await family(place);
  partner = await aParent(place.tx, home.household.id);
  for (const index of [0, 1, 3]) {
    const day = place.days[index]?.id ?? "";
    await aBooking(place.tx, { childId: home.child.id, activityDayId: day, householdId: home.household.id });
  }
  const { runId } = await issue(place);
  invoiceId = (await place.tx.invoice.findFirstOrThrow({ where: { runId } })).id;
});

async function stay(guardianId: string, since: CivilDate, until: CivilDate | null = null) {
  const where = { householdId_guardianId: { householdId: home.household.id, guardianId } };
  await place.tx.householdMember.update({
    where,
    data: { since: toColumn(since), until: until && toColumn(until) },
  });
}

async function scopeOf(accountId: string): Promise<FamilyScope> {
  const scope = await mintFamilyScope(place.tx, accountId, TODAY);
  if (!scope) throw new Error("a parent has a scope");
  return scope;
}

const reads = async (accountId: string) => (await ownInvoice(place.tx, await scopeOf(accountId), invoiceId)) !== null;

describe("an adult who came to the home", () => {
  it.each([
    ["the day before the first day charged", "2026-11-01", true],
    ["on the first day charged", "2026-11-02", true],
    ["the day after, and so was not there on the first", "2026-11-03", false],
    ["after the last day charged", "2026-11-07", false],
  ] as const)("%s", async (_when, since, expected) => {
    await stay(partner.guardian.id, since);
    expect(await reads(partner.account.id)).toBe(expected);
    expect((await invoicesOf(place.tx, await scopeOf(partner.account.id))).length).toBe(expected ? 1 : 0);
  });

  it("later than the bill finds none of it in the statement, among the certificates, or in the copy of data", async () => {
    const year = { since: "2026-01-01", until: "2026-12-31" };
    const seen = async () => {
      const scope = await scopeOf(partner.account.id);
      const copies = await walk(place.tx, scope, async () => undefined);
      return {
        statement: (await accountOfFamily(place.tx, scope, year))?.statement.closingCents ?? null,
        certificates: (await payersOfFamily(place.tx, scope)).length,
        tables: copies.map(({ table }) => table).filter((table) => /^(invoice|charge|ledger|receipt)/.test(table)),
      };
    };
    await stay(partner.guardian.id, "2026-11-02");
    const before = await seen();
    expect(before).toMatchObject({ statement: 600, certificates: 1 });
    expect(before.tables).toEqual(expect.arrayContaining(["charge", "invoice", "invoice_line", "ledger_line"]));
    await stay(partner.guardian.id, "2026-11-03");
    expect(await seen()).toEqual({ statement: null, certificates: 0, tables: [] });
  });
});

describe("an adult who left the home", () => {
  it("reads what they pay, whenever they left, and no bill of another", async () => {
    await stay(home.guardian.id, "2026-09-01", "2026-11-01");
    expect(await reads(home.account.id)).toBe(true);
    await stay(partner.guardian.id, "2026-09-01", "2026-12-02");
    expect(await reads(partner.account.id)).toBe(false);
  });

  it.each([
    ["on the day before the last day charged", "2026-11-05", false],
    ["on the last day charged", "2026-11-06", true],
    ["after it", "2026-11-07", true],
  ] as const)("%s, and pays: the adult who stays", async (_when, until, expected) => {
    await stay(home.guardian.id, "2026-09-01", until);
    await stay(partner.guardian.id, "2026-09-01");
    expect(await reads(partner.account.id)).toBe(expected);
  });
});

describe("a bill that a body pays", () => {
  it("is read by who lived in the home on the days charged", async () => {
    const body = { id: newId(), kind: "organisation" as const, name: "CCAS", createdAt: new Date("2026-09-01") };
    await place.tx.payer.create({ data: body });
    const share = { householdId: home.household.id, payerId: body.id, since: toColumn("2026-09-01") };
    await place.tx.householdPayer.create({ data: { id: newId(), ...share } });
    const day = toColumn("2026-11-01");
    const dates = { issuedOn: day, issuedAt: day, dueOn: day, refdet: `BODY${newId().slice(-8)}` };
    const billed = await place.tx.invoice.create({
      data: {
        ...{ id: newId(), regieId: place.regie.id, kind: "invoice", state: "draft", month: "2026-10" },
        ...{ householdId: home.household.id, payerId: body.id, recipient: {}, totalCents: 0 },
        createdAt: new Date("2026-11-01"),
      },
    });
    await place.tx.invoice.update({
      where: { id: billed.id },
      data: { state: "issued", year: 2026, number: 900_001, ...dates },
    });
    const sees = async () => {
      const scope = await scopeOf(partner.account.id);
      return place.tx.invoice.count({ where: { AND: [{ id: billed.id }, await invoicesOfFamily(place.tx, scope)] } });
    };
    // Without a line it is about its whole month.
    await stay(partner.guardian.id, "2026-10-01");
    expect(await sees()).toBe(1);
    await stay(partner.guardian.id, "2026-10-02");
    expect(await sees()).toBe(0);
  });
});
