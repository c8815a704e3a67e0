import { describe, expect, it } from "vitest";
import { rowsOf, schemaOf } from "./connection";
import { applyRights, grantStatements, privateAccounts, splitPrivileges } from "./grant";
import { rights } from "./rights";
import { as, testUrl } from "./testing";

const schema = schemaOf(testUrl("owner"));
const journal = ["audit_event", "audit_part", "audit_leaf", "audit_checkpoint"] as const;

describe("rights in the database", () => {
  it.each(journal)("the application cannot change or empty %s", async (table) => {
    await as("app", async (connection) => {
      for (const sql of [
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `ALTER TABLE ${table} ADD x INT`,
        `DROP TABLE ${table}`,
      ]) {
        await expect(connection.query(sql), sql).rejects.toMatchObject({ errno: 1142 });
      }
    });
  });

  it("nobody but the owner reads the migrations or makes a table", async () => {
    for (const account of ["app", "sealer", "eraser"] as const) {
      await as(account, async (connection) => {
        await expect(connection.query("SELECT * FROM _prisma_migrations")).rejects.toMatchObject({ errno: 1142 });
        await expect(connection.query("CREATE TABLE mine (id INT)")).rejects.toMatchObject({ errno: 1142 });
      });
    }
  });

  it("are as listed, for each account and table", async () => {
    const held = await as("owner", (connection) =>
      rowsOf<{ user: string; name: string; privileges: string }>(
        connection,
        "SELECT User AS user, Table_name AS name, Table_priv AS privileges FROM mysql.tables_priv WHERE Db = ?",
        [schema],
      ),
    );
    for (const { table, ...accounts } of rights) {
      for (const kind of ["app", "sealer", "eraser"] as const) {
        const listed = splitPrivileges(accounts[kind] ?? "").filter((privilege) => !privilege.includes("("));
        const row = held.find((candidate) => candidate.user === `portail_${kind}` && candidate.name === table);
        const has = (row?.privileges ?? "").toUpperCase().split(",").filter(Boolean);
        expect(has.sort(), `${kind} on ${table}`).toEqual(listed.sort());
      }
    }
  });

  it("are taken back when they are too much, and the second time nothing is left to do", async () => {
    await as("owner", async (connection) => {
      await connection.query(`GRANT ALL PRIVILEGES ON ${schema}.* TO 'portail_app'@'%'`);
      await connection.query(`GRANT DELETE, UPDATE (leaf) ON ${schema}.audit_event TO 'portail_app'@'%'`);
      await connection.query(`REVOKE INSERT ON ${schema}.audit_event FROM 'portail_app'@'%'`);
      const statements = await applyRights(connection, schema);
      expect(statements).toEqual([
        `REVOKE ALL PRIVILEGES ON \`${schema}\`.* FROM 'portail_app'@'%'`,
        `REVOKE UPDATE (leaf), DELETE ON \`${schema}\`.\`audit_event\` FROM 'portail_app'@'%'`,
        `GRANT INSERT ON \`${schema}\`.\`audit_event\` TO 'portail_app'@'%'`,
      ]);
      expect(await applyRights(connection, schema)).toEqual([]);
    });
    await as("app", async (connection) => {
      await expect(connection.query("UPDATE audit_event SET leaf = ''")).rejects.toMatchObject({ errno: 1142 });
    });
  });

  it("can be printed in full for an administrator", () => {
    const statements = grantStatements("portail", privateAccounts);
    expect(statements).toContain("GRANT SELECT, INSERT ON `portail`.`audit_event` TO 'portail_app'@'%'");
    expect(statements.join("\n")).not.toContain("`portail`.*");
  });
});

describe("privileges as text", () => {
  it.each([
    ["SELECT, INSERT", ["SELECT", "INSERT"]],
    ["SELECT, UPDATE (a, `b`), DELETE", ["SELECT", "UPDATE (a)", "UPDATE (b)", "DELETE"]],
    ["LOCK TABLES", ["LOCK TABLES"]],
    ["", []],
  ])("%s", (text, expected) => expect(splitPrivileges(text)).toEqual(expected));
});
