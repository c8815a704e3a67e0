/** The job worker's process: it works until it is told to stop, and finishes what it has in hand. */
import { sendResetJob } from "../lib/account/commands-credentials";
import { pollPayment } from "../lib/payment/commands-settle";
import { db } from "../lib/server/db";
import { runWorker } from "../lib/server/worker";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

const none = async () => {
  throw new Error("no handler");
};
await runWorker(
  { handlers: { "invoice.render": none, "payment.poll": pollPayment, "account.reset": sendResetJob }, rounds: [] },
  stopping.signal,
);
await db().$disconnect();
