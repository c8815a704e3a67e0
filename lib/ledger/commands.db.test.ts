import { expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, anIssuedInvoice, aPayer, aRegie, contextFor, TODAY } from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { post } from "./commands";
import { paymentLines } from "./rules";

async function anEntry() {
  const [regie, household, payer] = await Promise.all([aRegie(db()), aHousehold(db()), aPayer(db())]);
  const owner = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const invoice = await anIssuedInvoice(db(), { ...owner, sales: [{ productCode: "CANT", amountCents: 900 }] });
  return { regieId: regie.id, debt: { invoiceId: invoice.id, householdId: household.id, payerId: payer.id } };
}

it("the application's account has no way to change or empty the books, and the owner's meets the guard of the table", async () => {
  await anEntry();
  const attempts = ["ledger_entry", "ledger_line"].flatMap((table) => [
    `UPDATE ${table} SET id = id`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
  ]);
  await as("app", async (connection) => {
    for (const sql of attempts) await expect(connection.query(sql), sql).rejects.toMatchObject({ errno: 1142 });
  });
  await as("owner", async (connection) => {
    for (const sql of attempts.filter((one) => !one.startsWith("TRUNCATE")))
      await expect(connection.query(sql), sql).rejects.toMatchObject({ sqlState: "45000" });
  });
});

it("what happened is entered once, whoever enters it again, and an entry that is off never reaches the books", async () => {
  const { regieId, debt } = await anEntry();
  const sourceId = newId();
  const enter = (cents: number, off = 0) =>
    transaction((tx) => {
      const [one, two] = paymentLines(debt, "cash", cents);
      if (!one || !two) throw new Error("two lines");
      const lines = [one, { ...two, amountCents: two.amountCents + off }];
      return post(contextFor(tx, null), [{ regieId, kind: "payment.received", sourceId, day: TODAY, lines }]);
    });
  await expect(enter(500, 1)).rejects.toThrow("off by 1 cents");
  expect(await db().ledgerEntry.count({ where: { sourceId } })).toBe(0);
  const twice = await Promise.allSettled([enter(500), enter(500)]);
  expect(twice.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await db().ledgerEntry.count({ where: { sourceId } })).toBe(1);
});
