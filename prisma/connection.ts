/**
 * A plain mysql2 connection for migrations, rights and tools (the application itself goes through lib/server/db.ts).
 * Times are UTC on both sides, and big numbers stay exact: mysql2 does neither by itself.
 */
import mysql, { type Connection, type ConnectionOptions, type RowDataPacket } from "mysql2/promise";

/** `mysql://user:password@host:port/schema?socket=/path`: the socket wins over host and port. */
export function connectionOptions(address: string): ConnectionOptions {
  const url = new URL(address);
  const socketPath = url.searchParams.get("socket");
  return {
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(url.pathname.length > 1 ? { database: url.pathname.slice(1) } : {}),
    charset: "utf8mb4_unicode_ci",
    timezone: "Z",
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 5000,
  };
}

export async function openConnection(address: string, extra: ConnectionOptions = {}): Promise<Connection> {
  const connection = await mysql.createConnection({ ...connectionOptions(address), ...extra });
  await connection.query("SET time_zone = '+00:00'");
  return connection;
}

/** Opens, works, and closes whatever happens. */
export async function withConnection<Value>(
  address: string,
  work: (connection: Connection) => Promise<Value>,
  extra: ConnectionOptions = {},
): Promise<Value> {
  const connection = await openConnection(address, extra);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

export async function rowsOf<Row>(connection: Connection, sql: string, values: unknown[] = []): Promise<Row[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, values);
  return rows as Row[];
}

export function schemaOf(address: string): string {
  return new URL(address).pathname.slice(1);
}

export function withSchema(address: string, schema: string): string {
  const url = new URL(address);
  url.pathname = `/${schema}`;
  return url.href;
}
