/** For database tests of hand-overs: a régie with the treasury's keys, families with an invoice of 94,82 €, and what the books say afterwards. */
import { handOver } from "@/lib/claim/commands";
import type { HandOver } from "@/lib/claim/schema";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { dueOf, totalsByAccount } from "@/lib/ledger/queries";
import { invoiceLines } from "@/lib/ledger/rules";
import { db, transaction } from "@/lib/server/db";
import {
  aHousehold,
  anAccount,
  anAddress,
  anIssuedInvoice,
  aParent,
  aPayer,
  aRegie,
  contextFor,
  NOW,
  SINCE,
} from "../fixtures";

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

const CROWD_SALES = [
  { productCode: "CANT", amountCents: 6352 },
  { productCode: "GARD", amountCents: 3130 },
];
const CROWD_TOTAL = 9482;
/** Beyond the numbers that other builders give; the next crowd goes on where this one ends. */
let next = 500_001;

/** Many families at once, each with an issued invoice of 94,82 €. */
export async function aCrowd({ regie }: Town, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ home: newId(), guardian: newId(), payer: newId(), invoice: newId(), entry: newId(), index },
    number: next + index,
  }));
  next += count;
  await people(rows);
  const tx = db();
  const about = { regieId: regie.id, kind: "invoice", totalCents: CROWD_TOTAL, recipient: {}, createdAt: NOW } as const;
  await tx.invoice.createMany({
    data: rows.map(({ invoice, home, payer }) => ({
      ...{ id: invoice, householdId: home, payerId: payer, month: "2026-10", state: "draft" as const, ...about },
    })),
  });
  await tx.invoiceLine.createMany({
    data: rows.flatMap(({ invoice }) =>
      CROWD_SALES.map(({ productCode, amountCents }, position) => ({
        ...{ id: newId(), invoiceId: invoice, position, productCode, amountCents, unitCents: amountCents, quantity: 1 },
        ...{ labelFr: productCode, labelEn: productCode, detail: {} },
      })),
    ),
  });
  await issue(regie.id, rows);
  return rows.map(({ invoice }) => invoice);
}

type CrowdRow = { home: string; guardian: string; payer: string; invoice: string; entry: string; number: number };

async function people(rows: readonly CrowdRow[]): Promise<void> {
  const tx = db();
  const since = toColumn(SINCE);
  const person = { firstName: "Camille", lastName: "Durand", createdAt: NOW };
  const place = { line: "12 rue des Écoles", postalCode: "06650", city: "Valmontel", isProtected: false, since };
  await tx.household.createMany({ data: rows.map(({ home }) => ({ id: home, name: "Durand", createdAt: NOW })) });
  await tx.householdAddress.createMany({
    data: rows.map(({ home }) => ({ id: newId(), householdId: home, ...place })),
  });
  await tx.guardian.createMany({
    data: rows.map(({ guardian }) => ({ id: guardian, email: `${guardian}@example.org`, ...person })),
  });
  await tx.householdMember.createMany({
    data: rows.map(({ home, guardian }) => ({ id: newId(), householdId: home, guardianId: guardian, since })),
  });
  await tx.payer.createMany({
    data: rows.map(({ payer, guardian }) => ({
      ...{ id: payer, kind: "guardian", name: "Camille Durand", guardianId: guardian, civility: "MME", createdAt: NOW },
    })),
  });
}

async function issue(regieId: string, rows: readonly CrowdRow[]): Promise<void> {
  const tx = db();
  const list = JSON.stringify(rows.map(({ invoice, number }) => ({ id: invoice, number })));
  await tx.$executeRaw`UPDATE invoice i JOIN JSON_TABLE(${list}, '$[*]' COLUMNS (
      id CHAR(36) PATH '$.id', number INT PATH '$.number')) n ON i.id = CONVERT(n.id USING utf8mb4) COLLATE utf8mb4_unicode_ci
    SET i.state = 'issued', i.year = 2026, i.number = n.number, i.refdet = CONCAT('PER2026', n.number),
      i.issued_on = '2026-11-05', i.issued_at = ${NOW}, i.due_on = '2026-11-30'`;
  const entry = { regieId, kind: "invoice.issued", day: toColumn("2026-11-05"), recordedAt: NOW };
  await tx.ledgerEntry.createMany({
    data: rows.map(({ entry: id, invoice }) => ({ id, sourceId: invoice, ...entry })),
  });
  await tx.ledgerLine.createMany({
    data: rows.flatMap(({ entry: entryId, invoice: invoiceId, home: householdId, payer: payerId }) =>
      invoiceLines({ invoiceId, householdId, payerId }, CROWD_SALES).map((line, position) => ({
        ...{ id: newId(), entryId, position, ...line },
      })),
    ),
  });
}
