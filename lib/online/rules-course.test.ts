/** The life of online payments as a model: thousands of histories through the portal's own rules (issue "money", point 3). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTEMPT_STATES, isBooked, isFinal } from "@/lib/payment/rules";
import { caseKeyOf } from "@/lib/payment/rules-case";
import { type Letter, type Luck, World } from "@/prisma/testing/payfip-world";
import { bookedAs, takesBack } from "./rules-course";

const TOTALS = [4250, 9482, 100];

type Step = (world: World) => void;

const invoice = fc.nat(TOTALS.length - 1);
/** The latest operations and attempts are those that payers and banks still move. */
const which = fc.nat(2);
const luck = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Luck>("answered") },
  { weight: 3, arbitrary: fc.constantFrom<Luck>("lost", "technical", "empty", "crash") },
);
const letter = fc.constantFrom<Letter>("P", "P", "V", "V", "R", "Z", "A");
const minutes = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 15, max: 25 }) },
  { weight: 1, arbitrary: fc.constantFrom(60, 1440, 4000, 20_000, 60_000) },
);

/** A kind of step, how often it comes, and what it does. */
function step<Given>(weight: number, given: fc.Arbitrary<Given>, act: (world: World, given: Given) => void) {
  return {
    weight,
    arbitrary: given.map(
      (value): Step =>
        (world) =>
          act(world, value),
    ),
  };
}

const attemptOf = (world: World, idop: string | undefined) =>
  world.portal.attempts.findIndex((attempt) => idop !== undefined && attempt.idop === idop);

const steps: fc.Arbitrary<Step> = fc.oneof(
  step(4, fc.tuple(invoice, luck), (world, [index, with_]) => world.start(index, with_)),
  step(6, fc.tuple(which, letter, fc.constantFrom(0, 0, 0, 1, -1)), (world, [index, pressed, off]) => {
    const operation = world.operations.at(-1 - index);
    const asked = world.portal.attempts[attemptOf(world, operation?.idop)]?.amountCents ?? 0;
    if (operation) world.press(operation, pressed, asked + off);
  }),
  // A notification, a return, a job or a person: asked once, or several times at once.
  step(6, fc.tuple(which, luck, fc.integer({ min: 1, max: 3 })), (world, [index, with_, times]) => {
    for (let time = 0; time < times; time++) world.ask(world.portal.attempts.length - 1 - index, with_);
  }),
  step(3, minutes, (world, count) => world.wait(count)),
  // Three days later a bank looks at its debits.
  step(1, fc.tuple(which, fc.boolean()), (world, [index, isAsked]) => {
    const operation = world.operations.at(-1 - index);
    if (isAsked) world.ask(attemptOf(world, operation?.idop), "answered");
    world.wait(3 * 1440);
    if (operation) world.bounce(operation);
  }),
  // A month of silence, after which a person has to look.
  step(1, which, (world, index) => {
    world.wait(36 * 1440);
    world.ask(world.portal.attempts.length - 1 - index, "lost");
  }),
  step(1, fc.tuple(invoice, fc.integer({ min: 1, max: 5000 })), (world, [index, cents]) =>
    world.payElsewhere(index, cents),
  ),
  step(1, invoice, (world, index) => world.handOver(index)),
  step(2, which, (world, index) => world.decide(world.portal.attempts.length - 1 - index)),
  step(1, fc.constant(700), (world, cents) => world.payFromNowhere(cents)),
  step(1, fc.constant(null), (world) => world.importList()),
);

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const isOpen = ({ portal }: World, key: string) => portal.cases.get(key) === "open";

/** `expect` is too slow for some hundred thousand moments. */
function must(isSo: boolean, what: string) {
  if (!isSo) throw new Error(what);
}

