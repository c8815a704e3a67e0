/** For database tests of the till and of refunds: a régie, a family that owes it, and two people who keep the till. */
import { mintFamilyScope } from "@/lib/access/gate";
import { totalsByAccount } from "@/lib/ledger/queries";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { requestRefund } from "@/lib/refund/commands";
import { orderRefund, type refuseRefund } from "@/lib/refund/commands-decide";
import { type failRefund, payRefund } from "@/lib/refund/commands-settle";
import { db, transaction } from "@/lib/server/db";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import type { CounterPayment } from "@/lib/till/schema";
import { aHousehold, anAccount, anIssuedInvoice, aParent, aPayer, aRegie, contextFor, NOW, TODAY } from "../fixtures";

export type Till = Awaited<ReturnType<typeof aTill>>;

const SALES = [
  { productCode: "CANT", amountCents: 6352 },
  { productCode: "GARD", amountCents: 3130 },
];

/** Each invoice is of 94,82 €. The régie takes CESU, and no holiday voucher. */
export async function aTill() {
  const tx = db();
  const regie = await aRegie(tx);
  await tx.regie.update({ where: { id: regie.id }, data: { settings: { till: { cesuAccepted: true } } } });
  const household = await aHousehold(tx);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  const [regisseur, deputy] = [await anAccount(tx, { role: "regie" }), await anAccount(tx, { role: "regie" })];
  const ids = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  return {
    regie,
    household,
    account,
    payer,
    regisseur,
    deputy,
    invoice: () => anIssuedInvoice(db(), { ...ids, sales: SALES }),
  };
}

type Wish = Partial<CounterPayment> & Pick<CounterPayment, "means" | "amount">;

export function take({ regisseur }: Pick<Till, "regisseur">, invoiceId: string, wish: Wish, now: Date = NOW) {
  const cheque = wish.means === "cheque" ? { chequeNumber: "1234567", chequeIssuer: "Camille Durand" } : {};
  const reference = wish.means === "transfer" ? "VIR 42" : "";
  const blank = { chequeNumber: "", chequeIssuer: "", keepSurplus: false, receivedOn: TODAY };
  return transaction((tx) =>
    takeCounterPayment(contextFor(tx, regisseur, now), { invoiceId, ...blank, reference, ...cheque, ...wish }),
  );
}

/** The id of the receipt; throws when it was refused. */
export async function taken(till: Pick<Till, "regisseur">, invoiceId: string, wish: Wish): Promise<string> {
  const outcome = await take(till, invoiceId, wish);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.receiptId;
}

export const books = ({ regie }: Pick<Till, "regie">) => totalsByAccount(db(), regie.id);

/** Paid twice: 94,82 € by card for an invoice that is paid, and so a credit. */
export async function paidTwice(till: Till, attemptId?: string): Promise<string> {
  const { id } = await till.invoice();
  await taken(till, id, { means: "transfer", amount: 9482 });
  return transaction(async (tx) => {
    await lockInvoice(tx, id);
    const invoice = await payableOf(tx, id, null);
    if (!invoice) throw new Error("no invoice");
    const facts = { means: "card", amountCents: 9482, surplusCents: 9482, receivedOn: TODAY } as const;
    return (await recordReceipt(contextFor(tx, null), { invoice, ...facts, ...(attemptId && { attemptId }) })).id;
  });
}

export type By = { id: string; role: "regie" | "parent" };
const wishOf = (creditId: string, amount: number) => ({ creditId, amount, reason: "Payé deux fois" });

export function ask(till: Till, creditId: string, amount: number, receiptId?: string) {
  return transaction((tx) =>
    requestRefund(contextFor(tx, till.regisseur), { ...wishOf(creditId, amount), receiptId }, null),
  );
}

export async function asked(till: Till, creditId: string, amount: number): Promise<string> {
  const outcome = await ask(till, creditId, amount);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.refundIds[0] ?? "";
}

export async function familyAsks(till: Till, creditId: string, amount: number) {
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, till.account.id, TODAY);
    if (!scope) throw new Error("no scope");
    return requestRefund(contextFor(tx, till.account), wishOf(creditId, amount), scope);
  });
}

export const order = (by: By, refundId: string) => transaction((tx) => orderRefund(contextFor(tx, by), { refundId }));
export const pay = (by: By, refundId: string, paidOn = TODAY) =>
  transaction((tx) => payRefund(contextFor(tx, by), { refundId, paidOn, reference: "VIR 2026-11-23/7" }));
export const end = (step: typeof failRefund | typeof refuseRefund, by: By, refundId: string) =>
  transaction((tx) => step(contextFor(tx, by), { refundId, motive: "Compte clos" }));
