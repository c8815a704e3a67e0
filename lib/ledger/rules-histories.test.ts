/**
 * Two thousand random histories of a régie, played with the builders of the books alone: whatever happens in whatever order, entries balance,
 * no invoice is settled beyond its amount, no credit note gives a family more than it paid, no credit crosses families
 * and no euro is lost or created.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Books, owners, type Step, steps } from "@/prisma/fixtures/histories";
import { type LedgerAccount, means } from "./rules";

const SIGNS: Partial<Record<LedgerAccount, 1 | -1>> = {
  ...{ receivable: 1, claim: 1, handed_over: 1, treasury_collected: 1, written_off: 1 },
  ...{ product: -1, to_classify: -1, refund_payable: -1 },
};

function check(books: Books): void {
  expect(books.sumOf(() => true)).toBe(0);
  for (const [account, sign] of Object.entries(SIGNS) as [LedgerAccount, 1 | -1][]) {
    expect(books.of(account) * sign, account).toBeGreaterThanOrEqual(0);
  }
  for (const invoice of books.invoices) {
    expect(books.due(invoice), "settled beyond its amount").toBeGreaterThanOrEqual(0);
    expect(books.claimed(invoice), "collected beyond its amount").toBeGreaterThanOrEqual(0);
    expect(books.due(invoice) + books.claimed(invoice), "owed beyond its amount").toBeLessThanOrEqual(
      invoice.totalCents,
    );
  }
  const credits = new Map<string, string>();
  for (const { account, creditId = "", householdId, payerId } of books.lines) {
    if (account !== "credit") continue;
    const owner = `${householdId} ${payerId}`;
    expect(credits.get(creditId) ?? owner, "a credit has one owner").toBe(owner);
    credits.set(creditId, owner);
    const overdrawn = books.overdrawn.get(creditId) ?? 0;
    expect(books.of("credit", { creditId }), "used beyond its amount").toBeLessThanOrEqual(overdrawn);
  }
  const held = books.sumOf((line) => [...means, "handed_over"].includes(line.account));
  expect(held, "no euro lost or created").toBe(books.moneyIn - books.moneyOut);
  for (const owner of owners) checkFamily(books, owner);
}

/** A family's side closes by itself: nothing of it ever moved to another. */
function checkFamily(books: Books, owner: (typeof owners)[number]): void {
  const own = (...accounts: LedgerAccount[]) =>
    books.sumOf((line) => accounts.includes(line.account) && line.payerId === owner.payerId);
  const billed = books.invoices.filter((one) => one.payerId === owner.payerId);
  const billedCents = billed.reduce((total, one) => total + one.totalCents - one.creditedCents, 0);
  const given = own(...means, "treasury_collected", "written_off") + (books.classified.get(owner.payerId) ?? 0);
  expect(own("receivable", "claim", "credit", "refund_payable"), "a family's side").toBe(billedCents - given);
}

const RUNS = 2000;

it("whatever happens to a régie, its books close", () => {
  const step: fc.Arbitrary<Step> = fc.record({
    what: fc.constantFrom(...(Object.keys(steps) as Step["what"][])),
    which: fc.nat(40),
    cents: fc.integer({ min: 1, max: 30_000 }),
    by: fc.constantFrom(...means),
  });
  const opening = fc.record({
    what: fc.constant("issue" as const),
    which: fc.nat(8),
    cents: fc.integer({ min: 1, max: 30_000 }),
    by: fc.constantFrom(...means),
  });
  const history = fc.tuple(
    fc.array(opening, { minLength: 1, maxLength: 4 }),
    fc.array(step, { minLength: 10, maxLength: 40 }),
  );
  const played = new Map<string, number>();
  fc.assert(
    fc.property(history, ([first, rest]) => {
      const books = new Books();
      for (const one of [...first, ...rest]) {
        const before = books.lines.length;
        steps[one.what](books, one);
        if (books.lines.length > before) played.set(one.what, (played.get(one.what) ?? 0) + 1);
      }
      check(books);
    }),
    { numRuns: RUNS },
  );
  // Every kind of step really happened, many times: histories that do nothing prove nothing.
  // A refund to recover needs five others in their order first.
  for (const what of Object.keys(steps)) {
    expect(played.get(what) ?? 0, what).toBeGreaterThan(what === "recover" ? RUNS / 100 : RUNS / 10);
  }
});
