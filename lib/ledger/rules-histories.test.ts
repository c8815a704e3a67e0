/**
 * Two thousand random histories of a régie, played with the builders of the books alone: whatever happens in whatever order, entries balance,
 * no invoice is settled beyond its amount, no credit note gives a family more than it paid, no credit crosses families
 * and no euro is lost or created.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  assertBalanced,
  claimCollectedLines,
  claimLines,
  classifiedLines,
  creditNoteLines,
  creditUseLines,
  type Debt,
  invoiceLines,
  type LedgerAccount,
  type LedgerLine,
  type Means,
  means,
  overpaymentLines,
  paymentLines,
  refundFailedLines,
  refundOrderedLines,
  refundPaidLines,
  remittanceLines,
  unknownPaymentLines,
  writeOffLines,
} from "./rules";
import { creditUses, type OpenCredit } from "./rules-credits";

/** Two families; the first has two payers. */
const owners = [
  { householdId: "h1", payerId: "p1" },
  { householdId: "h1", payerId: "p2" },
  { householdId: "h2", payerId: "p3" },
] as const;

type Step = { what: keyof typeof steps; which: number; cents: number; by: Means };
type Receipt = { id: string; debt: Debt; by: Means; paidCents: number; surplusCents: number };
type Refund = {
  creditId: string;
  householdId: string;
  payerId: string;
  cents: number;
  state: "ordered" | "paid" | "failed";
};

const isMoney = ({ account }: LedgerLine) => [...means, "credit", "to_classify"].includes(account);

class Books {
  lines: LedgerLine[] = [];
  invoices: (Debt & { totalCents: number; creditedCents: number; givenCents: number })[] = [];
  receipts: Receipt[] = [];
  refunds: Refund[] = [];
  unknown: { id: string; cents: number; by: Means }[] = [];
  /** By payer: unknown money that turned out to be theirs. */
  classified = new Map<string, number>();
  /** By invoice: what the family's money and credits paid of it, less what bounced. */
  paid = new Map<string, number>();
  moneyIn = 0;
  moneyOut = 0;
  #ids = 0;

  id(): string {
    this.#ids += 1;
    return `x${this.#ids}`;
  }

  /** As the command `post` does. */
  post(lines: readonly LedgerLine[]): void {
    assertBalanced(lines);
    this.lines.push(...lines);
    const isPayment = !lines.some(({ account }) => account === "product") && lines.some(isMoney);
    for (const { account, invoiceId = "", amountCents } of isPayment ? lines : []) {
      if (account === "receivable") this.paid.set(invoiceId, (this.paid.get(invoiceId) ?? 0) - amountCents);
    }
  }

  sumOf(isIt: (line: LedgerLine) => boolean): number {
    return this.lines.reduce((total, line) => total + (isIt(line) ? line.amountCents : 0), 0);
  }

  of(account: LedgerAccount, key: Partial<LedgerLine> = {}): number {
    const wanted = Object.entries(key) as [keyof LedgerLine, string][];
    return this.sumOf((line) => line.account === account && wanted.every(([name, value]) => line[name] === value));
  }

  /** Credits with something left, the oldest first: as `openCredits` reads them. */
  openCredits(): OpenCredit[] {
    const seen = new Map<string, OpenCredit>();
    for (const { account, creditId, householdId, payerId } of this.lines) {
      if (account !== "credit" || !creditId || !householdId || !payerId || seen.has(creditId)) continue;
      const leftCents = -this.of("credit", { creditId });
      seen.set(creditId, { creditId, householdId, payerId, leftCents, openedAt: new Date(seen.size) });
    }
    return [...seen.values()].filter((credit) => credit.leftCents > 0);
  }

  due({ invoiceId }: Debt): number {
    return this.of("receivable", { invoiceId });
  }

  /** Given up, or collected by the comptable: the régie never had it. */
  lost({ invoiceId }: Debt): number {
    return this.of("written_off", { invoiceId }) + this.of("treasury_collected", { invoiceId });
  }

  claimed({ invoiceId }: Debt): number {
    return this.of("claim", { invoiceId });
  }

