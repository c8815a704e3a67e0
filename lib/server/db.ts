/** The one door to the database for the application: Prisma through the MariaDB adapter, under the application account. */
import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";
import { log } from "./log";

export type Database = PrismaClient;
/** The client inside a transaction. Queries accept either. */
export type Tx = Prisma.TransactionClient;
/** What a JSON column takes. */
export type JsonObject = Prisma.InputJsonObject;

const cache = globalThis as { portailDatabase?: PrismaClient };

/** Connections are opened on first use; development reloads keep the same pool. */
export function db(): PrismaClient {
  cache.portailDatabase ??= connect(env().DATABASE_URL);
  return cache.portailDatabase;
}

/**
 * A connection that rested is asked for a sign of life before use. The driver's quarter of a second is short for a busy processor: sound
 * connections were thrown away, one log line each. Still within acquireTimeout: a dead one leaves time for another. Its types omit the option.
 */
const SIGN_OF_LIFE = { pingTimeout: 3000 };

export function connect(address: string): PrismaClient {
  const url = new URL(address);
  const socketPath = url.searchParams.get("socket");
  const adapter = new PrismaMariaDb({
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    connectionLimit: Number(url.searchParams.get("connections") ?? 10),
    timezone: "Z",
    acquireTimeout: 5000,
    connectTimeout: 3000,
    ...SIGN_OF_LIFE,
    prepareCacheLength: 256,
    logger: { error: (error: Error) => log().error({ error: error.message }, "database") },
  });
  return new PrismaClient({ adapter });
}

/** MariaDB's "try again": record changed since last read, lock wait timeout, deadlock (also between Galera nodes). */
const TRANSIENT = new Set([1020, 1205, 1213]);
const ATTEMPTS = 5;

/**
 * Runs `work` in one transaction and retries the whole of it, at most five times with jitter, when the database asks to.
 * No network call belongs inside: a retry would repeat it. `timeout` is in milliseconds: longer ones are for the worker only.
 */
export async function transaction<Value>(
  work: (tx: Tx) => Promise<Value>,
  client: PrismaClient = db(),
  timeout = 20_000,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.$transaction(work, { isolationLevel: "ReadCommitted", timeout, maxWait: 10_000 });
    } catch (error) {
      if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
      await pause(2 ** attempt * (5 + Math.random() * 10));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function isTransient(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || TRANSIENT.has(driverCodeOf(error));
}

/** Whether a unique key refused the write; `index` narrows it to one key. */
export function isDuplicate(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code !== "P2002" && driverCodeOf(error) !== 1062) return false;
  return index === undefined || JSON.stringify(error.meta ?? {}).includes(index) || error.message.includes(index);
}

function driverCodeOf(error: Prisma.PrismaClientKnownRequestError): number {
  const meta = error.meta as { driverAdapterError?: { cause?: { originalCode?: string } } } | undefined;
  return Number(meta?.driverAdapterError?.cause?.originalCode ?? 0);
}
