/** What the screens said is held against what was written: a reader of the portal's database, under the application's own account. */
import type { Connection } from "mysql2/promise";
import { openConnection, rowsOf } from "@/prisma/connection";

let opened: Promise<Connection> | undefined;

/** `npm run test:e2e` hands the address of the portal under test over in the environment. */
function connection(): Promise<Connection> {
  const address = process.env.DATABASE_URL;
  if (!address) throw new Error("DATABASE_URL is missing: run browser tests with npm run test:e2e");
  opened ??= openConnection(address, { dateStrings: ["DATE"] });
  return opened;
}

/** One connection and no snapshot: what is committed now is what is read. */
export async function rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return rowsOf<Row>(await connection(), sql, values);
}

export async function row<Row>(sql: string, values: unknown[] = []): Promise<Row> {
  const [first] = await rows<Row>(sql, values);
  if (!first) throw new Error(`No row: ${sql}`);
  return first;
}

export async function count(sql: string, values: unknown[] = []): Promise<number> {
  const { n } = await row<{ n: string | number }>(`SELECT COUNT(*) AS n ${sql}`, values);
  return Number(n);
}

export async function closeDatabase(): Promise<void> {
  await (await opened)?.end();
  opened = undefined;
}
