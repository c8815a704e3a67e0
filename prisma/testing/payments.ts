/** For database tests of payments: the double over real HTTP, a family with an invoice, and a payer who presses its buttons. */
import { mintFamilyScope } from "@/lib/access/gate";
import { parisOf } from "@/lib/kernel/civil-date";
import { dueOf } from "@/lib/ledger/queries";
import { openPayment, startPayment } from "@/lib/online/commands-start";
import { now } from "@/lib/server/clock";
import { db, transaction } from "@/lib/server/db";
import { startDouble } from "@/scripts/payfip-double/server";
import { aHousehold, anIssuedInvoice, aParent, aPayer, aRegie, contextFor, journalOf } from "../fixtures";

export type Letter = "P" | "V" | "R" | "Z" | "A";
export type Debt = Awaited<ReturnType<typeof aDebt>>;

/** The double keeps the machine's time: a test counts its minutes from when it began. */
export const started = now();
/** Minutes in a day. */
export const DAY = 24 * 60;
export const later = (minutes: number) => new Date(started.getTime() + minutes * 60_000);

/** Starts the double and points the settings at it; call it before anything reads them. */
export async function startTreasury(settings: Record<string, string> = {}) {
  const double = await startDouble({ port: 0 });
  const page = settings.PAYFIP_INTERFACE === "form" ? "paiement.web" : "paiementws.web";
  Object.assign(process.env, {
    PUBLIC_URL: "http://127.0.0.1:9",
    PAYFIP_SOAP_URL: `${double.url}/tpa/services/securite`,
    PAYFIP_PAGE_URL: `${double.url}/tpa/${page}`,
    PAYFIP_MODE: "T",
    ...settings,
  });
  async function control(method: string, path: string, wish?: unknown): Promise<unknown> {
    const body = wish === undefined ? {} : { body: JSON.stringify(wish) };
    const response = await fetch(`${double.url}/_double/${path}`, { method, ...body });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    ...{ url: double.url, close: double.close, control },
    behave: (wish: unknown) => control("POST", "behaviour", wish),
    behaveWell: () => control("DELETE", "behaviour"),
    press(key: string, letter: Letter): Promise<Response> {
      const body = new URLSearchParams({ cle: key, choix: letter });
      return fetch(`${double.url}/tpa/choix`, { method: "POST", body, redirect: "manual" });
    },
  };
}

/** A family with an invoice of 94,82 €. */
export async function aDebt() {
  const tx = db();
  const regie = await aRegie(tx);
  const household = await aHousehold(tx);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  const sales = [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ];
  const invoice = await anIssuedInvoice(tx, { regieId: regie.id, householdId: household.id, payerId: payer.id, sales });
  return { regie, household, account, payer, invoice };
}

/** The family presses « Payer »; nothing has left for PayFiP yet. */
export function start({ account, invoice }: Pick<Debt, "account" | "invoice">, at = started, contractId?: string) {
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, account.id, parisOf(at).day);
    if (!scope) throw new Error("no scope");
    return startPayment(contextFor(tx, account, at), { invoiceId: invoice.id, contractId }, scope);
  });
}

export async function begin(debt: Debt, at = started): Promise<string> {
  const begun = await start(debt, at);
  if (!begun.ok) throw new Error(begun.reason);
  return begun.attemptId;
}

/** Started and opened at PayFiP. */
export async function open(debt: Debt, at = started) {
  const id = await begin(debt, at);
  const opened = await openPayment(id, at);
  if (!opened.ok) throw new Error(opened.reason);
  return { id, idop: (await attempt(id)).idop ?? "", url: opened.url };
}

export const attempt = (id: string) => db().paymentAttempt.findUniqueOrThrow({ where: { id } });
export const due = async ({ invoice }: Debt) => (await dueOf(db(), [invoice.id])).get(invoice.id);
export const receipts = ({ invoice }: Debt) => db().receipt.findMany({ where: { invoiceId: invoice.id } });

/** The journal of one payment, oldest first. */
export async function told(id: string): Promise<string[]> {
  const journal = await journalOf(db());
  return journal.filter((event) => event.object === `payment/${id}`).map((event) => event.type);
}

/** The subjects of the mails to a family, oldest first. */
export async function mailsTo({ household }: Debt): Promise<string[]> {
  const mails = await db().mailOutbox.findMany({ where: { householdId: household.id }, orderBy: { id: "asc" } });
  return mails.map((mail) => mail.subject);
}
