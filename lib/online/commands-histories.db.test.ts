/**
 * Thirty random histories with the real commands, on the real database, against the double over HTTP, which loses a third of its answers and
 * never notifies; now and then every connection of the portal is cut in the middle of its work. What the pure model proves of the rules
 * (rules-course.test.ts), this proves of the transactions around them.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { totalsByAccount } from "@/lib/ledger/queries";
import { claimLines } from "@/lib/ledger/rules";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { openCases } from "@/lib/payment/queries-case";
import { isBooked, isFinal } from "@/lib/payment/rules";
import { db, transaction } from "@/lib/server/db";
import { anAccount, contextFor } from "@/prisma/fixtures";
import { aDebt, DAY, type Debt, due, type Letter, later, start, startTreasury, told } from "@/prisma/testing/payments";
import { settle } from "./commands-settle";
import { openPayment } from "./commands-start";

const HISTORIES = 30;
const STEPS = 12;

let treasury: Awaited<ReturnType<typeof startTreasury>>;
beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
  await anAccount(db(), { role: "regie" });
});
afterAll(() => treasury.close());

/** Numbers between 0 and 1, the same ones for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Cuts every other connection of the portal to this database, as when its machine dies. */
async function cutConnections() {
  const rows = await db().$queryRaw<{ id: bigint | number }[]>`
    SELECT ID AS id FROM information_schema.processlist WHERE DB = DATABASE() AND ID <> CONNECTION_ID()`;
  for (const { id } of rows)
    await db()
      .$executeRawUnsafe(`KILL ${Number(id)}`)
      .catch(() => undefined);
}

/** How often the cut came in the middle of a transaction. */
let deaths = 0;

/** Does something, perhaps while the connections are cut: then it may throw, and its transaction has left nothing or all. */
async function dare(dice: () => number, work: () => Promise<unknown>): Promise<void> {
  const isCut = dice() < 0.25;
  const running = work().catch((error: unknown) => {
    if (!isCut) throw error;
    deaths += 1;
  });
  if (isCut) {
    await new Promise((resolve) => setTimeout(resolve, dice() * 40));
    await cutConnections().catch(() => undefined);
  }
  await running;
  if (isCut) await healed();
}

/** The pool throws its dead connections away as it meets them. */
async function healed(): Promise<void> {
  for (let clean = 0, tries = 0; clean < 12 && tries < 60; tries++) {
    clean = (await db().$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    ))
      ? clean + 1
      : 0;
  }
}

async function payAtDesk({ invoice }: Debt, amountCents: number) {
  await transaction(async (tx) => {
    await lockInvoice(tx, invoice.id);
    const known = await payableOf(tx, invoice.id, null);
    if (!known || known.dueCents < amountCents) return;
    const context = contextFor(tx, null, later(0));
    await recordReceipt(context, { invoice: known, means: "cash", amountCents, receivedOn: context.today });
  });
}

async function handOver({ regie, household, payer, invoice }: Debt) {
  await transaction(async (tx) => {
    await lockInvoice(tx, invoice.id);
    const left = (await payableOf(tx, invoice.id, null))?.dueCents ?? 0;
    if (left === 0) return;
    const context = contextFor(tx, null, later(0));
    const lines = claimLines({ invoiceId: invoice.id, householdId: household.id, payerId: payer.id }, left);
    const entry = { regieId: regie.id, kind: "claim.handed" as const, sourceId: newId(), day: context.today, lines };
    await post(context, [entry]);
  });
}

const attemptsOf = ({ invoice }: Debt) => db().paymentAttempt.findMany({ where: { invoiceId: invoice.id } });

