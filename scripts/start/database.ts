/** The database made ready: private instance or one's own, migrations, rights. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../../lib/server/env";
import { rowsOf, schemaOf, withConnection, withSchema } from "../../prisma/connection";
import { type Accounts, applyRights, grantStatements } from "../../prisma/grant";
import { migrate } from "../../prisma/migrate";
import { startInstance } from "../private-database/instance";
import { type Say, step } from "../process/steps";
import { type Plan, settingsOf } from "./plan";

export type Database = { env: Env; stop: () => Promise<void> };

/** `throwaway`: for tests, as in the instance's options. */
export async function openDatabase(
  plan: Plan,
  say: Say,
  throwaway: boolean | "kept" = false,
): Promise<Database & { words: string }> {
  mkdirSync(plan.data, { recursive: true, mode: 0o700 });
  if (!plan.passwords) {
    const env = settingsOf(plan, null);
    await currentUser(ownerOf(env)).catch((error: Error) => {
      throw new Error(`The database of DATABASE_URL does not answer: ${error.message}`);
    });
    return { env, stop: async () => undefined, words: "the one of DATABASE_URL" };
  }
  const folder = join(plan.data, "database");
  const instance = await startInstance({ folder, passwords: plan.passwords, say, throwaway });
  const words = `private MariaDB ${instance.reused ? "found running" : "started"} on port ${instance.port}`;
  return { env: settingsOf(plan, instance), stop: instance.stop, words };
}

/** The account that may change the schema. */
export function ownerOf(env: Env): string {
  return env.DATABASE_OWNER_URL ?? env.DATABASE_URL;
}

export async function prepareDatabase(env: Env): Promise<void> {
  await step("migrations", async () => {
    const names = await migrate(ownerOf(env));
    return names.length > 0 ? `${names.length} applied` : "up to date";
  });
  await step("rights", () => giveRights(env));
}

/** Gives the three running accounts their rights, or says why it cannot and what to run instead. */
export async function giveRights(env: Env): Promise<string> {
  const accounts = await accountsOf(env);
  const schema = schemaOf(env.DATABASE_URL);
  const owner = await currentUser(ownerOf(env));
  const shared = Object.values(accounts).filter((account) => account === owner);
  if (shared.length > 0)
    return `left alone: ${owner} both runs and owns the portal, so nothing shields the journal from it`;
  try {
    const statements = await withConnection(ownerOf(env), (connection) => applyRights(connection, schema, accounts));
    return statements.length > 0 ? `${statements.length} changes` : "up to date";
  } catch (error) {
    if (!isDenied(error)) throw error;
    return `${owner} may not give rights: run the lines of "npm run portail -- database rights" as an administrator`;
  }
}

/** Access denied, in its several forms: to a command, a schema, a table, for want of a global right. */
function isDenied(error: unknown): boolean {
  const code = (error as { errno?: number }).errno ?? 0;
  return [1044, 1045, 1142, 1227, 1410].includes(code);
}

/** The accounts as the server itself names them, host included. */
async function accountsOf(env: Env): Promise<Accounts> {
  return {
    app: await currentUser(env.DATABASE_URL),
    sealer: await currentUser(env.DATABASE_SEALER_URL),
    eraser: await currentUser(env.DATABASE_ERASER_URL),
  };
}

/** Names no schema: an account that has no right in it yet could not connect to it. */
async function currentUser(address: string): Promise<string> {
  const sql = "SELECT CURRENT_USER() AS name";
  const rows = await withConnection(withSchema(address, ""), (connection) => rowsOf<{ name: string }>(connection, sql));
  return rows[0]?.name ?? "";
}

export async function rightsText(env: Env): Promise<string[]> {
  return grantStatements(schemaOf(env.DATABASE_URL), await accountsOf(env));
}