  /** What a real command does after it opened a credit, or issued an invoice. */
  spend(debts: readonly Debt[]): void {
    const owed = debts.map((debt) => ({ ...debt, dueCents: this.due(debt) }));
    for (const { debt, uses } of creditUses(owed, this.openCredits())) this.post(creditUseLines(debt, uses));
  }
}

const pick = <Row>(rows: readonly Row[], which: number): Row | undefined => rows[which % Math.max(rows.length, 1)];
const debtOf = ({ invoiceId, householdId, payerId }: Debt): Debt => ({ invoiceId, householdId, payerId });

const steps = {
  issue(books: Books, { which, cents }: Step) {
    const owner = pick(owners, which);
    if (!owner) return;
    const debt = { invoiceId: books.id(), ...owner };
    const cap = which % 3 === 0 ? [{ productCode: "FAM", amountCents: -Math.min(cents - 1, 90) }] : [];
    const sales = [{ productCode: "CANT", amountCents: cents }, ...cap];
    const totalCents = sales.reduce((total, sale) => total + sale.amountCents, 0);
    books.invoices.push({ ...debt, totalCents, creditedCents: 0, givenCents: 0 });
    books.post(invoiceLines(debt, sales));
    books.spend([debt]);
  },
  credit(books: Books, { which, cents }: Step) {
    const invoice = pick(books.invoices, which);
    if (!invoice || books.claimed(invoice) > 0) return;
    const left = invoice.totalCents - invoice.creditedCents - books.lost(invoice);
    const amountCents = cents % 4 === 0 ? left : Math.min(cents, left);
    if (amountCents <= 0) return;
    invoice.creditedCents += amountCents;
    const given = { debt: debtOf(invoice), creditId: books.id(), dueCents: books.due(invoice) };
    books.post(creditNoteLines(given, [{ productCode: "CANT", amountCents }]));
    const opened = -books.of("credit", { creditId: given.creditId });
    invoice.givenCents += opened;
    const paid = books.paid.get(invoice.invoiceId) ?? 0;
    if (opened > 0) expect(invoice.givenCents, "a credit of money never paid").toBeLessThanOrEqual(paid);
    books.spend(books.invoices.map(debtOf));
  },
  pay(books: Books, { which, cents, by }: Step) {
    const invoice = pick(books.invoices, which);
    if (!invoice) return;
    const debt = debtOf(invoice);
    const paidCents = Math.min(cents, Math.max(books.due(debt), 0));
    const surplusCents = cents - paidCents;
    const id = books.id();
    const credit = { creditId: id, householdId: debt.householdId, payerId: debt.payerId };
    books.receipts.push({ id, debt, by, paidCents, surplusCents });
    books.moneyIn += cents;
    books.post([
      ...(paidCents > 0 ? paymentLines(debt, by, paidCents) : []),
      ...(surplusCents > 0 ? overpaymentLines(credit, by, surplusCents) : []),
    ]);
  },
  bounce(books: Books, { which }: Step) {
    const receipt = pick(books.receipts, which);
    if (!receipt) return;
    books.receipts = books.receipts.filter((one) => one !== receipt);
    const { id, debt, by, paidCents, surplusCents } = receipt;
    const left = books.openCredits().find((credit) => credit.creditId === id)?.leftCents ?? 0;
    const back = Math.min(surplusCents, left);
    const owed = paidCents + surplusCents - back;
    const credit = { creditId: id, householdId: debt.householdId, payerId: debt.payerId };
    books.moneyIn -= paidCents + surplusCents;
    books.post([
      ...(owed > 0 ? paymentLines(debt, by, -owed) : []),
      ...(back > 0 ? overpaymentLines(credit, by, -back) : []),
    ]);
  },
  unknown(books: Books, { cents, by }: Step) {
    const id = books.id();
    books.unknown.push({ id, cents, by });
    books.moneyIn += cents;
    books.post(unknownPaymentLines(id, by, cents));
  },
  classify(books: Books, { which }: Step) {
    const [found, invoice] = [pick(books.unknown, which), pick(books.invoices, which)];
    if (!found || !invoice) return;
    books.unknown = books.unknown.filter((one) => one !== found);
    const { householdId, payerId } = invoice;
    const isOwed = books.due(invoice) >= found.cents;
    const to = isOwed ? debtOf(invoice) : { creditId: found.id, householdId, payerId };
    books.classified.set(payerId, (books.classified.get(payerId) ?? 0) + found.cents);
    books.post(classifiedLines(found.id, to, found.cents));
  },
  order(books: Books, { which, cents }: Step) {
    const credit = pick(books.openCredits(), which);
    if (!credit) return;
    const { creditId, householdId, payerId } = credit;
    const amount = Math.min(cents, credit.leftCents);
    books.refunds.push({ creditId, householdId, payerId, cents: amount, state: "ordered" });
    books.post(refundOrderedLines({ creditId, householdId, payerId }, amount));
  },
  refund(books: Books, { which, by }: Step) {
    const refund = pick(
      books.refunds.filter((one) => one.state === "ordered"),
      which,
    );
    if (!refund) return;
    refund.state = which % 3 === 0 ? "failed" : "paid";
    if (refund.state === "paid") books.moneyOut += refund.cents;
    books.post(
      refund.state === "paid" ? refundPaidLines(refund, by, refund.cents) : refundFailedLines(refund, refund.cents),
    );
  },
  remit(books: Books, { which }: Step) {
    const held = means.filter((_, index) => (which >> index) % 2 === 0).map((by) => [by, books.of(by)] as const);
    const amounts = Object.fromEntries(held.filter(([, cents]) => cents > 0));
    if (Object.keys(amounts).length > 0) books.post(remittanceLines(amounts));
  },
  hand(books: Books, { which }: Step) {
    const invoice = pick(books.invoices, which);
    if (invoice && books.due(invoice) > 0) books.post(claimLines(debtOf(invoice), books.due(invoice)));
  },
  giveBack(books: Books, { which }: Step) {
    const invoice = pick(books.invoices, which);
    if (invoice && books.claimed(invoice) > 0)
      books.post(claimLines(debtOf(invoice), books.claimed(invoice), "returned"));
  },
  collect(books: Books, { which, cents }: Step) {
    const invoice = pick(books.invoices, which);
    const amount = invoice ? Math.min(cents, books.claimed(invoice)) : 0;
    if (invoice && amount > 0) books.post(claimCollectedLines(debtOf(invoice), amount));
  },
  writeOff(books: Books, { which, cents }: Step) {
    const invoice = pick(books.invoices, which);
    if (!invoice) return;
    const from = books.due(invoice) > 0 ? "receivable" : "claim";
    const most = from === "claim" ? books.claimed(invoice) : books.due(invoice);
    if (most > 0) books.post(writeOffLines(debtOf(invoice), Math.min(cents, most), from));
  },
} as const;

