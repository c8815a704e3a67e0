"use server";
/** A month's invoices: prepared, checked, issued; or thrown away while they are drafts. */
import { getTranslations } from "next-intl/server";
import { checkRun, discardRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { issueRun } from "@/lib/invoice/commands-issue";
import { prepareSchema, runSchema } from "@/lib/invoice/schema";
import { officeAction } from "@/lib/server/action";

type Reason = "future-month" | "nothing-to-charge" | "already-issued" | "not-checked" | "empty" | "stale";
const say = (reason: Reason) => async () => (await getTranslations("invoice.office.refusals"))(reason);
const refusals = {
  "already-issued": say("already-issued"),
  "not-checked": say("not-checked"),
  empty: say("empty"),
  stale: say("stale"),
};

export const prepare = officeAction({
  permission: "billing.run",
  input: prepareSchema,
  run: prepareRun,
  refusals: { "future-month": say("future-month"), "nothing-to-charge": say("nothing-to-charge") },
  then: async ({ runId }) => ({ redirect: `/gestion/facturation/${runId}` }),
});

export const check = officeAction({
  permission: "billing.run",
  input: runSchema,
  run: checkRun,
  refusals,
  then: async (_done, { runId }) => ({ redirect: `/gestion/facturation/${runId}` }),
});

export const issue = officeAction({
  permission: "billing.run",
  input: runSchema,
  run: issueRun,
  refusals,
  then: async (_done, { runId }) => ({ redirect: `/gestion/facturation/${runId}` }),
});

export const discard = officeAction({
  permission: "billing.run",
  input: runSchema,
  run: discardRun,
  refusals,
  then: async () => ({ redirect: "/gestion/facturation" }),
});
