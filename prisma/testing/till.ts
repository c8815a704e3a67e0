/** For database tests of the till and of refunds: a régie, a family that owes it, and two people who keep the till. */
import { totalsByAccount } from "@/lib/ledger/queries";
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
