/**
 * A commune and PayFiP in memory, for the model of lib/online: invoices, attempts, books and cases move by the portal's own pure rules, PayFiP by
 * what is known of it (facts: payfip §6–7). A transaction that dies leaves nothing; PayFiP forgets nothing.
 */
import { type Asked, bookedAs, eventOf, takesBack } from "@/lib/online/rules-course";
import { ageMinutes, mayLearn, nextPollAt, pollAt, pollsAt } from "@/lib/online/rules-poll";
import { judge, type Reading, STILL_PAYING_MINUTES } from "@/lib/payfip/rules-answer";
import { type AttemptState, afterEvent, afterOpening, isSettled, type PaymentEvent } from "@/lib/payment/rules";
import { takenBack } from "@/lib/payment/rules-booking";
import { caseKeyOf, caseOf } from "@/lib/payment/rules-case";

export type Letter = "P" | "V" | "R" | "Z" | "A";
/** What happens to a question: it is answered, lost, answered by a technical fault or without a result, or the portal dies before it writes. */
export type Luck = "answered" | "lost" | "technical" | "empty" | "crash";

/** `paidCents` is what the bank took and still has. */
type Operation = { idop: string; createdAt: Date; letter: Letter | null; paidCents: number };
type Attempt = Asked & {
  invoice: number;
  amountCents: number;
  idop: string | null;
  answeredCents: number | null;
  nextPollAt: Date | null;
};
type Receipt = { attempt: number; payCents: number; surplusCents: number; isTakenBack: boolean };
type Invoice = { totalCents: number; dueCents: number; claimCents: number };
type Portal = {
  invoices: Invoice[];
  attempts: Attempt[];
  receipts: Receipt[];
  creditCents: number;
  onlineCents: number;
  otherCents: number;
  unknownCents: number;
  cases: Map<string, "open" | "closed">;
};

const MINUTE = 60_000;
/** An operation opens its page for 15 minutes. */
const PAGE_MINUTES = 15;

export class World {
  now = new Date("2026-11-20T13:07:00Z");
  operations: Operation[] = [];
  portal: Portal;
  /** Every state that each attempt went through, as committed. */
  readonly histories: AttemptState[][] = [];

  constructor(totals: readonly number[]) {
    const invoices = totals.map((totalCents) => ({ totalCents, dueCents: totalCents, claimCents: 0 }));
    const none = { attempts: [], receipts: [], creditCents: 0, onlineCents: 0, otherCents: 0, unknownCents: 0 };
    this.portal = { ...none, invoices, cases: new Map() };
  }

  wait(minutes: number) {
    this.now = new Date(this.now.getTime() + minutes * MINUTE);
  }

  /** All or nothing, as in the database. */
  private write(work: (portal: Portal) => void, luck: Luck = "answered") {
    const draft = copyOf(this.portal);
    work(draft);
    if (luck === "crash") return;
    this.portal = draft;
    for (const [index, { state }] of draft.attempts.entries()) {
      const history = this.histories[index] ?? [];
      if (history.at(-1) !== state) history.push(state);
      this.histories[index] = history;
    }
  }

  /** The family presses « Payer »; the portal may die between the attempt and the call, or between the answer and its writing. */
  start(invoiceIndex: number, luck: Luck) {
    const invoice = this.portal.invoices[invoiceIndex];
    if (!invoice || invoice.dueCents <= 0 || invoice.claimCents > 0) return;
    const index = this.portal.attempts.length;
    this.write((portal) => {
      portal.attempts.push({
        ...{ invoice: invoiceIndex, amountCents: invoice.dueCents, state: "started", means: null, idop: null },
        ...{ answeredCents: null, createdAt: this.now, polls: 0, nextPollAt: pollAt(this.now, 0) },
      });
    });
    if (luck === "technical") return;
    const idop = `op${this.operations.length}`;
    this.operations.push({ idop, createdAt: this.now, letter: null, paidCents: 0 });
    const isOpened = luck === "answered" || luck === "crash";
    this.write((portal) => {
      this.walk(portal, index, afterOpening(isOpened ? "opened" : "lost"));
      if (isOpened) at(portal.attempts, index).idop = idop;
    }, luck);
  }

