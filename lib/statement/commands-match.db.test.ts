/** What the confirmation of a match does, against a real database: once, by the one command that owns the money, and never by itself. */
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { claimLines } from "@/lib/ledger/rules";
import { db, transaction } from "@/lib/server/db";
import { aStaffAccount, contextFor, journalOf, NOW } from "@/prisma/fixtures";
import {
  anAttempt,
  bring,
  cases,
  confirm,
  lines,
  listed,
  match,
  only,
  openCase,
  wish,
} from "@/prisma/testing/matching";
import { aDebt, attempt, due, receipts } from "@/prisma/testing/payments";
import { aCamt, aList, aPesReturn } from "@/prisma/testing/statements";
import { setLineAside } from "./commands-match";

describe("the sure matches", () => {
  it("are confirmed in one go and traced one by one, without moving money that is booked", async () => {
    const debt = await aDebt();
    await anAttempt(debt, "paid_card", { paid: 9482 });
    await bring(debt.regie.id, listed(debt));
    expect(await confirm(debt.regie.id)).toEqual({ ok: true, confirmed: 1, left: 0 });
    const line = await only(debt.regie.id);
    expect(line).toMatchObject({ state: "matched", matchRule: "refdet-amount-day" });
    expect(await receipts(debt)).toEqual([]);
    expect((await journalOf(db())).at(-1)).toEqual({ type: "statement.matched", object: `statement/${line.importId}` });
    expect(await confirm(debt.regie.id)).toEqual({ ok: false, reason: "none" });
  });

  it("book a transfer on the invoice that its label names, with a receipt", async () => {
    const debt = await aDebt();
    const label = `VIR FACTURE ${debt.invoice.refdet}`;
    const file = aCamt([{ day: "2026-11-06", cents: 9482, label, endToEndId: "E2E-7" }]);
    await bring(debt.regie.id, file);
    expect(await due(debt)).toBe(9482);
    await confirm(debt.regie.id);
    const [receipt] = await receipts(debt);
    expect(receipt).toMatchObject({ means: "transfer", amountCents: 9482, reference: "E2E-7" });
    expect(receipt?.receivedOn).toEqual(toColumn("2026-11-06"));
    expect(await due(debt)).toBe(0);
    expect(await only(debt.regie.id)).toMatchObject({ state: "matched", matchKind: "receipt", matchId: receipt?.id });
    expect(await bring(debt.regie.id, file)).toMatchObject({ isKnown: true });
    expect(await receipts(debt)).toHaveLength(1);
  });

  it("are confirmed once by two people who press at the same moment", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aCamt([{ day: "2026-11-06", cents: 9482, label: `${debt.invoice.refdet}` }]));
    const both = await Promise.all([confirm(debt.regie.id), confirm(debt.regie.id)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await receipts(debt)).toHaveLength(1);
  });

  it("leave what was paid otherwise meanwhile to a person", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aCamt([{ day: "2026-11-06", cents: 9482, label: `${debt.invoice.refdet}` }]));
    const { regieId, householdId, payerId, id } = { ...debt.invoice, regieId: debt.regie.id };
    await transaction((tx) =>
      post(contextFor(tx, null), [
        {
          regieId,
          kind: "claim.handed",
          sourceId: newId(),
          day: "2026-11-06",
          lines: claimLines({ invoiceId: id, householdId, payerId }, 9482),
        },
      ]),
    );
    expect(await confirm(debt.regie.id)).toEqual({ ok: true, confirmed: 0, left: 1 });
    expect(await receipts(debt)).toEqual([]);
    expect((await only(debt.regie.id)).state).toBe("proposed");
  });
});

