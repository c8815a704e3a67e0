/** For database tests of hand-overs: a régie with the treasury's keys, families with an invoice of 94,82 €, and what the books say afterwards. */
import { handOver } from "@/lib/claim/commands";
import type { HandOver } from "@/lib/claim/schema";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { dueOf, totalsByAccount } from "@/lib/ledger/queries";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anAccount, anAddress, anIssuedInvoice, aParent, aPayer, aRegie, contextFor } from "../fixtures";

process.env.PUBLIC_URL ??= "http://127.0.0.1:9";

export const TREASURY: Partial<RegieSettings["treasury"]> = {
  ...{ postCode: "006099", postName: "SGC de Valmontel", siret: "21060999900019", collectivityCode: "123" },
  ...{ budgetCode: "00", nature: "7067" },
};

export async function aTown(settings: Partial<RegieSettings["treasury"]> = TREASURY) {
  const tx = db();
  const regie = await aRegie(tx);
  // Each test has a slip of its own year's numbers: the establishment keeps its debts apart from those of other tests.
  const establishmentCode = String((await tx.regie.count()) % 1000).padStart(3, "0");
  await tx.regie.update({
    where: { id: regie.id },
    data: { settings: { treasury: { ...settings, establishmentCode } } },
  });
  const regisseur = await anAccount(tx, { role: "regie" });
  return { regie, regisseur, family: (civility: string | null = "MME") => aFamily(regie.id, civility) };
}

export async function aFamily(regieId: string, civility: string | null) {
  const tx = db();
  const household = await aHousehold(tx);
  await anAddress(tx, household.id);
  const { account, guardian } = await aParent(tx, household.id);
  const payer = await aPayer(tx, { guardianId: guardian.id });
  await tx.payer.update({ where: { id: payer.id }, data: { civility } });
  const sales = [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ];
  const invoice = await anIssuedInvoice(tx, { regieId, householdId: household.id, payerId: payer.id, sales });
  return { household, account, payer, invoice };
}

export type Town = Awaited<ReturnType<typeof aTown>>;
export type Family = Awaited<ReturnType<typeof aFamily>>;

export function hand(town: Town, families: readonly Family[], change: Partial<HandOver> = {}) {
  const invoiceIds = families.map(({ invoice }) => invoice.id);
  const wish = { kind: "role" as const, subject: "Périscolaire", bordereau: null, firstPiece: null, noticeOn: null };
  return transaction((tx) =>
    handOver(contextFor(tx, town.regisseur), { regieId: town.regie.id, invoiceIds, ...wish, ...change }),
  );
}

export async function handed(town: Town, families: readonly Family[], change: Partial<HandOver> = {}) {
  const outcome = await hand(town, families, change);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

export const claimOf = ({ invoice }: Family) =>
  db().treasuryClaim.findFirstOrThrow({ where: { invoiceId: invoice.id } });
export const dueNow = async ({ invoice }: Family) => (await dueOf(db(), [invoice.id])).get(invoice.id);
export const booksOf = async (town: Town) => {
  const {
    receivable = 0,
    claim = 0,
    treasury_collected: collected = 0,
    written_off: lost = 0,
  } = await totalsByAccount(db(), town.regie.id);
  return { receivable, claim, collected, lost };
};
