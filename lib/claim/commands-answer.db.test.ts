/** Answers of the treasury on a real database: each line once, in any order, the books exact, the family told. */
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { aTown, booksOf, claimOf, dueNow, handed } from "@/prisma/testing/claims";
import { handOver } from "./commands";
import { returnClaim, takeClaimAnswer } from "./commands-answer";
import { claimsOfPiece } from "./queries-slips";
import type { Said } from "./rules-answer";

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
