/** Many families at once, each with an issued invoice of 94,82 €, for tests of long roles. As in fixtures.ts, they write no journal. */
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { invoiceLines } from "@/lib/ledger/rules";
import { db } from "@/lib/server/db";
import { NOW, SINCE } from "../fixtures";
import type { Town } from "./claims";

const SALES = [
  { productCode: "CANT", amountCents: 6352 },
  { productCode: "GARD", amountCents: 3130 },
];
const TOTAL = 9482;
/** Beyond the numbers that other builders give; the next crowd goes on where this one ends. */
let next = 500_001;

export async function aCrowd({ regie }: Town, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    ...{ home: newId(), guardian: newId(), payer: newId(), invoice: newId(), entry: newId(), index },
    number: next + index,
  }));
  next += count;
  await people(rows);
  const tx = db();
  const about = { regieId: regie.id, kind: "invoice", totalCents: TOTAL, recipient: {}, createdAt: NOW } as const;
  await tx.invoice.createMany({
    data: rows.map(({ invoice, home, payer }) => ({
      ...{ id: invoice, householdId: home, payerId: payer, month: "2026-10", state: "draft" as const, ...about },
    })),
  });
  await tx.invoiceLine.createMany({
    data: rows.flatMap(({ invoice }) =>
      SALES.map(({ productCode, amountCents }, position) => ({
        ...{ id: newId(), invoiceId: invoice, position, productCode, amountCents, unitCents: amountCents, quantity: 1 },
        ...{ labelFr: productCode, labelEn: productCode, detail: {} },
      })),
    ),
  });
  await issue(regie.id, rows);
  return rows.map(({ invoice }) => invoice);
}

type Row = { home: string; guardian: string; payer: string; invoice: string; entry: string; number: number };

async function people(rows: readonly Row[]): Promise<void> {
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

async function issue(regieId: string, rows: readonly Row[]): Promise<void> {
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
      invoiceLines({ invoiceId, householdId, payerId }, SALES).map((line, position) => ({
        ...{ id: newId(), entryId, position, ...line },
      })),
    ),
  });
}
