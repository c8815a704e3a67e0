/**
 * For database tests. The application's own `db()` already points at this worker's schema, under the application account;
 * these are for arranging and looking, under the account a test names.
 */
import type { Connection } from "mysql2/promise";
import { withConnection } from "./connection";

const SETTINGS = {
  app: "DATABASE_URL",
  sealer: "DATABASE_SEALER_URL",
  eraser: "DATABASE_ERASER_URL",
  owner: "DATABASE_OWNER_URL",
} as const;

export function testUrl(account: keyof typeof SETTINGS): string {
  const address = process.env[SETTINGS[account]];
  if (!address) throw new Error("This helper belongs to *.db.test.ts files");
  return address;
}

/** A plain connection to this worker's schema, for what the application may not do: read the outbox, plant a fault. */
export function as<Value>(
  account: keyof typeof SETTINGS,
  work: (connection: Connection) => Promise<Value>,
): Promise<Value> {
  return withConnection(testUrl(account), work);
}
