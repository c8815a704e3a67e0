/** A worker that only issues, in parts of twenty, for the test that kills it: the settings come from the environment, as the worker's do. */
import { issueInvoices } from "../../lib/issuance/commands";
import { db } from "../../lib/server/db";
import { pass } from "../../lib/server/work/worker";

const SIZE = 20;
const notHere = async () => {
  throw new Error("This worker only issues");
};
const handlers = new Proxy({} as Parameters<typeof pass>[1]["handlers"], {
  get: (_, kind) =>
    kind === "invoice.issue"
      ? (...[database, job]: Parameters<typeof issueInvoices>) => issueInvoices(database, job, SIZE)
      : notHere,
});

console.log("issuing");
const onlyIssuing = { kind: "invoice.issue", OR: [{ state: "queued" as const }, { state: "running" as const }] };
while ((await db().job.count({ where: onlyIssuing })) > 0) await pass("issuing alone", { handlers, rounds: [] });
await db().$disconnect();
