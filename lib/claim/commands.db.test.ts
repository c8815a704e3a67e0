/** Hand-overs and answers on a real database: once, all or nothing, the books and the families told, and no longer payable to the régie. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { dueOf, totalsByAccount } from "@/lib/ledger/queries";
import { payableOf } from "@/lib/payment/queries";
import { db, transaction } from "@/lib/server/db";
import {
  aHousehold,
  anAccount,
  anAddress,
  anIssuedInvoice,
  aParent,
  aPayer,
  aRegie,
  contextFor,
  journalOf,
  NOW,
  TODAY,
} from "@/prisma/fixtures";
import { handOver, handOverShown } from "./commands";
import { returnClaim, takeClaimAnswer } from "./commands-answer";
import { candidatesOf, sortedCandidates } from "./queries";
import { claimsOfPiece, slipsOf } from "./queries-slips";
import type { Said } from "./rules-answer";
import type { HandOver } from "./schema";

const TREASURY: Partial<RegieSettings["treasury"]> = {
  ...{ postCode: "006099", postName: "SGC de Valmontel", siret: "21060999900019", collectivityCode: "123" },
  ...{ budgetCode: "00", nature: "7067" },
};

beforeAll(() => {
  process.env.PUBLIC_URL ??= "http://127.0.0.1:9";
});

async function aTown(settings: Partial<RegieSettings["treasury"]> = TREASURY) {
  const tx = db();
  const regie = await aRegie(tx);
  // Each test has a slip of its own year's numbers: the establishment keeps its debts apart from those of other tests.
  const establishmentCode = String((await tx.regie.count()) % 1000).padStart(3, "0");
  await tx.regie.update({
    where: { id: regie.id },
    data: { settings: { treasury: { ...settings, establishmentCode } } },
  });
  const regisseur = await anAccount(tx, { role: "regie" });
  return { regie, regisseur, family: (civility: string | null = "MME") => aFamily(regie.id, civility) };
}

async function aFamily(regieId: string, civility: string | null) {
  const tx = db();
  const household = await aHousehold(tx);
  await anAddress(tx, household.id);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  await tx.payer.update({ where: { id: payer.id }, data: { civility } });
  const sales = [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ];
  const invoice = await anIssuedInvoice(tx, { regieId, householdId: household.id, payerId: payer.id, sales });
  return { household, account, payer, invoice };
}

type Town = Awaited<ReturnType<typeof aTown>>;
type Family = Awaited<ReturnType<typeof aFamily>>;

function hand(town: Town, families: readonly Family[], change: Partial<HandOver> = {}) {
  const invoiceIds = families.map(({ invoice }) => invoice.id);
  const wish = { kind: "role" as const, subject: "Périscolaire", bordereau: null, firstPiece: null, noticeOn: null };
  return transaction((tx) =>
    handOver(contextFor(tx, town.regisseur), { regieId: town.regie.id, invoiceIds, ...wish, ...change }),
  );
}

async function handed(town: Town, families: readonly Family[], change: Partial<HandOver> = {}) {
  const outcome = await hand(town, families, change);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

const lotOf = (id: string) => db().treasuryLot.findUniqueOrThrow({ where: { id } });
const claimOf = ({ invoice }: Family) => db().treasuryClaim.findFirstOrThrow({ where: { invoiceId: invoice.id } });
const dueNow = async ({ invoice }: Family) => (await dueOf(db(), [invoice.id])).get(invoice.id);
const booksOf = async (town: Town) => {
  const {
    receivable = 0,
    claim = 0,
    treasury_collected: collected = 0,
    written_off: lost = 0,
  } = await totalsByAccount(db(), town.regie.id);
  return { receivable, claim, collected, lost };
};

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
        ...{ id: newId(), kind: "invoice", householdId: contested.household.id, objectKind: "invoice" },
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

describe("what the treasury answers", () => {
  async function aClaim() {
    const town = await aTown();
    const family = await town.family();
    await handed(town, [family]);
    const { id } = await claimOf(family);
    const answer = (said: Said, lineId: string = newId()) =>
      transaction((tx) =>
        takeClaimAnswer(contextFor(tx, null), { claimId: id, lineId, day: TODAY, said, takenOn: TODAY }),
      );
    return { town, family, id, answer };
  }
  const state = (code: string, lines = ""): Said => ({ kind: "state", state: code, lines });
  const money = (amountCents: number, origin = "02"): Said => ({ kind: "money", origin, amountCents });

  it("is found by the numbers of its piece, and by its bordereau", async () => {
    const { family, id } = await aClaim();
    const { exer, bordereau, piece } = await claimOf(family);
    expect(await claimsOfPiece(db(), { exer, bordereau, piece, kind: "role" })).toMatchObject([{ id }]);
    expect(await claimsOfPiece(db(), { exer, bordereau })).toMatchObject([{ id }]);
    expect(await claimsOfPiece(db(), { exer, bordereau, piece, kind: "title" })).toEqual([]);
  });

  it("is entered bit by bit, each line once, until the claim is settled", async () => {
    const { town, family, answer } = await aClaim();
    expect(await answer(state("02"))).toMatchObject({ state: "taken", changed: true });
    const line = newId();
    expect(await answer(money(5000), line)).toMatchObject({ ok: true, state: "taken", changed: true });
    expect(await answer(money(5000), line)).toMatchObject({ ok: true, changed: false });
    expect(await booksOf(town)).toMatchObject({ claim: 4482, collected: 5000 });
    expect(await answer(money(4483))).toMatchObject({ ok: false, reason: "too-much" });
    expect(await answer(money(4482, "10"))).toMatchObject({ ok: true, state: "settled" });
    expect(await booksOf(town)).toEqual({ receivable: 0, claim: 0, collected: 9482, lost: 0 });
    expect(await claimOf(family)).toMatchObject({ state: "settled", takenOn: toColumn(TODAY) });
  });

  it("settled first and its receipts afterwards counts once; four readers of one line too", async () => {
    const { town, answer } = await aClaim();
    expect(await answer(state("02", "05"))).toMatchObject({ state: "settled" });
    expect(await answer(money(9482))).toMatchObject({ changed: false });
    expect(await answer(money(-9482))).toMatchObject({ state: "taken", changed: true });
    const line = newId();
    const readers = await Promise.all([1, 2, 3, 4].map(() => answer(money(9482), line)));
    expect(readers.filter((one) => one.ok && one.changed)).toHaveLength(1);
    expect(await booksOf(town)).toMatchObject({ claim: 0, collected: 9482 });
  });

  it("refused makes it the régie's again, payable and told, and it may be handed over anew", async () => {
    const { town, family, answer } = await aClaim();
    await answer(money(1000));
    expect(await answer(state("04"))).toMatchObject({ state: "refused" });
    expect(await dueNow(family)).toBe(8482);
    expect(await booksOf(town)).toEqual({ receivable: 8482, claim: 0, collected: 1000, lost: 0 });
    const subjects = await db().mailOutbox.findMany({ where: { householdId: family.household.id } });
    expect(subjects.map(({ subject }) => subject.includes("régie")).filter(Boolean)).toHaveLength(1);
    expect(await answer(money(500))).toMatchObject({ ok: false, reason: "impossible" });
    const again = await handed(town, [family]);
    expect(again.cents).toBe(8482);
    expect(await booksOf(town)).toMatchObject({ receivable: 0, claim: 8482, collected: 1000 });
  });

  it("a second claim of the invoice counts its own money only", async () => {
    const { town, family, answer } = await aClaim();
    await answer(money(1000));
    await answer(state("04"));
    const later = new Date(NOW.getTime() + 60_000);
    const wish = { kind: "role" as const, subject: "Encore", bordereau: null, firstPiece: null, noticeOn: null };
    await transaction((tx) =>
      handOver(contextFor(tx, town.regisseur, later), {
        regieId: town.regie.id,
        invoiceIds: [family.invoice.id],
        ...wish,
      }),
    );
    const second = await db().treasuryClaim.findFirstOrThrow({
      where: { invoiceId: family.invoice.id, state: "handed" },
    });
    const said = (what: Said) =>
      transaction((tx) =>
        takeClaimAnswer(contextFor(tx, null, later), { claimId: second.id, lineId: newId(), day: TODAY, said: what }),
      );
    expect(await said(money(-1))).toMatchObject({ reason: "too-much" });
    expect(await said(money(8482))).toMatchObject({ state: "settled" });
    expect(await booksOf(town)).toEqual({ receivable: 0, claim: 0, collected: 9482, lost: 0 });
  });

  it("written off is a loss by decision, never money; what is not certain is left to a person", async () => {
    const { town, family, answer } = await aClaim();
    expect(await answer(money(100, "07"))).toEqual({ ok: false, reason: "unclear" });
    expect(await answer(money(482, "06"))).toMatchObject({ state: "taken" });
    expect(await answer(state("02", "06"))).toMatchObject({ state: "written_off" });
    expect(await booksOf(town)).toEqual({ receivable: 0, claim: 0, collected: 0, lost: 9482 });
    expect(await db().writeOff.count({ where: { invoiceId: family.invoice.id } })).toBe(2);
  });

  it("a person takes it back with a reason, once", async () => {
    const { town, id } = await aClaim();
    const back = () =>
      transaction((tx) =>
        returnClaim(contextFor(tx, town.regisseur), { claimId: id, reason: "Courrier du comptable" }),
      );
    const outcomes = await Promise.all([back(), back()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await booksOf(town)).toMatchObject({ receivable: 9482, claim: 0 });
  });
});