/** The doors of a payment, in whatever order: each opens on the attempt as it is. */
async function push(debt: Debt, dice: () => number, minute: number) {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(dice() * items.length)];
  const one = pick(await attemptsOf(debt));
  const what = dice();
  if (!one || what < 0.2) return dare(dice, () => start(debt, later(minute)));
  if (one.state === "started" && what < 0.7) return dare(dice, () => openPayment(one.id, later(minute)));
  if (one.idop && what < 0.5) return treasury.press(one.idop, pick<Letter>(["P", "P", "V", "R", "A"]) ?? "P");
  const times = 1 + Math.floor(dice() * 3);
  return dare(dice, () => Promise.all(Array.from({ length: times }, () => settle(one.id, later(minute)))));
}

async function live(debt: Debt, dice: () => number) {
  for (let step = 0, minute = 0; step < STEPS; step++) {
    minute += Math.floor(dice() * 6);
    const other = dice();
    if (other < 0.04) await payAtDesk(debt, 3000);
    else if (other < 0.07) await handOver(debt);
    else await push(debt, dice, minute);
  }
}

type Held = { key: string; result: Letter | null; fields: Record<string, string> };
const heldAtPayFip = async () => (await treasury.control("GET", "payments")) as Held[];

/** Days pass; a bank looks at its debits; each question is answered at last. */
async function end(debt: Debt, dice: () => number) {
  for (const minutes of [60, DAY, 3 * DAY, 4 * DAY]) {
    if (minutes === 3 * DAY) {
      for (const { key, result } of await heldAtPayFip()) {
        const isOurs = (await attemptsOf(debt)).some(({ idop }) => idop === key);
        if (isOurs && result === "V" && dice() < 0.7) {
          await treasury.control("POST", "result", { idop: key, resultrans: "Z" });
        }
      }
    }
    for (const { id } of await attemptsOf(debt)) await settle(id, later(minutes));
  }
}

async function check(debt: Debt) {
  const attempts = await attemptsOf(debt);
  for (const { id, state } of attempts) {
    expect(isFinal(state), state).toBe(true);
    expect((await told(id)).filter((type) => type === "payment.confirmed").length).toBeLessThanOrEqual(1);
  }
  const receipts = await db().receipt.findMany({ where: { regieId: debt.regie.id }, orderBy: { number: "asc" } });
  expect(receipts.map(({ number }) => number)).toEqual(receipts.map((_, index) => index + 1));
  const cases = await openCases(db(), { regieId: debt.regie.id });
  let held = 0;
  for (const { key, result, fields } of await heldAtPayFip()) {
    const attempt = attempts.find(({ idop }) => idop === key);
    if (!attempt || (result !== "P" && result !== "V")) continue;
    held += Number(fields.montant);
    expect(isBooked(attempt.state), attempt.state).toBe(true);
    expect(receipts.filter(({ attemptId }) => attemptId === attempt.id)).toHaveLength(1);
    if (attempt.state !== "paid_card" && attempt.state !== "paid_debit") {
      expect(cases.some((one) => one.attempt?.id === attempt.id)).toBe(true);
    }
  }
  const books = await totalsByAccount(db(), debt.regie.id);
  expect((books.card ?? 0) + (books.debit ?? 0)).toBe(held);
  expect(Object.values(books).reduce((total, cents) => total + cents, 0)).toBe(0);
  expect(await due(debt)).toBeGreaterThanOrEqual(0);
  expect(await due(debt)).toBeLessThanOrEqual(9482);
  return attempts.map(({ state }) => state);
}

it("every euro at PayFiP is in the books once, and every attempt ends, though answers are lost and connections cut", async () => {
  const ends = new Set<string>();
  for (let history = 1; history <= HISTORIES; history++) {
    const dice = chance(history * 7919);
    const debt = await aDebt();
    await treasury.behave({ loseAnswers: 0.3, notifyNever: true });
    await live(debt, dice);
    await treasury.behaveWell();
    await end(debt, dice);
    for (const state of await check(debt)) ends.add(state);
  }
  expect(deaths).toBeGreaterThan(0);
  expect([...ends]).toEqual(expect.arrayContaining(["paid_card", "paid_twice", "refused", "expired"]));
}, 400_000);
