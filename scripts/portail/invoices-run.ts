/** `portail invoices run --month YYYY-MM [--issue]`: drafts for every régie; with `--issue` checked and issued, and it waits for the end. */
import { parseArgs } from "node:util";
import { checkRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { regiesOf } from "@/lib/invoice/queries-runs";
import { askIssue, issueNextPart } from "@/lib/issuance/commands";
import { numbersOf } from "@/lib/issuance/queries";
import { isCivilMonth } from "@/lib/kernel/civil-date";
import { formatEuros } from "@/lib/kernel/money";
import { now } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { type Io, Mistake } from "./io";

const REFUSALS: Record<string, string> = {
  "future-month": "this month has not begun",
  "nothing-to-charge": "nothing to invoice that is not invoiced already",
  "being-issued": "these invoices are being issued: follow them in the portal",
  "already-issued": "these invoices are issued already",
  "not-checked": "these drafts have not been checked",
  empty: "this month has no draft",
  stale: "something changed while the drafts were made: run it again",
};

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { month, issue } = read(args);
  const regies = await regiesOf(db());
  if (regies.length === 0) throw new Mistake("There is no régie yet: load a commune first.");
  let refused = 0;
  for (const regie of regies) {
    const result = await bill({ month, regieId: regie.id, issue });
    if (!result.ok) refused += 1;
    io.emit({ regie: regie.name, month, ...result });
    io.say(`${regie.name}, ${month}: ${inWords(result)}`);
  }
  await db().$disconnect();
  return refused === regies.length ? 1 : 0;
}

function read(args: readonly string[]): { month: string; issue: boolean } {
  const options = { month: { type: "string" }, issue: { type: "boolean", default: false } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.month && isCivilMonth(values.month)) return { month: values.month, issue: values.issue };
  } catch (error) {
    throw new Mistake((error as Error).message, 2);
  }
  throw new Mistake("Say the month: invoices run --month 2026-11 [--issue]", 2);
}

type Result =
  | { ok: true; invoices: number; totalCents: number; first?: number; last?: number }
  | { ok: false; reason: string };

async function bill(asked: { month: string; regieId: string; issue: boolean }): Promise<Result> {
  const drafted = await act((context) => prepareRun(context, asked));
  if (!drafted.ok) return { ok: false, reason: drafted.reason };
  const { runId, invoices, totalCents } = drafted;
  if (!asked.issue || invoices === 0) return { ok: true, invoices, totalCents };
  const checked = await act((context) => checkRun(context, { runId }));
  if (!checked.ok) return { ok: false, reason: checked.reason };
  const issuing = await act((context) => askIssue(context, { runId }));
  if (!issuing.ok) return { ok: false, reason: issuing.reason };
  const reason = await issueToTheEnd(runId);
  return reason ? { ok: false, reason } : { ok: true, invoices, totalCents, ...(await numbersOf(db(), runId)) };
}

/** Part by part as the worker does, beside it if it runs: whoever comes first takes the next part. */
async function issueToTheEnd(runId: string): Promise<string | null> {
  for (;;) {
    const part = await issueNextPart(db(), { runId });
    if (part && !part.ok) return part.reason;
    if (part && part.left > 0) continue;
    const run = await db().invoiceRun.findUnique({ where: { id: runId }, select: { issuedAt: true } });
    return run?.issuedAt ? null : "stale";
  }
}

function act<Value>(work: (context: Context) => Promise<Value>): Promise<Value> {
  return transaction((tx) => work(systemContext(tx, now())));
}

function inWords(result: Result): string {
  if (!result.ok) return REFUSALS[result.reason] ?? result.reason;
  const { invoices, totalCents, first, last } = result;
  const numbers = first === undefined ? "drafted" : `issued, numbers ${first} to ${last}`;
  return `${invoices} invoices ${numbers}, ${formatEuros(totalCents)} in all`;
}