describe("a payment that the list says is paid", () => {
  it.each(["expired", "refused", "cancelled", "pending", "unknown"] as const)(
    "and that is %s here is corrected by name and booked, once a person says by which means",
    async (state) => {
      const debt = await aDebt();
      const id = await anAttempt(debt, state);
      await bring(debt.regie.id, listed(debt));
      const line = await only(debt.regie.id);
      expect(line).toMatchObject({ state: "open", matchRule: "refdet-late", confidence: 90 });
      const target = { kind: "attempt" as const, id };
      expect(await match(wish(line.id, { target }))).toEqual({ ok: false, reason: "no-means" });
      expect(await match(wish(line.id, { target, means: "card" }))).toMatchObject({ ok: true });
      expect(await attempt(id)).toMatchObject({ state: "paid_card", means: "card", answeredCents: 9482 });
      expect(await receipts(debt)).toMatchObject([{ means: "card", amountCents: 9482, attemptId: id }]);
      expect(await due(debt)).toBe(0);
      expect(await match(wish(line.id, { target, means: "card" }))).toEqual({ ok: false, reason: "decided" });
    },
  );

  it("and that nobody tried to pay here becomes a receipt of the invoice that a person names", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aList([{ day: "2026-11-06", refdet: "TYPEDBYHAND1", cents: 9482 }]));
    const line = await only(debt.regie.id);
    expect(await match(wish(line.id, { invoice: "2026-999999" }))).toEqual({ ok: false, reason: "no-target" });
    const number = `${debt.invoice.year}-${String(debt.invoice.number).padStart(6, "0")}`;
    expect(await match(wish(line.id, { invoice: number, means: "card" }))).toMatchObject({ ok: true });
    expect(await receipts(debt)).toMatchObject([{ means: "card", amountCents: 9482 }]);
    expect(await cases(debt.regie.id)).toMatchObject([{ kind: "unknown-payment", state: "closed", lineId: line.id }]);
  });

  it("and that was doubtful is booked on the day of the list, not on the day of its import", async () => {
    const debt = await aDebt();
    const id = await anAttempt(debt, "suspect");
    await bring(debt.regie.id, listed(debt));
    const { id: lineId } = await only(debt.regie.id);
    const target = { kind: "attempt" as const, id };
    expect(await match(wish(lineId, { target, means: "card" }))).toMatchObject({ ok: true });
    expect((await receipts(debt)).map(({ receivedOn }) => receivedOn)).toEqual([toColumn("2026-11-06")]);
  });

  it("for another amount than was booked opens a case and moves nothing", async () => {
    const debt = await aDebt();
    const id = await anAttempt(debt, "paid_card", { paid: 9482 });
    await bring(debt.regie.id, listed(debt, 9480));
    const line = await only(debt.regie.id);
    expect(line).toMatchObject({ state: "open", matchRule: "refdet-amount-differs" });
    await match(wish(line.id, { target: { kind: "attempt", id } }));
    expect(await cases(debt.regie.id)).toMatchObject([{ kind: "unmatched-line", state: "open", attemptId: id }]);
    expect(await receipts(debt)).toEqual([]);
  });
});

describe("a line that fits nothing", () => {
  it("becomes money to classify under a case, once", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aList([{ day: "2026-11-06", refdet: "NOBODY00001", cents: 1234 }]));
    const { id: lineId } = await only(debt.regie.id);
    expect(await openCase({ lineId, as: "unknown" })).toEqual({ ok: false, reason: "no-means" });
    expect(await openCase({ lineId, as: "unknown", means: "card" })).toMatchObject({ ok: true });
    expect(await openCase({ lineId, as: "unknown", means: "card" })).toEqual({ ok: false, reason: "decided" });
    const [opened] = await cases(debt.regie.id);
    expect(opened).toMatchObject({ kind: "unknown-payment", amountCents: 1234, lineId });
    const booked = await db().ledgerLine.findMany({
      where: { creditId: opened?.id ?? "" },
      orderBy: { position: "asc" },
    });
    expect(booked.map(({ account, amountCents }) => [account, amountCents])).toEqual([
      ["card", 1234],
      ["to_classify", -1234],
    ]);
  });

  it("is set aside with a reason, and no file brings it back", async () => {
    const debt = await aDebt();
    const file = (more: string[]) =>
      aList(["NOBODY00001", ...more].map((refdet) => ({ day: "2026-11-06", refdet, cents: 1234 })));
    await bring(debt.regie.id, file([]));
    const { id: lineId } = await only(debt.regie.id);
    await transaction((tx) => setLineAside(contextFor(tx, null), { lineId, reason: "frais de banque" }));
    await bring(debt.regie.id, file(["NOBODY00002"]));
    const kept = await db().statementLine.findUniqueOrThrow({ where: { id: lineId } });
    expect(kept).toMatchObject({ state: "set_aside", detail: { aside: "frais de banque" } });
    expect(await lines(debt.regie.id)).toHaveLength(2);
  });
});

