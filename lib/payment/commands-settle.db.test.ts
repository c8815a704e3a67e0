/** The whole way of a payment against the real double over HTTP: start, open, pay or not, ask, settle once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dueOf } from "@/lib/ledger/queries";
import { NotFound } from "@/lib/server/action";
import { now } from "@/lib/server/clock";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anIssuedInvoice, aParent, aPayer, aRegie, contextFor, journalOf } from "@/prisma/fixtures";
import { startDouble } from "@/scripts/payfip-double/server";
import { mintFamilyScope } from "../access/gate";
import { parisOf } from "../kernel/civil-date";
import { pollOpen, settle, settleIdop } from "./commands-settle";
import { openPayment, startPayment } from "./commands-start";

type Letter = "P" | "V" | "R" | "Z" | "A";

let double: Awaited<ReturnType<typeof startDouble>>;
const started = now();
/** Minutes in a day. */
const DAY = 24 * 60;
const later = (minutes: number) => new Date(started.getTime() + minutes * 60_000);

beforeAll(async () => {
  double = await startDouble({ port: 0 });
  Object.assign(process.env, {
    PORTAIL_DEMO: "1",
    PUBLIC_URL: "http://127.0.0.1:9",
    PAYFIP_SOAP_URL: `${double.url}/tpa/services/securite`,
    PAYFIP_PAGE_URL: `${double.url}/tpa/paiementws.web`,
    PAYFIP_MODE: "T",
  });
});
afterAll(() => double.close());
beforeEach(() => control("DELETE", "behaviour"));

