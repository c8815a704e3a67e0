/**
 * A web process reduced to its writes, for the test that kills it: a business row and its event in one transaction, one after the other. What was
 * acknowledged is told on the standard output after the commit, as a browser would have got its page.
 */
import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { record } from "../../lib/evidence/record";
import { newId } from "../../lib/kernel/ids";
import { now } from "../../lib/server/clock";
import { systemContext } from "../../lib/server/context";
import { transaction } from "../../lib/server/db";

async function order(): Promise<string> {
  const id = newId();
  await transaction(async (tx) => {
    const at = now();
    await tx.setting.create({ data: { section: `o-${id}`, value: {}, updatedAt: at } });
    const subject = { kind: "household" as const, id: newId() };
    const object = { kind: "booking", id };
    await record(systemContext(tx, at), { type: "booking.created", subject, object, body: { cents: 280 } });
  });
  return id;
}

console.log("writing");
for (;;) {
  const id = await order().catch(() => null);
  if (id === null) await pause(100);
  else writeSync(1, `ack ${id}\n`);
}
