import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { connect } from "./db";
import { env } from "./env";

/** The driver takes a connection unasked within half a second of its last use. */
const RESTED = 700;

const url = new URL(env().DATABASE_URL);
url.searchParams.set("connections", "1");
const client = connect(url.href);

afterAll(() => client.$disconnect());

async function connectionId(): Promise<string> {
  const [row] = await client.$queryRaw<{ id: bigint }[]>`SELECT CONNECTION_ID() AS id`;
  return String(row?.id);
}

/** Leaves the process only instants to read what has arrived, as a month of PDFs would. */
async function keepBusy(milliseconds: number): Promise<void> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await pause(0)) {
    for (const pieceEnd = performance.now() + 400; performance.now() < pieceEnd; );
  }
}

it("a rested connection is kept when the processor is too busy to answer at once", async () => {
  const before = await connectionId();
  await pause(RESTED);
  const [after] = await Promise.all([connectionId(), keepBusy(1500)]);
  expect(after).toBe(before);
});