async function control(method: string, path: string, wish?: unknown): Promise<unknown> {
  const body = wish === undefined ? {} : { body: JSON.stringify(wish) };
  const response = await fetch(`${double.url}/_double/${path}`, { method, ...body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const behave = (wish: unknown) => control("POST", "behaviour", wish);

function press(idop: string, letter: Letter): Promise<Response> {
  const body = new URLSearchParams({ cle: idop, choix: letter });
  return fetch(`${double.url}/tpa/choix`, { method: "POST", body, redirect: "manual" });
}

/** A family with an invoice of 94,82 €. */
async function aDebt() {
  const tx = db();
  const regie = await aRegie(tx);
  const household = await aHousehold(tx);
  const { account } = await aParent(tx, household.id);
  const payer = await aPayer(tx);
  const sales = [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ];
  const invoice = await anIssuedInvoice(tx, { regieId: regie.id, householdId: household.id, payerId: payer.id, sales });
  return { regie, household, account, payer, invoice };
}

type Debt = Awaited<ReturnType<typeof aDebt>>;

function start({ account, invoice }: Debt, at = started) {
  return transaction(async (tx) => {
    const context = contextFor(tx, account, at);
    const scope = await mintFamilyScope(tx, account.id, parisOf(at).day);
    if (!scope) throw new Error("no scope");
    return startPayment(context, { invoiceId: invoice.id }, scope);
  });
}

async function open(debt: Debt, at = started) {
  const begun = await start(debt, at);
  if (!begun.ok) throw new Error(begun.reason);
  const opened = await openPayment(begun.attemptId, at);
  if (!opened.ok) throw new Error(opened.reason);
  const attempt = await db().paymentAttempt.findUniqueOrThrow({ where: { id: begun.attemptId } });
  return { id: attempt.id, idop: attempt.idop ?? "", url: opened.url };
}

const attempt = (id: string) => db().paymentAttempt.findUniqueOrThrow({ where: { id } });
const due = async ({ invoice }: Debt) => (await dueOf(db(), [invoice.id])).get(invoice.id);
const receipts = ({ invoice }: Debt) => db().receipt.findMany({ where: { invoiceId: invoice.id } });
const told = async (id: string) =>
  (await journalOf(db())).filter((event) => event.object === `payment/${id}`).map((event) => event.type);

describe("a payment by card", () => {
  it("settles the invoice once: receipt, books, journal and mail", async () => {
    const debt = await aDebt();
    const { id, idop, url } = await open(debt);
    expect(url).toBe(`${double.url}/tpa/paiementws.web?idop=${idop}`);
    expect(await settle(id, later(1))).toBe("pending");
    await press(idop, "P");
    expect(await settle(id, later(2))).toBe("paid_card");
    expect(await due(debt)).toBe(0);
    expect(await receipts(debt)).toMatchObject([{ attemptId: id, means: "card", amountCents: 9482, number: 1 }]);
    expect(await told(id)).toEqual([
      "payment.started",
      "payment.asked",
      "payment.state-changed",
      "payment.asked",
      "payment.asked",
      "payment.confirmed",
    ]);
    const [mail] = await db().mailOutbox.findMany({ where: { householdId: debt.household.id } });
    expect(mail).toMatchObject({ toAddress: debt.account.email });
    expect(`${mail?.subject}\n${mail?.text}`).toContain("94,82\u00a0€");
    expect(mail?.text).not.toMatch(/\{\w+\}/);
  });

  it("settles once when notification, return, job and command line all come at the same moment", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "P");
    const states = await Promise.all([1, 2, 3, 4, 5].map(() => settleIdop(idop, later(2))));
    expect(states).toEqual(Array(5).fill("paid_card"));
    expect(await receipts(debt)).toHaveLength(1);
    expect(await due(debt)).toBe(0);
    expect((await told(id)).filter((type) => type === "payment.confirmed")).toHaveLength(1);
  });
});

describe("a payment that PayFiP does not confirm at once", () => {
  it("by direct debit is paid, and says so", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "V");
    expect(await settle(id, later(2))).toBe("paid_debit");
    expect(await receipts(debt)).toMatchObject([{ means: "debit", amountCents: 9482 }]);
  });

  it("by a direct debit that bounces takes the receipt back, and the family owes again", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "V");
    await settle(id, later(2));
    await control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    expect(await due(debt)).toBe(9482);
    expect((await receipts(debt)).map((receipt) => receipt.amountCents).sort()).toEqual([-9482, 9482]);
    expect(await settle(id, later(4 * DAY))).toBe("rejected_later");
    expect(await receipts(debt)).toHaveLength(2);
  });

  it("is refused by the bank: nothing is paid, and the family may start again", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "R");
    expect(await settle(id, later(2))).toBe("refused");
    expect(await due(debt)).toBe(9482);
    const second = await open(debt, later(5));
    await press(second.idop, "P");
    expect(await settle(second.id, later(6))).toBe("paid_card");
    expect(await due(debt)).toBe(0);
  });

  it("is given up: still waiting under 20 minutes, cancelled from 20 on, and paid all the same if the payer came back", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "A");
    expect(await settle(id, later(19))).toBe("pending");
    expect(await settle(id, later(20))).toBe("cancelled");
    await control("POST", "result", { idop, resultrans: "P" });
    expect(await settle(id, later(61))).toBe("paid_card");
    expect(await receipts(debt)).toHaveLength(1);
  });

  it("without any result expires after 20 minutes, and only because PayFiP was asked", async () => {
    const debt = await aDebt();
    const { id } = await open(debt);
    expect(await settle(id, later(19))).toBe("pending");
    await behave({ answerHtml: true });
    expect(await settle(id, later(30))).toBe("pending");
    await control("DELETE", "behaviour");
    expect(await settle(id, later(31))).toBe("expired");
  });

  it("is settled by the first question that is answered, when the notification never comes and answers get lost", async () => {
    const debt = await aDebt();
    await behave({ notifyNever: true });
    const { id, idop } = await open(debt);
    await press(idop, "P");
    await behave({ truncateAnswers: true });
    expect(await settle(id, later(1))).toBe("pending");
    expect(await settle(id, later(3))).toBe("pending");
    await behave({ truncateAnswers: false });
    expect((await pollOpen(later(10))).find((polled) => polled.id === id)).toMatchObject({ after: "paid_card" });
    const kept = await db().paymentAnswer.findMany({ where: { attemptId: id }, orderBy: { askedAt: "asc" } });
    expect(kept.map((answer) => answer.outcome)).toEqual(["opened", "transport", "transport", "paid"]);
  });

  it.each([
    ["another amount", { montant: "1" }, "amount_differs"],
    ["another reference", { refdet: "PER2026999999" }, "suspect"],
    ["another mode", { saisie: "W" }, "suspect"],
  ] as const)("with %s is never paid, and waits for a person", async (_, overrideFields, state) => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "P");
    await behave({ overrideFields });
    expect(await settle(id, later(2))).toBe(state);
    expect(await due(debt)).toBe(9482);
    expect(await receipts(debt)).toEqual([]);
  });

  it("is a second payment of the same invoice: the first settles, the other waits for a person to give it back", async () => {
    const debt = await aDebt();
    const [one, two] = [await open(debt), await open(debt)];
    await Promise.all([press(one.idop, "P"), press(two.idop, "P")]);
    const states = await Promise.all([settle(one.id, later(2)), settle(two.id, later(2))]);
    expect(states.sort()).toEqual(["paid_card", "paid_twice"]);
    expect(await due(debt)).toBe(0);
    expect(await receipts(debt)).toHaveLength(1);
  });
});

