/**
 * What the double knows: payments asked for, and what their payers chose. The life of an operation id follows the facts:
 * 15 minutes to open its page, one use, P5 until a result, forgotten (P1) by the next night job when there is none.
 */
import { randomInt, randomUUID } from "node:crypto";
import { addDays, instantOf, parisOf } from "@/lib/kernel/civil-date";

/** The double's own time: the machine's, moved forward on demand, so that a test may reach the night in a second. */
export type Clock = { now(): Date; advance(minutes: number): void };

export function createClock(): Clock {
  let shift = 0;
  return {
    now: () => new Date(Date.now() + shift),
    advance: (minutes) => {
      shift += minutes * MINUTE;
    },
  };
}

export const LETTERS = ["P", "V", "R", "Z", "A"] as const;
export type Letter = (typeof LETTERS)[number];

export type Call = { at: string; status: number | null; url: string };

export type Payment = {
  key: string;
  /** `form`: from the redirect page, which knows no operation id. */
  interface: "service" | "form";
  /** As requested, under the names of the request. */
  fields: Record<string, string>;
  createdAt: string;
  openedAt: string | null;
  result: Letter | null;
  decidedAt: string | null;
  numauto: string | null;
  notifications: Call[];
};

/** Why a pay page is not shown. */
export type PageRefusal = "unknown" | "used" | "too-old";

const MINUTE = 60_000;
const PAGE_MINUTES = 15;
/** A payer who reached the page in time may still think it over. */
const CHOICE_MINUTES = 30;
const NIGHT_JOB = "02:00";
const YEAR_DAYS = 365;

export type Bank = ReturnType<typeof createBank>;

export function createBank(clock: Clock, payments: Map<string, Payment> = new Map()) {
  const age = (since: string) => (clock.now().getTime() - new Date(since).getTime()) / MINUTE;

  function forgotten(payment: Payment): boolean {
    if (payment.result) return age(payment.createdAt) > YEAR_DAYS * 24 * 60;
    const night = instantOf(`${addDays(parisOf(new Date(payment.createdAt)).day, 1)}T${NIGHT_JOB}`);
    return clock.now() >= night;
  }

  function find(key: string): Payment | null {
    const payment = payments.get(key);
    return payment && !forgotten(payment) ? payment : null;
  }

  return {
    payments,
    find,

    open(kind: Payment["interface"], fields: Record<string, string>): Payment {
      const blank = { openedAt: null, result: null, decidedAt: null, numauto: null, notifications: [] };
      const payment: Payment = {
        ...blank,
        key: randomUUID(),
        interface: kind,
        fields,
        createdAt: clock.now().toISOString(),
      };
      payments.set(payment.key, payment);
      return payment;
    },

    /** The payment whose page may be shown, marked as opened; or why it may not. */
    page(key: string): Payment | PageRefusal {
      const payment = find(key);
      if (!payment) return "unknown";
      if (payment.result) return "used";
      if (age(payment.createdAt) >= PAGE_MINUTES) return "too-old";
      payment.openedAt ??= clock.now().toISOString();
      return payment;
    },

    /** The payer's choice. The first one counts: a second press changes nothing. */
    choose(key: string, letter: Letter): Payment | PageRefusal {
      const payment = find(key);
      if (!payment) return "unknown";
      if (payment.result) return payment;
      if (age(payment.openedAt ?? payment.createdAt) >= CHOICE_MINUTES) return "too-old";
      return settle(payment, letter, clock.now());
    },

    /** Sets a result whatever the payer did: a direct debit that bounces, a test that wants one. */
    force(key: string, letter: Letter | null): Payment | null {
      const payment = payments.get(key);
      if (!payment) return null;
      return letter ? settle(payment, letter, clock.now()) : Object.assign(payment, { result: null, decidedAt: null });
    },
  };
}

function settle(payment: Payment, letter: Letter, now: Date): Payment {
  const paid = letter === "P" || letter === "V";
  const number = String(randomInt(10 ** 9)).padStart(9, "0");
  payment.result = letter;
  payment.decidedAt = now.toISOString();
  payment.numauto = paid ? `${number}-dbl` : null;
  return payment;
}

/** The result as both interfaces give it: request echoed, year on two digits as the live service does, Paris time. */
export function resultFields(payment: Payment): Record<string, string> {
  const { day, time } = parisOf(new Date(payment.decidedAt ?? payment.createdAt));
  const { urlnotif: _, urlredirect: __, urlcl: ___, ...echoed } = payment.fields;
  return {
    ...echoed,
    ...(payment.fields.exer && payment.interface === "service" ? { exer: payment.fields.exer.slice(2) } : {}),
    dattrans: day.split("-").reverse().join(""),
    heurtrans: time.replace(":", ""),
    ...(payment.numauto ? { numauto: payment.numauto } : {}),
    ...(payment.result ? { resultrans: payment.result } : {}),
  };
}
