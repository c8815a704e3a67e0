/** The job worker's process: it works until it is told to stop, and finishes what it has in hand. */
import { sendResetJob } from "../lib/account/commands-credentials";
import { expireOffers } from "../lib/booking/commands-waiting";
import { renderInvoices } from "../lib/invoice/commands-render";
import { pollPayment } from "../lib/payment/commands-settle";
import { db } from "../lib/server/db";
import { runWorker } from "../lib/server/work/worker";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

await runWorker(
  {
    handlers: { "invoice.render": renderInvoices, "payment.poll": pollPayment, "account.reset": sendResetJob },
    rounds: [expireOffers],
  },
  stopping.signal,
);
await db().$disconnect();
