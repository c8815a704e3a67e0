/** The whole way of a payment against the real double over HTTP: start, open, pay or not, ask, settle once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dueOf } from "@/lib/ledger/queries";
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
