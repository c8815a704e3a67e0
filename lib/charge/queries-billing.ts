/** What a month of a régie comes to by the rules and facts of now: what is to be charged, and what differs from what was billed (domain rules 3, 8). */

import { communeName } from "@/lib/commune/queries-mail";
import { type CivilDate, monthOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { chargedElsewhere, readBillingFacts } from "./queries";
import { chargesOf } from "./rules";
import type { Billing, BillingFacts, ChargeKind } from "./schema";

/** Both days included, within one month. */
type Asked = { regieId: string; period: { from: CivilDate; to: CivilDate } };

/** Also asked before issuing, to compare. */
export async function billingOf(tx: Tx, asked: Asked): Promise<{ facts: BillingFacts; billing: Billing }> {
  const facts = await readBillingFacts(tx, { ...asked, commune: await communeName(tx) });
  const billing = chargesOf(facts);
  const once = billing.charges.filter(({ kind }) => ONCE.has(kind)).map(({ sourceKey }) => sourceKey);
  const elsewhere = await chargedElsewhere(tx, once, monthOf(asked.period.from));
  return { facts, billing: { ...billing, charges: billing.charges.filter((one) => !elsewhere.has(one.sourceKey)) } };
}

/** What may be due once for a span longer than the month: a flat week or term, a yearly fee. */
const ONCE: ReadonlySet<ChargeKind> = new Set(["flat", "fee", "adjustment", "combination", "aid"]);
