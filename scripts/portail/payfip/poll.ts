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
    for (const { id, before, after, failed = false } of polled) {
      io.emit({ id, before, after, ...(failed && { failed }) });
      if (failed) io.note(`${id}: ${before}, failed`);
      else io.say(before === after ? `${id}: ${before}` : `${id}: ${before} -> ${after}`);
    }
    const changed = polled.filter(({ before, after }) => before !== after).length;
    const failures = polled.filter(({ failed }) => failed).length;
    const summary = `${polled.length} asked, ${changed} changed${failures > 0 ? `, ${failures} failed` : ""}.`;
    io.say(polled.length === 0 ? "No open attempt." : summary);
    return failures > 0 ? 1 : 0;
  } finally {
    await db().$disconnect();
  }
}