describe("an answer of the treasury", () => {
  it("takes a claim into charge, collects it, and does so once", async () => {
    const debt = await aDebt();
    const clerk = await aStaffAccount(db(), "regie");
    const { regie, invoice, household, payer } = debt;
    const lotId = newId();
    await db().treasuryLot.create({
      data: {
        ...{
          id: lotId,
          regieId: regie.id,
          year: 2026,
          number: 1,
          kind: "role",
          format: "pes",
          receipts: 1,
          totalCents: 9482,
        },
        ...{
          since: toColumn("2026-11-01"),
          until: toColumn("2026-11-30"),
          sha256: "0".repeat(64),
          bytes: new Uint8Array(1),
        },
        ...{ createdAt: new Date(NOW.getTime() - 1000), createdById: clerk.id },
      },
    });
    const named = { exer: 2026, bordereau: 12, piece: 1 };
    const claim = { id: newId(), lotId, invoiceId: invoice.id, ...named, debtNumber: "2026000101", amountCents: 9482 };
    await db().treasuryClaim.create({ data: { ...claim, state: "handed", updatedAt: NOW } });
    const owed = { invoiceId: invoice.id, householdId: household.id, payerId: payer.id };
    await transaction((tx) =>
      post(contextFor(tx, null), [
        {
          regieId: regie.id,
          kind: "claim.handed",
          sourceId: claim.id,
          day: "2026-11-10",
          lines: claimLines(owed, 9482),
        },
      ]),
    );
    const piece = { ...named, debt: "2026000101", cents: 9482, takenOn: "2026-11-12" };
    const money = [{ origin: "10", day: "2026-11-18", cents: 4000 }];
    await bring(regie.id, aPesReturn([{ ...piece, row: "04", money }]));
    expect(await confirm(regie.id)).toEqual({ ok: true, confirmed: 2, left: 0 });
    const now = () => db().treasuryClaim.findUniqueOrThrow({ where: { id: claim.id } });
    expect(await now()).toMatchObject({ state: "taken", takenOn: toColumn("2026-11-12") });
    const collected = async () =>
      (
        await db().ledgerLine.aggregate({
          where: { account: "treasury_collected", invoiceId: invoice.id },
          _sum: { amountCents: true },
        })
      )._sum.amountCents;
    expect(await collected()).toBe(4000);
    const rest = [...money, { origin: "02", day: "2026-11-19", cents: 5482 }];
    await bring(regie.id, aPesReturn([{ ...piece, row: "05", money: rest }]));
    await confirm(regie.id);
    expect(await now()).toMatchObject({ state: "settled" });
    expect(await collected()).toBe(9482);
    expect(await due(debt)).toBe(0);
  });

  it("of another body is refused", async () => {
    const debt = await aDebt();
    await db().regie.update({
      where: { id: debt.regie.id },
      data: { settings: { treasury: { siret: "21060999900027" } } },
    });
    const file = aPesReturn([{ exer: 2026, bordereau: 12, piece: 1, cents: 9482 }]);
    expect(await bring(debt.regie.id, file)).toMatchObject({ ok: false, reason: "other-commune" });
  });
});
