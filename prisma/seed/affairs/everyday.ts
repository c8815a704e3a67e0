/** Small things that fill the journals of the known accounts: sessions, a new telephone, looks into the file, a refusal, a payment left. */
import { limitsOn } from "@/lib/booking/rules";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Bill } from "../billing/payments";
import type { Commune } from "../commune/found";
import type { OpenDay } from "../commune/opening";
import { ruleCodes } from "../commune/rules";
import type { Account } from "../families/accounts";
import type { Home } from "../families/home";
import { mayAttend } from "../life/bookings";
import type { Trace } from "../life/journal";
import { at, must } from "../rows";

export type Days = {
  commune: Commune;
  homes: readonly Home[];
  days: readonly OpenDay[];
  today: CivilDate;
  accounts: ReadonlyMap<string, Account>;
  guardianIds: ReadonlyMap<string, string>;
};

type Asking = { home: Home; camille: Actor };

const CAMILLE = "camille.durand@example.org";

export async function writeEveryday(tx: Tx, facts: Days, bills: readonly Bill[]): Promise<Trace[]> {
  const home = must(
    facts.homes.find(({ story }) => story.key === "durand"),
    "durand",
  );
  const camille = actorOf(facts, CAMILLE);
  return [
    ...(await sessions(tx, facts)),
    telephone(facts, home, camille),
    ...looks(facts, home, bills),
    ...(await refusal(tx, facts, { home, camille })),
    ...(await abandoned(tx, facts, { home, camille, bills })),
  ];
}

function actorOf({ accounts }: Days, email: string): Actor {
  const { id, role } = must(accounts.get(email), email);
  return { accountId: id, role };
}

async function sessions(tx: Tx, facts: Days): Promise<Trace[]> {
  const list = [CAMILLE, "sacha.morel@example.org", "nadia.benali@example.org"].flatMap((email, index) =>
    [31, 13, 1].map((daysAgo) => ({
      id: newId(),
      actor: actorOf(facts, email),
      openedAt: at(addDays(facts.today, -daysAgo), `20:${20 + index * 7}`),
    })),
  );
  await tx.session.createMany({
    data: list.map(({ id, actor, openedAt }) => ({
      id,
      accountId: actor.accountId,
      createdAt: openedAt,
      lastSeenAt: openedAt,
      expiresAt: openedAt,
    })),
  });
  return list.map(({ id, actor, openedAt }) => ({
    at: openedAt,
    actor,
    event: {
      type: "session.opened",
      subject: { kind: "account", id: actor.accountId },
      object: { kind: "session", id },
      body: { accountId: actor.accountId },
    },
  }));
}

function telephone({ guardianIds, today }: Days, home: Home, camille: Actor): Trace {
  const guardianId = must(guardianIds.get(CAMILLE), CAMILLE);
  return {
    at: at(addDays(today, -8), "10:02"),
    actor: camille,
    event: {
      type: "household.contact-changed",
      subject: { kind: "household", id: home.id },
      object: { kind: "guardian", id: guardianId },
      body: { guardianId, before: { phone: "06 39 98 12 34" }, after: { phone: "06 39 98 56 78" } },
    },
  };
}

/** The school's agent opened the children's records, the régie the invoice. */
function looks(facts: Days, home: Home, bills: readonly Bill[]): Trace[] {
  const agent = actorOf(facts, "agent.oliviers@example.org");
  const children = home.places.map(({ kid }, index): Trace => {
    const child = { kind: "child" as const, id: kid.id };
    const event = { type: "child.consulted", subject: child, object: child, body: { purpose: "enrolment" } } as const;
    return { at: at(addDays(facts.today, -9), `09:1${index}`), actor: agent, event };
  });
  const bill = bills.filter(({ householdId }) => householdId === home.id).at(-1);
  if (!bill) return children;
  const event = {
    type: "invoice.consulted",
    subject: { kind: "household", id: home.id },
    object: { kind: "invoice", id: bill.id },
    body: { purpose: "billing", number: `${bill.year}-${String(bill.number).padStart(6, "0")}`, month: bill.month },
  } as const;
  return [
    ...children,
    { at: at(addDays(facts.today, -1), "10:26"), actor: actorOf(facts, "regie@example.org"), event },
  ];
}

/** The bus of the next day, asked for too late: an order without a booking, and its reason. */
async function refusal(tx: Tx, { commune, days, today }: Days, { home, camille }: Asking): Promise<Trace[]> {
  const bus = must(
    commune.activities.find(({ code }) => code === "OLI-B1"),
    "bus",
  );
  const tom = must(
    home.places.find(({ custody }) => custody),
    "Tom",
  );
  const open = days
    .filter(({ activityId, day }) => activityId === bus.id && day < today && mayAttend(tom, bus, day))
    .at(-1);
  if (!open) return [];
  const askedAt = at(addDays(open.day, -1), "21:09");
  const order = { id: newId(), reference: newReference("VAL") };
  const cell = { childId: tom.kid.id, activityDayId: open.id };
  const ruled = { ruleCode: ruleCodes[bus.kind], day: open.day, startsAt: bus.hours[0] };
  const { closesAt } = limitsOn(commune.rules.file, ruled);
  const verdict = { wish: "book", reason: "too-late", closesAt };
  await tx.bookingOrder.create({
    data: {
      ...order,
      ...{ householdId: home.id, accountId: camille.accountId, channel: "portal", deltaCents: 0, createdAt: askedAt },
      refused: [{ ...cell, ...verdict }],
    },
  });
  const words = { order: order.reference, orderId: order.id, activityId: bus.id, activity: bus.nameFr, day: open.day };
  const subject = { kind: "household" as const, id: home.id };
  const object = { kind: "activity-day", id: open.id };
  const event = { type: "booking.refused", subject, object, body: { ...words, ...cell, ...verdict } } as const;
  return [{ at: askedAt, actor: camille, event }];
}

type Leaving = Asking & { bills: readonly Bill[] };

/** Camille opened the payment page of the last invoice, and left it. */
async function abandoned(tx: Tx, { commune, today }: Days, { home, camille, bills }: Leaving): Promise<Trace[]> {
  const bill = bills.filter(({ householdId }) => householdId === home.id).at(-1);
  const day = addDays(today, -1);
  if (!bill?.issuedOn || bill.issuedOn >= at(day, "00:00")) return [];
  const id = newId();
  const [openedAt, leftAt] = [at(day, "20:58"), at(day, "21:04")];
  const attempt = {
    invoiceId: bill.id,
    householdId: home.id,
    accountId: camille.accountId,
    amountCents: bill.totalCents,
  };
  await tx.paymentAttempt.create({
    data: {
      ...attempt,
      ...{ id, idop: id, gateway: "service", numcli: commune.numcli, mode: "T", refdet: bill.refdet ?? "" },
      ...{ state: "cancelled", createdAt: openedAt, closedAt: leftAt, polls: 1 },
    },
  });
  const subject = { kind: "household" as const, id: home.id };
  const object = { kind: "payment", id };
  const cents = bill.totalCents;
  const invoice = { invoiceId: bill.id, invoiceYear: bill.year, invoiceNumber: bill.number, month: bill.month, cents };
  const left = {
    event: "payment.cancelled",
    before: "pending",
    after: "cancelled",
    invoiceId: bill.id,
    cents,
    means: null,
  };
  return [
    { at: openedAt, actor: camille, event: { type: "payment.started", subject, object, body: invoice } },
    { at: leftAt, actor: null, event: { type: "payment.cancelled", subject, object, body: left } },
  ];
}