/** Which way each account may stand; money in hand may be below zero when a refund was paid out of what was paid over before. */
const SIGNS: Partial<Record<LedgerAccount, 1 | -1>> = {
  ...{ receivable: 1, claim: 1, handed_over: 1, treasury_collected: 1, written_off: 1 },
  ...{ credit: -1, product: -1, to_classify: -1, refund_payable: -1 },
};

function check(books: Books): void {
  expect(books.sumOf(() => true)).toBe(0);
  for (const [account, sign] of Object.entries(SIGNS) as [LedgerAccount, 1 | -1][]) {
    expect(books.of(account) * sign, account).toBeGreaterThanOrEqual(0);
  }
  for (const invoice of books.invoices) {
    expect(books.due(invoice), "settled beyond its amount").toBeGreaterThanOrEqual(0);
    expect(books.claimed(invoice), "collected beyond its amount").toBeGreaterThanOrEqual(0);
  }
  const credits = new Map<string, string>();
  for (const { account, creditId = "", householdId, payerId } of books.lines) {
    if (account !== "credit") continue;
    const owner = `${householdId} ${payerId}`;
    expect(credits.get(creditId) ?? owner, "a credit has one owner").toBe(owner);
    credits.set(creditId, owner);
    expect(books.of("credit", { creditId }), "used beyond its amount").toBeLessThanOrEqual(0);
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
  for (const what of Object.keys(steps)) expect(played.get(what) ?? 0, what).toBeGreaterThan(RUNS / 10);
});