describe("a payment that does not begin", () => {
  it("is refused at PayFiP's word, with the reason kept, and no page is opened", async () => {
    const debt = await aDebt();
    const begun = await start(debt);
    if (!begun.ok) throw new Error(begun.reason);
    await behave({ faultNext: { code: "T2" } });
    expect(await openPayment(begun.attemptId, started)).toEqual({ ok: false, reason: "unavailable" });
    expect((await attempt(begun.attemptId)).state).toBe("refused");
    expect(await told(begun.attemptId)).toContain("payment.start-failed");
  });

  it("because the answer was lost is closed, since nobody ever got its address", async () => {
    const debt = await aDebt();
    const begun = await start(debt);
    if (!begun.ok) throw new Error(begun.reason);
    await behave({ answerHtml: true });
    expect(await openPayment(begun.attemptId, started)).toMatchObject({ ok: false });
    expect((await attempt(begun.attemptId)).state).toBe("expired");
  });

  it("because the portal was killed in between is closed by its own job after 20 minutes", async () => {
    const debt = await aDebt();
    const begun = await start(debt);
    if (!begun.ok) throw new Error(begun.reason);
    const job = await db().job.findUnique({ where: { dedupeKey: `payment.poll:${begun.attemptId}` } });
    expect(job).toMatchObject({ state: "queued", runAt: later(1) });
    expect(await settle(begun.attemptId, later(19))).toBe("started");
    expect(await settle(begun.attemptId, later(20))).toBe("expired");
    expect(await told(begun.attemptId)).toEqual(["payment.started", "payment.start-failed"]);
  });

  it("twice from one click gives one address", async () => {
    const debt = await aDebt();
    const begun = await start(debt);
    if (!begun.ok) throw new Error(begun.reason);
    const first = await openPayment(begun.attemptId, started);
    expect(await openPayment(begun.attemptId, later(1))).toEqual(first);
    expect(await openPayment(begun.attemptId, later(16))).toMatchObject({ ok: false });
  });

  it("for an invoice of another family is as absent as one that does not exist", async () => {
    const [mine, theirs] = [await aDebt(), await aDebt()];
    await expect(start({ ...mine, invoice: theirs.invoice })).rejects.toThrow(NotFound);
    expect(await db().paymentAttempt.count({ where: { invoiceId: theirs.invoice.id } })).toBe(0);
  });

  it("once all is paid, and the refusal is in the journal", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await press(idop, "P");
    await settle(id, later(2));
    expect(await start(debt)).toEqual({ ok: false, reason: "nothing-due" });
    expect((await journalOf(db())).at(-1)).toEqual({
      type: "payment.start-failed",
      object: `invoice/${debt.invoice.id}`,
    });
  });
});

it("says nothing of an operation it does not know, and makes no call for it", async () => {
  expect(await settleIdop("00000000-0000-4000-8000-000000000000", started)).toBeNull();
});

it("leaves nothing unknown when a third of the answers and every notification are lost", async () => {
  await behave({ loseAnswers: 0.3, notifyNever: true });
  const letters: Letter[] = ["P", "V", "R", "A", "P"];
  const ids: string[] = [];
  for (const letter of letters) {
    const debt = await aDebt();
    const begun = await start(debt);
    if (!begun.ok) throw new Error(begun.reason);
    ids.push(begun.attemptId);
    await openPayment(begun.attemptId, started);
    const { idop } = await attempt(begun.attemptId);
    if (idop) await press(idop, letter);
  }
  for (const minutes of [1, 3, 10, 20, 60, DAY, DAY + 600]) {
    for (const id of ids) await settle(id, later(minutes));
  }
  const states = await Promise.all(ids.map(async (id) => (await attempt(id)).state));
  for (const state of states) expect(["paid_card", "paid_debit", "refused", "cancelled", "expired"]).toContain(state);
  const settled = await db().paymentAttempt.findMany({
    where: { id: { in: ids }, state: { in: ["paid_card", "paid_debit"] } },
  });
  expect(await db().receipt.count({ where: { attemptId: { in: ids } } })).toBe(settled.length);
});
