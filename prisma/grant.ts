/**
 * Gives each database account exactly what prisma/rights.ts lists, table by table, and takes back everything else
 * (facts: evidence §9). Nothing is given on the whole schema: one such grant would let the application edit its own journal.
 */
import type { Connection } from "mysql2/promise";
import { rowsOf } from "./connection";
import { type Rights, rights } from "./rights";

export type AccountKind = "app" | "sealer" | "eraser";
/** The accounts as the server knows them: `name@host`. */
export type Accounts = Record<AccountKind, string>;

export const privateAccounts: Accounts = {
  app: "portail_app@%",
  sealer: "portail_sealer@%",
  eraser: "portail_eraser@%",
};

const KINDS: readonly AccountKind[] = ["app", "sealer", "eraser"];

/** Runs what is missing or too much, and returns the statements; none when the rights are already as listed. */
export async function applyRights(
  connection: Connection,
  schema: string,
  accounts: Accounts = privateAccounts,
): Promise<string[]> {
  const statements: string[] = [];
  for (const kind of KINDS)
    statements.push(...(await differences(connection, { schema, kind, account: accounts[kind] })));
  for (const statement of statements) await connection.query(statement);
  return statements;
}

/** Every grant in full, for an administrator to run by hand where the owner may not give rights. */
export function grantStatements(schema: string, accounts: Accounts): string[] {
  return KINDS.flatMap((kind) =>
    [...wanted(kind)].map(([table, privileges]) =>
      grantStatement({ schema, table, account: accounts[kind], privileges: [...privileges] }),
    ),
  );
}

type Place = { schema: string; kind: AccountKind; account: string };

async function differences(connection: Connection, { schema, kind, account }: Place): Promise<string[]> {
  const held = await heldRights(connection, account);
  const listed = wanted(kind);
  const statements: string[] = [];
  if (held.schemas.has(schema)) {
    statements.push(`REVOKE ALL PRIVILEGES ON ${quoteName(schema)}.* FROM ${quoteAccount(account)}`);
  }
  const owned = held.tables.get(schema) ?? new Map<string, Set<string>>();
  for (const table of new Set([...owned.keys(), ...listed.keys()])) {
    const has = owned.get(table) ?? new Set();
    const wants = listed.get(table) ?? new Set();
    const extra = [...has].filter((privilege) => !wants.has(privilege));
    const missing = [...wants].filter((privilege) => !has.has(privilege));
    const place = { schema, table, account };
    if (extra.length > 0) statements.push(revokeStatement({ ...place, privileges: extra }));
    if (missing.length > 0) statements.push(grantStatement({ ...place, privileges: missing }));
  }
  return statements;
}

/** Table → privileges of this account, one string each; a column right is `UPDATE (lot_id)`. */
function wanted(kind: AccountKind): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const entry of rights as readonly Rights[]) {
    const privileges = splitPrivileges(entry[kind] ?? "");
    if (privileges.length > 0) tables.set(entry.table, new Set(privileges));
  }
  return tables;
}

/** "SELECT, UPDATE (a, `b`)" → ["SELECT", "UPDATE (a)", "UPDATE (b)"] */
export function splitPrivileges(text: string): string[] {
  const parts = text.match(/[A-Z][A-Z ]*(\([^)]*\))?/g) ?? [];
  return parts.flatMap((part) => {
    const [, name = "", columns] = /^([A-Z ]+?)\s*(?:\(([^)]*)\))?\s*$/.exec(part) ?? [];
    if (columns === undefined) return name ? [name] : [];
    return columns.split(",").map((column) => `${name} (${column.replaceAll("`", "").trim()})`);
  });
}

type Held = { schemas: Set<string>; tables: Map<string, Map<string, Set<string>>> };

/** Reads SHOW GRANTS, which any owner with a look into the `mysql` schema may ask about others. */
async function heldRights(connection: Connection, account: string): Promise<Held> {
  const held: Held = { schemas: new Set(), tables: new Map() };
  const rows = await rowsOf<Record<string, string>>(connection, `SHOW GRANTS FOR ${quoteAccount(account)}`);
  for (const row of rows) {
    const text = Object.values(row)[0] ?? "";
    const [, privileges = "", schema, table] = /^GRANT (.+) ON (?:`([^`]+)`|\*)\.(?:`([^`]+)`|\*) TO /.exec(text) ?? [];
    if (!schema && !privileges.startsWith("USAGE")) {
      throw new Error(
        `Database account ${account} holds rights on every schema (${privileges}): take them away first.`,
      );
    }
    if (schema && !table) held.schemas.add(schema.replaceAll("\\", ""));
    if (schema && table) {
      const tables = held.tables.get(schema) ?? new Map<string, Set<string>>();
      held.tables.set(schema, tables.set(table, new Set(splitPrivileges(privileges))));
    }
  }
  return held;
}

type Sentence = { schema: string; table: string; account: string; privileges: string[] };

function grantStatement({ schema, table, account, privileges }: Sentence): string {
  return `GRANT ${privileges.join(", ")} ON ${quoteName(schema)}.${quoteName(table)} TO ${quoteAccount(account)}`;
}

function revokeStatement({ schema, table, account, privileges }: Sentence): string {
  return `REVOKE ${privileges.join(", ")} ON ${quoteName(schema)}.${quoteName(table)} FROM ${quoteAccount(account)}`;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

function quoteAccount(account: string): string {
  const at = account.lastIndexOf("@");
  return [account.slice(0, at), account.slice(at + 1)].map((part) => `'${part.replaceAll("'", "''")}'`).join("@");
}