/** True at every moment. */
function check(world: World) {
  const { invoices, receipts, creditCents, onlineCents, attempts } = world.portal;
  for (const { totalCents, dueCents } of invoices) {
    must(dueCents >= 0 && dueCents <= totalCents, `an invoice of ${totalCents} has ${dueCents} left to pay`);
  }
  const live = receipts.filter((receipt) => !receipt.isTakenBack);
  const booked = sum(live.map(({ payCents, surplusCents }) => payCents + surplusCents));
  must(onlineCents === booked, `the books hold ${onlineCents}, the receipts ${booked}`);
  must(creditCents === sum(live.map(({ surplusCents }) => surplusCents)), "credits are not what was too much");
  for (const [index, { state }] of attempts.entries()) {
    const own = live.filter((receipt) => receipt.attempt === index).length;
    must(own === (isBooked(state) ? 1 : 0), `${own} receipts for ${state}`);
  }
  for (const history of world.histories) {
    const [before, after] = [history.at(-2), history.at(-1)];
    if (!before || !after) continue;
    if (isBooked(before)) must(after === "rejected_later", history.join(" "));
    if (isFinal(before)) must(isFinal(after), history.join(" "));
  }
}

/** True once nothing is left to ask. */
function checkEnd(world: World) {
  const { attempts, receipts, onlineCents, unknownCents } = world.portal;
  let undecided = 0;
  for (const { idop, paidCents } of world.operations.filter((operation) => operation.paidCents > 0)) {
    const index = attemptOf(world, idop);
    if (index < 0) {
      must(isOpen(world, caseKeyOf("unknown-payment", idop)), `${idop} is nobody's`);
      continue;
    }
    const receipt = receipts.find((one) => one.attempt === index && !one.isTakenBack);
    if (receipt) {
      must(receipt.payCents + receipt.surplusCents === paidCents, `${idop} is not booked as it was paid`);
      continue;
    }
    undecided += paidCents;
    const aside = (["suspect", "amount-differs"] as const).some((kind) =>
      isOpen(world, caseKeyOf(kind, String(index))),
    );
    must(aside, `${idop} is neither settled nor in a case: ${world.histories[index]}`);
  }
  for (const [index, { state }] of attempts.entries()) {
    must(isFinal(state), `${state} is no end`);
    if (state === "paid_twice") must(isOpen(world, caseKeyOf("paid-twice", String(index))), "no case for a refund");
    if (state === "after_hand_over")
      must(isOpen(world, caseKeyOf("settled-after-hand-over", String(index))), "no case after the hand-over");
  }
  const provider = sum(world.operations.map(({ paidCents }) => paidCents));
  must(onlineCents + unknownCents + undecided === provider, "a euro at PayFiP is in no book and in no case");
}

describe("whatever happens, in whatever order, with crashes between any two steps", () => {
  const seen = new Set<string>();

  it("each euro is settled once or in a case, paid stays paid but for a named rejection, and every state ends", () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 10, maxLength: 40, size: "max" }), (history) => {
        const world = new World(TOTALS);
        for (const step of history) {
          step(world);
          check(world);
        }
        world.drain();
        world.importList();
        check(world);
        checkEnd(world);
        for (const { state } of world.portal.attempts) seen.add(state);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  it("and these histories end in every state in which one may end", () => {
    const ends = ATTEMPT_STATES.filter(isFinal);
    expect([...seen].sort()).toEqual([...ends].sort());
  });
});

describe("the money of an attempt", () => {
  const asked = { askedCents: 5000, dueCents: 5000, claimCents: 0, isDecided: false };
  it.each([
    ["as asked settles", { amountCents: 5000 }, null],
    ["for a debt that is paid is a second payment", { amountCents: 5000, dueCents: 0 }, "payment.found-twice"],
    ["for a debt that is paid in part too", { amountCents: 5000, dueCents: 4999 }, "payment.found-twice"],
    ["for a debt handed over", { amountCents: 5000, dueCents: 0, claimCents: 5000 }, "payment.found-handed-over"],
    ["decided to be more than asked is just more", { amountCents: 6000, isDecided: true }, null],
    [
      "decided for a debt that is gone is a second payment",
      { amountCents: 5000, dueCents: 0, isDecided: true },
      "payment.found-twice",
    ],
    [
      "decided more, a cent of it for a debt that is gone",
      { amountCents: 6000, dueCents: 4999, isDecided: true },
      "payment.found-twice",
    ],
  ] as const)("%s", (_, change, event) => {
    expect(bookedAs({ ...asked, ...change }).event).toBe(event);
  });

  it("is taken back only where it was booked", () => {
    for (const state of ATTEMPT_STATES) expect(takesBack(state, "rejected_later")).toBe(isBooked(state));
    expect(takesBack("paid_debit", "refused")).toBe(false);
  });
});
