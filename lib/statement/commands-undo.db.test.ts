/** Undoing a decision about a line, against a real database: append-only, traced, and the same match is not proposed again by itself. */
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { totalsByAccount } from "@/lib/ledger/queries";
import { db, transaction } from "@/lib/server/db";
import { contextFor, journalOf, NOW } from "@/prisma/fixtures";
import { anAttempt, bring, cases, confirm, listed, match, only, openCase, wish } from "@/prisma/testing/matching";
import { aDebt, type Debt, due, receipts } from "@/prisma/testing/payments";
import { aCamt, aList } from "@/prisma/testing/statements";
import { reweigh } from "./commands";
import { setLineAside } from "./commands-match";
import { undoDecision } from "./commands-undo";

const undo = (lineId: string) =>
  transaction((tx) => undoDecision(contextFor(tx, null), { lineId, reason: "mauvaise ligne" }));
const again = ({ regie }: Debt) => transaction((tx) => reweigh(contextFor(tx, null), regie.id));

describe("undoing", () => {
  it("takes a transfer back that the match had booked, under its own number, and leaves both in the books", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aCamt([{ day: "2026-11-06", cents: 9482, label: `VIR ${debt.invoice.refdet}` }]));
    await confirm(debt.regie.id);
    const { id } = await only(debt.regie.id);
    expect(await due(debt)).toBe(0);
    const twice = await Promise.all([undo(id), undo(id)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await due(debt)).toBe(9482);
    expect((await receipts(debt)).map(({ amountCents }) => amountCents).sort()).toEqual([-9482, 9482]);
    expect(await totalsByAccount(db(), debt.regie.id)).toMatchObject({ transfer: 0, receivable: 9482 });
    expect((await journalOf(db())).map(({ type }) => type)).toContain("statement.undone");
    await again(debt);
    expect(await only(debt.regie.id)).toMatchObject({ state: "open", matchKind: "invoice", matchId: debt.invoice.id });
    expect(await confirm(debt.regie.id)).toEqual({ ok: false, reason: "none" });
  });

  it("of a line that only said which payment it was moves nothing, and the same match is not proposed again", async () => {
    const debt = await aDebt();
    const attemptId = await anAttempt(debt, "paid_card", { paid: 9482 });
    await db().receipt.create({
      data: {
        ...{ id: newId(), regieId: debt.regie.id, year: 2026, number: 1, invoiceId: debt.invoice.id, attemptId },
        ...{ householdId: debt.household.id, payerId: debt.payer.id, means: "card", amountCents: 9482 },
        ...{ receivedOn: toColumn("2026-11-05"), recordedAt: new Date(NOW.getTime() - 60_000) },
      },
    });
    await bring(debt.regie.id, listed(debt));
    await confirm(debt.regie.id);
    const { id } = await only(debt.regie.id);
    expect(await undo(id)).toMatchObject({ ok: true });
    expect(await receipts(debt)).toHaveLength(1);
    await again(debt);
    expect(await only(debt.regie.id)).toMatchObject({ state: "open", matchKind: "attempt", matchId: attemptId });
    expect(await match(wish(id, { target: { kind: "attempt", id: attemptId } }))).toMatchObject({ ok: true });
  });

  it("is refused where the match moved the payment itself: that is undone by its own correction", async () => {
    const debt = await aDebt();
    const id = await anAttempt(debt, "expired");
    await bring(debt.regie.id, listed(debt));
    const { id: lineId } = await only(debt.regie.id);
    await match(wish(lineId, { target: { kind: "attempt", id }, means: "card" }));
    expect(await undo(lineId)).toEqual({ ok: false, reason: "moved" });
    expect(await only(debt.regie.id)).toMatchObject({ state: "matched", matchId: id });
  });

  it("opens a line set aside again, without its reason", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aList([{ day: "2026-11-06", refdet: "NOBODY00001", cents: 1234 }]));
    const { id: lineId } = await only(debt.regie.id);
    expect(await undo(lineId)).toEqual({ ok: false, reason: "not-decided" });
    await transaction((tx) => setLineAside(contextFor(tx, null), { lineId, reason: "frais de banque" }));
    expect(await undo(lineId)).toMatchObject({ ok: true });
    const line = await only(debt.regie.id);
    expect([line.state, (line.detail as Record<string, unknown>).aside]).toEqual(["open", undefined]);
  });

  it("closes the case that followed a line, which opens again when it is followed again; money to classify stays in its own", async () => {
    const debt = await aDebt();
    await bring(debt.regie.id, aList([{ day: "2026-11-06", refdet: "NOBODY00001", cents: 1234 }]));
    const { id: lineId } = await only(debt.regie.id);
    await openCase({ lineId, as: "follow" });
    expect(await undo(lineId)).toMatchObject({ ok: true });
    expect(await cases(debt.regie.id)).toMatchObject([{ state: "closed", resolution: "corrected" }]);
    await openCase({ lineId, as: "follow" });
    expect(await cases(debt.regie.id)).toMatchObject([{ state: "open", resolution: null }]);
    await undo(lineId);
    await openCase({ lineId, as: "unknown", means: "card" });
    expect(await undo(lineId)).toEqual({ ok: false, reason: "moved" });
  });
});
