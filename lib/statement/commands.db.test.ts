/** Files come in against a real database: once however they are called, in any order, whole or not at all. */
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { contextFor, journalOf } from "@/prisma/fixtures";
import { aDebt, type Debt } from "@/prisma/testing/payments";
import { aCamt, aList, type Paid } from "@/prisma/testing/statements";
import { importStatement } from "./commands";

// Before anything reads the settings.
process.env.PAYFIP_NUMCLI = "012345";

const bring = (regieId: string, bytes: Uint8Array, fileName = "liste.csv") =>
  transaction((tx) => importStatement(contextFor(tx, null), { regieId, fileName, bytes }));

const linesOf = (regieId: string) =>
  db().statementLine.findMany({ where: { regieId }, orderBy: [{ day: "asc" }, { lineKey: "asc" }] });

/** A payment by card that PayFiP confirmed on the 5th. */
async function aPaid({ invoice, household }: Debt, given: { day?: string; state?: "paid_card" | "expired" } = {}) {
  const { day = "2026-11-05", state = "paid_card" } = given;
  const known = { id: newId(), invoiceId: invoice.id, householdId: household.id, gateway: "service", numcli: "006382" };
  await db().paymentAttempt.create({
    data: {
      ...{ ...known, mode: "W", refdet: invoice.refdet ?? "", amountCents: 9482, idop: newId(), state },
      ...{ createdAt: new Date(`${day}T08:00:00Z`), paidAtRaw: state === "paid_card" ? `${day}T09:00` : null },
    },
  });
}

const paid = ({ invoice }: Debt, given: Partial<Paid> = {}): Paid => ({
  ...{ day: "2026-11-06", refdet: invoice.refdet ?? "", cents: 9482 },
  ...given,
});

describe("a settlement list", () => {
  it("is taken once, proposes what it recognises, and tells what came in", async () => {
    const debt = await aDebt();
    await aPaid(debt);
    const bytes = aList([paid(debt), paid(debt, { refdet: "ELSEWHERE1" })]);
    const first = await bring(debt.regie.id, bytes);
    expect(first).toMatchObject({ ok: true, isKnown: false });
    expect(
      (await linesOf(debt.regie.id)).map(({ state, matchRule, confidence }) => [state, matchRule, confidence]),
    ).toEqual(
      expect.arrayContaining([
        ["proposed", "refdet-amount-day", 100],
        ["open", null, null],
      ]),
    );
    const again = await bring(debt.regie.id, bytes, "the same under another name.csv");
    expect(again).toEqual({ ...first, isKnown: true });
    expect(await linesOf(debt.regie.id)).toHaveLength(2);
    expect((await journalOf(db())).filter(({ type }) => type === "statement.imported")).toHaveLength(1);
    const kept = await db().statementImport.findFirstOrThrow({ where: { regieId: debt.regie.id } });
    expect(kept.report).toMatchObject({ lines: 2, added: 2, known: 0, proposed: 1, open: 1 });
  });

  it("that overlaps another adds only what is new, and two equal lines are two", async () => {
    const debt = await aDebt();
    const same = paid(debt);
    await bring(debt.regie.id, aList([same, paid(debt, { day: "2026-11-07" })]));
    await bring(debt.regie.id, aList([same, same, paid(debt, { day: "2026-11-08" })]));
    expect((await linesOf(debt.regie.id)).map(({ day }) => day.toISOString().slice(8, 10))).toEqual([
      "06",
      "06",
      "07",
      "08",
    ]);
  });

  it("in two files gives the same lines and the same matches in either order", async () => {
    const tell = async (turned: boolean) => {
      const debt = await aDebt();
      await aPaid(debt);
      const files = [
        aList([paid(debt)]),
        aList([paid(debt, { day: "2026-11-09" }), paid(debt, { refdet: "ELSEWHERE1" })]),
      ];
      for (const file of turned ? files.reverse() : files) await bring(debt.regie.id, file);
      return (await linesOf(debt.regie.id)).map(({ day, amountCents, state, matchRule }) => ({
        day,
        amountCents,
        state,
        matchRule,
      }));
    };
    const straight = await tell(false);
    expect(await tell(true)).toEqual(straight);
    expect(straight.map(({ state }) => state).sort()).toEqual(["open", "open", "proposed"]);
  });

  it("of another contract is refused with words, traced, and nothing of it is kept", async () => {
    const debt = await aDebt();
    await db().regie.update({ where: { id: debt.regie.id }, data: { settings: { list: { numcliColumn: 4 } } } });
    const bytes = Buffer.from("LIGNE;06/11/2026;PER2026000001;19,99;099999");
    expect(await bring(debt.regie.id, bytes)).toMatchObject({
      ok: false,
      reason: "other-contract",
      facts: { found: "099999", expected: "006382" },
    });
    expect(await linesOf(debt.regie.id)).toEqual([]);
    expect((await journalOf(db())).at(-1)?.type).toBe("statement.refused");
  });

  it("of another contract is refused too when the client number stands in the settings alone", async () => {
    const id = newId();
    const settings = { list: { numcliColumn: 4 } };
    await db().regie.create({ data: { id, code: id.slice(-8), name: "Without contracts", settings } });
    expect(await bring(id, Buffer.from("LIGNE;06/11/2026;PER2026000001;19,99;099999"))).toMatchObject({
      ok: false,
      reason: "other-contract",
      facts: { found: "099999", expected: "012345" },
    });
  });

  it("is taken once when two people send it at the same moment", async () => {
    const debt = await aDebt();
    const bytes = aList([paid(debt)]);
    const both = await Promise.all([bring(debt.regie.id, bytes), bring(debt.regie.id, bytes)]);
    expect(both.map((one) => one.ok && one.isKnown).sort()).toEqual([false, true]);
    expect(await linesOf(debt.regie.id)).toHaveLength(1);
  });
});

describe("a bank statement", () => {
  it("proposes a transfer by its invoice, and the payout of a day of PayFiP, whichever file came first", async () => {
    for (const turned of [false, true]) {
      const debt = await aDebt();
      await aPaid(debt);
      const label = `VIR ${debt.invoice.refdet}`;
      const files = [
        aList([paid(debt, { cents: 4200 })]),
        aCamt([
          { day: "2026-11-07", cents: 4200, label: "PAYFIP" },
          { day: "2026-11-07", cents: 9482, label },
        ]),
      ];
      for (const file of turned ? files.reverse() : files) await bring(debt.regie.id, file);
      const bank = (await linesOf(debt.regie.id)).filter(({ kind }) => kind === "bank");
      expect(bank.map(({ matchRule, state }) => [matchRule, state])).toEqual(
        expect.arrayContaining([
          ["transfer-refdet", "proposed"],
          ["payout-amount-day", "proposed"],
        ]),
      );
    }
  });

  it("of another account is refused", async () => {
    const debt = await aDebt();
    await db().regie.update({
      where: { id: debt.regie.id },
      data: { settings: { debit: { creditorIban: "FR7630006000011234567890189" } } },
    });
    expect(await bring(debt.regie.id, aCamt([{ day: "2026-11-07", cents: 100, label: "X" }]))).toMatchObject({
      ok: false,
      reason: "other-account",
    });
  });
});