  /** The payer on PayFiP's page. Nobody gets there without the address, which the portal gives once the opening is written. */
  press(operation: Operation, letter: Letter, takenCents: number) {
    const isKnown = this.portal.attempts.some((attempt) => attempt.idop === operation.idop);
    const isOver = ageMinutes(operation.createdAt, this.now) >= PAGE_MINUTES;
    if (!isKnown || isOver || operation.letter === "P" || operation.letter === "V") return;
    operation.letter = letter;
    operation.paidCents = letter === "P" || letter === "V" ? takenCents : 0;
  }

  /** Money at PayFiP that came through no operation of the portal. */
  payFromNowhere(paidCents: number) {
    this.operations.push({ idop: `op${this.operations.length}`, createdAt: this.now, letter: "P", paidCents });
  }

  /** A bank sends a direct debit back, from the next day to the end of the eighth week. */
  bounce(operation: Operation) {
    const days = ageMinutes(operation.createdAt, this.now) / (24 * 60);
    if (operation.letter !== "V" || days < 1 || days > 56) return;
    operation.letter = "Z";
    operation.paidCents = 0;
  }

  /** Notification, return, job or command line: they all ask. An id that nobody knows asks nothing. */
  ask(index: number, luck: Luck) {
    const attempt = this.portal.attempts[index];
    if (!attempt) return;
    if (attempt.state === "started") {
      if (ageMinutes(attempt.createdAt, this.now) < STILL_PAYING_MINUTES) return;
      this.write((portal) => this.walk(portal, index, afterOpening("lost")), luck);
      return;
    }
    if (!mayLearn(attempt)) return;
    const reading = this.answer(attempt, luck);
    this.write((portal) => this.take(portal, index, reading), luck);
  }

  private answer(attempt: Attempt, luck: Luck): Reading {
    const operation = this.operations.find(({ idop }) => idop === attempt.idop);
    if (luck === "lost") return { kind: "silence" };
    if (luck === "technical") return { kind: "code", code: "999" };
    const age = operation ? ageMinutes(operation.createdAt, this.now) : 0;
    // The night job sweeps what never reached the bank.
    if (!operation || (operation.letter === null && age > 24 * 60)) return { kind: "code", code: "P1" };
    if (operation.letter === null) return { kind: "code", code: "P5" };
    const montant = String(operation.paidCents || attempt.amountCents);
    const resultrans = luck === "empty" ? "" : operation.letter;
    const fields = { resultrans, montant, idOp: operation.idop };
    return { kind: "verdict", verdict: judge(fields, { amountCents: attempt.amountCents, idop: operation.idop }) };
  }

  private take(portal: Portal, index: number, reading: Reading) {
    const attempt = at(portal.attempts, index);
    attempt.polls = pollsAt(attempt.createdAt, attempt.polls, this.now);
    const event = eventOf(attempt, reading, this.now);
    if (event !== null) {
      const verdict = reading.kind === "verdict" ? reading.verdict : null;
      if (verdict) attempt.means = verdict.means;
      if (verdict?.claim === "paid") attempt.answeredCents = verdict.amountCents;
      this.walk(portal, index, event);
      if (isSettled(attempt.state)) this.book(portal, index, { amountCents: attempt.amountCents, isDecided: false });
    }
    attempt.nextPollAt = nextPollAt(attempt, reading);
  }

  private walk(portal: Portal, index: number, event: PaymentEvent) {
    const attempt = at(portal.attempts, index);
    const [before, after] = [attempt.state, afterEvent(attempt.state, event)];
    if (after === null) throw new Error(`No edge ${event} from ${before}`);
    attempt.state = after;
    attempt.nextPollAt = nextPollAt(attempt);
    if (takesBack(before, after)) this.takeBack(portal, index);
    const kind = caseOf(after);
    if (kind) portal.cases.set(caseKeyOf(kind, String(index)), "open");
  }

