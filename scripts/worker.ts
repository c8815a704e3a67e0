/** The job worker's process: it works and seals the journal until it is told to stop, and finishes what it has in hand. */
import { sendResetJob } from "../lib/account/commands-credentials";
import { followRules } from "../lib/activity/commands-offer";
import { handOverInTurn } from "../lib/claim/commands-turn";
import { runDailyControls } from "../lib/control/commands";
import { expireProposals } from "../lib/custody/commands";
import { expireMandates } from "../lib/debit/commands";
import { destroyDue } from "../lib/document/commands-office";
import { makeDossier } from "../lib/dossier/commands-make";
import { runDraws } from "../lib/draw/commands-run";
import { connectSealer, runSealer } from "../lib/evidence/seal/sealer";
import { issueInvoices } from "../lib/issuance/commands";
import { renderInvoices } from "../lib/issuance/commands-render";
import { sealingWatch, tellResumed, tellStopped } from "../lib/journal/commands-alarm";
import { mailCheckpoint } from "../lib/journal/commands-mail";
import { pollPayment } from "../lib/online/commands-settle";
import { dropOldCopies } from "../lib/privacy/commands";
import { makeCopy } from "../lib/privacy/commands-make";
import { drawUpList, retentionRound, runRetention } from "../lib/retention/commands-run";
import { publishSchools } from "../lib/rollover/commands-publish";
import { now } from "../lib/server/clock";
import { systemContext } from "../lib/server/context";
import { db, transaction } from "../lib/server/db";
import { runWorker } from "../lib/server/work/worker";
import { expireOffers } from "../lib/waiting/commands";
import { reportRound } from "../lib/workload/commands-freeze";
import { printReport } from "../lib/workload/commands-print";
import { requestRound } from "../lib/workload/commands-round";

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

const sealer = connectSealer();
const tell = {
  stopped: (fault: Parameters<typeof tellStopped>[1]) =>
    transaction((tx) => tellStopped(systemContext(tx, now()), fault)),
  daily: (daily: Parameters<typeof mailCheckpoint>[1]) =>
    transaction((tx) => mailCheckpoint(systemContext(tx, now()), daily)),
  resumed: (fault: string) => transaction((tx) => tellResumed(systemContext(tx, now()), fault)),
};
const sealing = runSealer(sealer, tell, stopping.signal);

await runWorker(
  {
    handlers: {
      "invoice.issue": issueInvoices,
      "invoice.render": renderInvoices,
      "claim.hand-over": handOverInTurn,
      "payment.poll": pollPayment,
      "account.reset": sendResetJob,
      "dossier.make": makeDossier,
      "privacy.copy": makeCopy,
      "retention.propose": drawUpList,
      "retention.run": runRetention,
      "rollover.publish": publishSchools,
      "report.print": printReport,
    },
    rounds: [
      sealingWatch(now()),
      requestRound,
      reportRound,
      retentionRound,
      expireOffers,
      runDraws,
      followRules,
      expireMandates,
      runDailyControls,
      destroyDue,
      dropOldCopies,
      expireProposals,
    ],
  },
  stopping.signal,
);
await sealing;
await sealer.$disconnect();
await db().$disconnect();
