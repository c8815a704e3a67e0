/** Hand-overs on a real database: once, all or nothing, the books and the families told, and no longer payable to the régie. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { payableOf } from "@/lib/payment/queries";
import { debtNumberOf } from "@/lib/pes/rules-keys";
import { db, transaction } from "@/lib/server/db";
import { contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import {
  aTown,
  booksOf,
  claimOf,
  dueNow,
  type Family,
  hand,
  handed,
  type Town,
  TREASURY,
} from "@/prisma/testing/claims";
import { start } from "@/prisma/testing/payments";
import { handOverShown } from "./commands-turn";
import { candidatesOf, sortedCandidates } from "./queries";
import { slipsOf } from "./queries-slips";

const lotOf = (id: string) => db().treasuryLot.findUniqueOrThrow({ where: { id } });

const NO_TRACE = { treasuryClaim: 0, treasuryLot: 0 };
async function traces(town: Town) {
  const regieId = town.regie.id;
  return {
    treasuryClaim: await db().treasuryClaim.count({ where: { lot: { regieId } } }),
    treasuryLot: await db().treasuryLot.count({ where: { regieId } }),
  };
}

describe("a hand-over", () => {
  it("makes one numbered and hashed lot, a claim an invoice, and moves the debts in the books", async () => {
    const town = await aTown();
    const [first, second] = [await town.family(), await town.family("M")];
    const { lotId, pieces, cents } = await handed(town, [first, second]);
    expect([pieces, cents]).toEqual([2, 18_964]);
    const lot = await lotOf(lotId);
    expect(lot).toMatchObject({ number: 1, kind: "roles", format: "pes", receipts: 2, totalCents: 18_964 });
    expect(createHash("sha256").update(lot.bytes).digest("hex")).toBe(lot.sha256);
    const file = Buffer.from(lot.bytes).toString("latin1");
    expect(file).toContain('<NbrPce V="2"/><MtBordHt V="189.64"/>');
    expect(await booksOf(town)).toEqual({ receivable: 0, claim: 18_964, collected: 0, lost: 0 });
    expect(await claimOf(second)).toMatchObject({ state: "handed", piece: 2, amountCents: 9482 });
    expect(await slipsOf(db(), town.regie.id)).toMatchObject([
      { kind: "role", states: [{ state: "handed", count: 2, cents: 18_964 }] },
    ]);
  });

  it("makes the invoice payable to the régie no more, and tells the family to whom to pay", async () => {
    const town = await aTown();
    const family = await town.family();
    await handed(town, [family]);
    expect(await payableOf(db(), family.invoice.id, null)).toMatchObject({ dueCents: 0 });
    const claim = await claimOf(family);
    const events = (await journalOf(db())).filter(({ object }) => object === `claim/${claim.id}`);
    expect(events.map(({ type }) => type)).toEqual(["claim.handed"]);
    const [mail] = await db().mailOutbox.findMany({ where: { householdId: family.household.id } });
    expect(mail?.toAddress).toBe(family.account.email);
    expect(mail?.text).toContain("SGC de Valmontel");
    expect(mail?.text).toContain("94,82\u00a0€");
    expect(mail?.text).not.toMatch(/\{\w+\}/);
  });

  it("takes the case of a debit that the bank had sent back with it", async () => {
    const town = await aTown();
    const family = await town.family();
    const about = { regieId: town.regie.id, invoiceId: family.invoice.id, amountCents: 9482, openedAt: NOW };
    const row = { id: newId(), kind: "rejected-later", sourceKey: newId(), state: "open" as const, ...about };
    await db().moneyCase.create({ data: row });
    await handed(town, [family]);
    const found = await db().moneyCase.findUniqueOrThrow({ where: { id: row.id } });
    expect(found).toMatchObject({ state: "closed", resolution: "passed-on" });
  });

  it("lets nobody start an online payment of it, not even from a page that was open before", async () => {
    const town = await aTown();
    const family = await town.family();
    const begin = () => start({ account: family.account, invoice: family.invoice });
    await handed(town, [family]);
    expect(await begin()).toMatchObject({ ok: false, reason: "handed-over" });
    expect(await db().paymentAttempt.count({ where: { invoiceId: family.invoice.id } })).toBe(0);
  });

  it("asks for what is left, by product, when a part was paid", async () => {
    const town = await aTown();
    const family = await town.family();
    const { id: invoiceId } = family.invoice;
    const debt = { invoiceId, householdId: family.household.id, payerId: family.payer.id };
    const entryId = newId();
    await db().ledgerEntry.create({
      data: {
        ...{ id: entryId, regieId: town.regie.id, kind: "payment.received", sourceId: newId() },
        ...{ day: toColumn(TODAY), recordedAt: NOW },
      },
    });
    await db().ledgerLine.createMany({
      data: [
        { id: newId(), entryId, position: 0, account: "cash", amountCents: 5000, ...debt },
        { id: newId(), entryId, position: 1, account: "receivable", amountCents: -5000, ...debt },
      ],
    });
    const { cents } = await handed(town, [family]);
    expect(cents).toBe(4482);
    expect(await booksOf(town)).toMatchObject({ receivable: 0, claim: 4482 });
  });

  it("is one when two people hand the same invoices over at once", async () => {
    const town = await aTown();
    const families = [await town.family(), await town.family()];
    const outcomes = await Promise.all([
      hand(town, families),
      hand(town, families),
      hand(town, [...families].reverse()),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.reason === "kept")).toHaveLength(2);
    expect(await traces(town)).toEqual({ treasuryClaim: 2, treasuryLot: 1 });
    expect(await booksOf(town)).toMatchObject({ claim: 18_964 });
  });

  it("gives titles numbers that go on over the year, and refuses one that is taken", async () => {
    const town = await aTown();
    const [first, second, third] = [await town.family(), await town.family(), await town.family()];
    await handed(town, [first, second], { kind: "title", bordereau: 900_001, firstPiece: 70_000 });
    const title = { kind: "title" as const, bordereau: 900_002 };
    expect(await hand(town, [third], { ...title, firstPiece: 70_001 })).toMatchObject({ reason: "number-used" });
    expect(await hand(town, [third], { ...title, bordereau: 900_001, firstPiece: 70_002 })).toMatchObject({
      reason: "number-used",
    });
    await handed(town, [third], title);
    expect(await claimOf(third)).toMatchObject({ piece: 70_002 });
  });
});

describe("nothing is written", () => {
  it("while a setting is missing", async () => {
    const town = await aTown({ ...TREASURY, siret: "" });
    expect(await hand(town, [await town.family()])).toMatchObject({ ok: false, reason: "settings" });
    expect(await traces(town)).toEqual(NO_TRACE);
  });

  it("when another régie's invoice already has this debt number: the treasury would take them for one", async () => {
    const [first, second] = [await aTown(), await aTown()];
    const [known, twin] = [await first.family(), await second.family()];
    const { lotId } = await handed(first, [known]);
    const { establishmentCode } = (await regieSettingsOf(db(), second.regie.id)).treasury;
    const debtNumber = debtNumberOf({ year: 2026, number: twin.invoice.number ?? 0 }, establishmentCode);
    const { id: _, ...claim } = await claimOf(known);
    await db().treasuryClaim.create({ data: { ...claim, answer: {}, id: newId(), lotId, piece: 999, debtNumber } });
    expect(await hand(second, [twin])).toMatchObject({ ok: false, reason: "debt-number" });
    expect(await traces(second)).toEqual(NO_TRACE);
  });

  it("when one debtor of many is incomplete", async () => {
    const town = await aTown();
    const families = [await town.family(), await town.family(null)];
    expect(await hand(town, families)).toMatchObject({ reason: "findings", facts: { count: 1 } });
    expect(await traces(town)).toEqual(NO_TRACE);
    expect(await dueNow(families[0] as Family)).toBe(9482);
  });

  it("while a payment is under way, a line contested, a plan kept, or for an invoice of another régie", async () => {
    const town = await aTown();
    const [paying, contested, planned, stranger] = [
      await town.family(),
      await town.family(),
      await town.family(),
      await (await aTown()).family(),
    ];
    const who = ({ household, payer }: Family) => ({ householdId: household.id, payerId: payer.id });
    const { invoice, household } = paying;
    await db().paymentAttempt.create({
      data: {
        ...{ id: newId(), invoiceId: invoice.id, householdId: household.id, gateway: "service", numcli: "006382" },
        ...{ mode: "T", refdet: invoice.refdet ?? "", amountCents: 9482, state: "pending", createdAt: NOW },
      },
    });
    await db().familyRequest.create({
      data: {
        ...{
          id: newId(),
          reference: newId().slice(-12),
          kind: "invoice",
          householdId: contested.household.id,
          objectKind: "invoice",
        },
        ...{ objectId: contested.invoice.id, state: "in_study", receivedAt: NOW },
      },
    });
    await db().paymentPlan.create({
      data: {
        ...{ id: newId(), regieId: town.regie.id, ...who(planned), state: "agreed", reason: "Accord", createdAt: NOW },
        invoices: { create: { invoiceId: planned.invoice.id } },
      },
    });
    for (const family of [paying, contested, planned, stranger]) {
      expect(await hand(town, [family])).toMatchObject({ ok: false, reason: "kept" });
    }
    const list = await candidatesOf(db(), { regieId: town.regie.id, today: TODAY, filter: "all" });
    expect(list.map(({ keep }) => keep)).toEqual(["payment", "contest", "plan"]);
    expect(await traces(town)).toEqual(NO_TRACE);
  });
});

describe("all that the page showed", () => {
  const shown = (town: Town, count: number, cents: number) =>
    transaction((tx) =>
      handOverShown(contextFor(tx, town.regisseur), {
        ...{
          regieId: town.regie.id,
          kind: "role",
          subject: "Octobre",
          bordereau: null,
          firstPiece: null,
          noticeOn: null,
        },
        ...{ scope: "all", filter: "all", invoiceIds: [], count, cents },
      }),
    );

  it("is handed over without the incomplete ones, and only as it was shown", async () => {
    const town = await aTown();
    const [first, second, lacking] = [await town.family(), await town.family(), await town.family(null)];
    const sorted = await sortedCandidates(db(), { regieId: town.regie.id, today: TODAY, filter: "all" });
    expect(sorted.lacking.map(({ candidate, findings }) => [candidate.invoiceId, findings])).toEqual([
      [lacking.invoice.id, ["civility"]],
    ]);
    expect(await shown(town, 2, 18_963)).toMatchObject({ reason: "kept" });
    expect(await shown(town, 3, 18_964)).toMatchObject({ reason: "kept" });
    expect(await shown(town, 2, 18_964)).toMatchObject({ ok: true, pieces: 2, cents: 18_964 });
    expect([await dueNow(first), await dueNow(second), await dueNow(lacking)]).toEqual([0, 0, 9482]);
    expect(await shown(town, 0, 0)).toMatchObject({ reason: "kept" });
  });
});
