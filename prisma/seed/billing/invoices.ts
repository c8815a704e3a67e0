/** The billed months, issued by the portal's own commands on the day each was due to leave. */
import { checkRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { issueRun } from "@/lib/invoice/commands-issue";
import type { CivilMonth } from "@/lib/kernel/civil-date";
import { type Actor, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { issueDayOf } from "../life/months";
import { at } from "../rows";

type Office = { regieId: string; head: Actor };

export async function issueMonth(tx: Tx, month: CivilMonth, { regieId, head }: Office): Promise<void> {
  const context = contextOf(tx, at(issueDayOf(month), "10:12"), { actor: head, channel: "counter", net: null });
  const prepared = await prepareRun(context, { month, regieId });
  if (!prepared.ok) throw new Error(`The month ${month} was not prepared: ${prepared.reason}`);
  const { runId } = prepared;
  const checked = await checkRun(context, { runId });
  const issued = checked.ok ? await issueRun(context, { runId }) : checked;
  if (!issued.ok) throw new Error(`The month ${month} was not issued`);
}
