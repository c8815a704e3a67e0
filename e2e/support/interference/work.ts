/** How much the database is asked for each answer: time tells what bytes do not, and questions can be counted where milliseconds waver. */
import type { APIRequestContext } from "@playwright/test";
import { openConnection, rowsOf } from "@/prisma/connection";

type Asked = { as: APIRequestContext; databaseUrl: string; things: readonly string[] };

/** Reads of the database for each address, alone on its server; the least of three, since the first may fill what the portal keeps. */
export async function workOf({ as, databaseUrl, things }: Asked): Promise<string[]> {
  const connection = await openConnection(databaseUrl);
  const reads = async () => {
    const [row] = await rowsOf<{ Value: string }>(connection, "SHOW GLOBAL STATUS LIKE 'Com_select'");
    return Number(row?.Value);
  };
  try {
    const told: string[] = [];
    for (const path of things) {
      const tries: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const before = await reads();
        await as.get(path, { failOnStatusCode: false, maxRedirects: 0 });
        tries.push((await reads()) - before);
      }
      told.push(`${path}: ${Math.min(...tries)}`);
    }
    return told;
  } finally {
    await connection.end();
  }
}
