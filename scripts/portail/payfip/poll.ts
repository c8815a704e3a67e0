/** `portail payfip poll`: asks PayFiP about every attempt of which something may still be learnt, now. */
import { parseArgs } from "node:util";
import { pollOpen } from "@/lib/online/commands-settle";
import { now } from "@/lib/server/clock";
import { db } from "@/lib/server/db";
import type { ExitCode, Io } from "../io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  parseArgs({ args: [...args], options: {} });
  try {
    const polled = await pollOpen(now());
    for (const { id, before, after } of polled) {
      io.emit({ id, before, after });
      io.say(before === after ? `${id}: ${before}` : `${id}: ${before} -> ${after}`);
    }
    const changed = polled.filter(({ before, after }) => before !== after).length;
    io.say(polled.length === 0 ? "No open attempt." : `${polled.length} asked, ${changed} changed.`);
    return 0;
  } finally {
    await db().$disconnect();
  }
}
