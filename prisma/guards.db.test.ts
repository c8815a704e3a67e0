import { expect, it } from "vitest";
import { rowsOf } from "./connection";
import { guardsOf } from "./guards";
import { migrate, readMigrations } from "./migrate";
import { as, testUrl } from "./testing";

const standing = () =>
  as("owner", (connection) =>
    rowsOf<{ name: string; body: string }>(
      connection,
      "SELECT trigger_name AS name, action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1",
    ),
  );

it("finds in the migrations every guard that they leave standing", async () => {
  const names = guardsOf(await readMigrations()).map(({ name }) => name);
  expect(names.sort()).toEqual((await standing()).map(({ name }) => name));
});

it("puts back at the next start, word for word, what was taken away", async () => {
  const before = await standing();
  for (const name of ["audit_leaf_no_delete", "ledger_entry_no_update", "invoice_frozen_update"])
    await as("owner", (connection) => connection.query(`DROP TRIGGER ${name}`));
  expect(await standing()).toHaveLength(before.length - 3);
  await migrate(testUrl("owner"));
  expect(await standing()).toEqual(before);
});
