import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditsFor, creditUses, type OpenCredit } from "./rules-credits";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const own = { householdId: "h", payerId: "p" };
const credit = (creditId: string, leftCents: number, more: Partial<OpenCredit> = {}): OpenCredit => ({
  ...{ creditId, leftCents, openedAt: at(1), ...own },
  ...more,
});

describe("the credits that pay an invoice", () => {
  it("are the oldest first, the last of them in part", () => {
    const credits = [
      credit("c", 400, { openedAt: at(3) }),
      credit("a", 300, { openedAt: at(1) }),
      credit("b", 200, { openedAt: at(2) }),
    ];
    expect(creditsFor({ ...own, dueCents: 600 }, credits)).toEqual([
      { creditId: "a", amountCents: 300 },
      { creditId: "b", amountCents: 200 },
      { creditId: "c", amountCents: 100 },
    ]);
  });

  it("are the one that is named before older ones, of the same payer only", () => {
    const credits = [credit("a", 300), credit("b", 200, { openedAt: at(2) }), credit("x", 900, { payerId: "p2" })];
    const uses = (first: string) => creditsFor({ ...own, dueCents: 250 }, credits, first);
    expect(uses("b")).toEqual([
      { creditId: "b", amountCents: 200 },
      { creditId: "a", amountCents: 50 },
    ]);
    expect(uses("x")).toEqual([{ creditId: "a", amountCents: 250 }]);
    const [use] = creditUses([{ invoiceId: "i", ...own, dueCents: 100 }], credits, "b");
    expect(use?.uses).toEqual([{ creditId: "b", amountCents: 100 }]);
  });

  it.each([
    [299, [["a", 299]]],
    [300, [["a", 300]]],
    [
      301,
      [
        ["a", 300],
        ["b", 1],
      ],
    ],
    [0, []],
    [-5, []],
  ])("for %i cents owed are taken to the cent", (dueCents, expected) => {
    const credits = [credit("a", 300), credit("b", 200)];
    expect(creditsFor({ ...own, dueCents }, credits).map((use) => [use.creditId, use.amountCents])).toEqual(expected);
  });

  it("are never another family's, nor the other payer's of the same family", () => {
    const credits = [credit("x", 900, { householdId: "h2" }), credit("y", 900, { payerId: "p2" })];
    expect(creditsFor({ ...own, dueCents: 600 }, credits)).toEqual([]);
  });

  it("are not taken twice when several invoices wait: the first has the first choice", () => {
    const owed = (invoiceId: string, dueCents: number, payerId = "p") => ({
      invoiceId,
      householdId: "h",
      payerId,
      dueCents,
    });
    const uses = creditUses(
      [owed("i1", 250), owed("i2", 250), owed("i3", 250), owed("i4", 100, "p2")],
      [credit("a", 300), credit("b", 100), credit("z", 40, { payerId: "p2" })],
    );
    expect(uses.map(({ debt, uses: own }) => [debt.invoiceId, own])).toEqual([
      ["i1", [{ creditId: "a", amountCents: 250 }]],
      [
        "i2",
        [
          { creditId: "a", amountCents: 50 },
          { creditId: "b", amountCents: 100 },
        ],
      ],
      ["i4", [{ creditId: "z", amountCents: 40 }]],
    ]);
  });

  it("cover exactly the lesser of what is owed and what is left, whoever owns what", () => {
    const letter = fc.constantFrom("1", "2");
    const credits = fc.array(
      fc.record({ cents: fc.integer({ min: 1, max: 900 }), day: fc.nat(9), h: letter, p: letter }),
    );
    const debts = fc.array(fc.record({ dueCents: fc.integer({ min: -10, max: 900 }), h: letter, p: letter }));
    fc.assert(
      fc.property(credits, debts, (given, wished) => {
        const open = given.map(({ cents, day, h, p }, index) =>
          credit(`c${index}`, cents, { openedAt: at(day + 1), householdId: h, payerId: p }),
        );
        const owed = wished.map(({ dueCents, h, p }, index) => ({
          ...{ invoiceId: `i${index}`, householdId: h, payerId: p, dueCents },
        }));
        const uses = creditUses(owed, open);
        for (const { debt, uses: parts } of uses) {
          for (const { creditId } of parts) {
            const from = open.find((one) => one.creditId === creditId);
            expect([from?.householdId, from?.payerId]).toEqual([debt.householdId, debt.payerId]);
          }
        }
        for (const h of ["1", "2"]) {
          for (const p of ["1", "2"]) {
            const sumOf = (list: number[]) => list.reduce((total, one) => total + one, 0);
            const isOwn = (one: { householdId: string; payerId: string }) => one.householdId === h && one.payerId === p;
            const left = sumOf(open.filter(isOwn).map((one) => one.leftCents));
            const due = sumOf(owed.filter(isOwn).map((one) => Math.max(one.dueCents, 0)));
            const taken = uses.filter(({ debt }) => isOwn(debt)).flatMap(({ uses: parts }) => parts);
            expect(sumOf(taken.map((one) => one.amountCents))).toBe(Math.min(left, due));
          }
        }
      }),
    );
  });
});