  private book(portal: Portal, index: number, money: { amountCents: number; isDecided: boolean }) {
    const attempt = at(portal.attempts, index);
    const invoice = at(portal.invoices, attempt.invoice);
    const { dueCents, claimCents } = invoice;
    const { payCents, surplusCents, event } = bookedAs({
      ...money,
      ...{ askedCents: attempt.amountCents, dueCents, claimCents },
    });
    if (portal.receipts.some((receipt) => receipt.attempt === index)) throw new Error("Two receipts for one attempt");
    portal.receipts.push({ attempt: index, payCents, surplusCents, isTakenBack: false });
    invoice.dueCents -= payCents;
    portal.creditCents += surplusCents;
    portal.onlineCents += payCents + surplusCents;
    if (event) this.walk(portal, index, event);
  }

  private takeBack(portal: Portal, index: number) {
    const receipt = portal.receipts.find((one) => one.attempt === index);
    if (!receipt || receipt.isTakenBack) throw new Error("Nothing to take back");
    const invoice = at(portal.invoices, at(portal.attempts, index).invoice);
    const paidCents = invoice.totalCents - invoice.dueCents - invoice.claimCents;
    const { creditCents, owedCents } = takenBack({ ...receipt, creditLeftCents: portal.creditCents, paidCents });
    receipt.isTakenBack = true;
    portal.creditCents -= creditCents;
    portal.onlineCents -= creditCents + owedCents;
    invoice.dueCents += owedCents;
  }

  /** Somebody pays at the desk. */
  payElsewhere(invoiceIndex: number, cents: number) {
    this.write((portal) => {
      const invoice = at(portal.invoices, invoiceIndex);
      const paid = Math.min(cents, invoice.dueCents);
      invoice.dueCents -= paid;
      portal.otherCents += paid;
    });
  }

  handOver(invoiceIndex: number) {
    this.write((portal) => {
      const invoice = at(portal.invoices, invoiceIndex);
      invoice.claimCents += invoice.dueCents;
      invoice.dueCents = 0;
    });
  }

  /** The régisseur finds the money, or its absence, in the treasury's list, and decides. */
  decide(index: number) {
    const attempt = this.portal.attempts[index];
    if (attempt?.state !== "suspect" && attempt?.state !== "amount_differs") return;
    const kind = attempt.state === "suspect" ? "suspect" : "amount-differs";
    const operation = this.operations.find(({ idop }) => idop === attempt.idop);
    this.write((portal) => {
      portal.cases.set(caseKeyOf(kind, String(index)), "closed");
      if (!operation?.paidCents) return this.walk(portal, index, "payment.dismissed");
      const means = operation.letter === "V" ? "debit" : "card";
      at(portal.attempts, index).means = means;
      this.walk(portal, index, `payment.cleared-as-${means}`);
      this.book(portal, index, { amountCents: operation.paidCents, isDecided: true });
    });
  }

  /** PayFiP's list names money that no attempt knows: booked apart, under a case. */
  importList() {
    for (const { idop, paidCents } of this.operations) {
      const key = caseKeyOf("unknown-payment", idop);
      if (paidCents === 0 || this.portal.cases.has(key)) continue;
      if (this.portal.attempts.some((attempt) => attempt.idop === idop)) continue;
      this.write((portal) => {
        portal.cases.set(key, "open");
        portal.unknownCents += paidCents;
      });
    }
  }

  /** The jobs run until none is left; PayFiP answers each. */
  drain() {
    for (let round = 0; round < 5000; round++) {
      const due = this.portal.attempts
        .map((attempt, index) => ({ index, at: dueOf(attempt) }))
        .filter((one): one is { index: number; at: Date } => one.at !== null)
        .sort((a, b) => a.at.getTime() - b.at.getTime())[0];
      if (!due) return;
      this.now = new Date(Math.max(this.now.getTime(), due.at.getTime()));
      this.ask(due.index, "answered");
    }
    throw new Error("The questions never end");
  }
}

function copyOf(portal: Portal): Portal {
  const { invoices, attempts, receipts, cases } = portal;
  return {
    ...portal,
    invoices: invoices.map((invoice) => ({ ...invoice })),
    attempts: attempts.map((attempt) => ({ ...attempt })),
    receipts: receipts.map((receipt) => ({ ...receipt })),
    cases: new Map(cases),
  };
}

function dueOf({ state, nextPollAt, createdAt }: Attempt): Date | null {
  if (state !== "started") return nextPollAt;
  return new Date(createdAt.getTime() + STILL_PAYING_MINUTES * MINUTE);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`Nothing at ${index}`);
  return item;
}
