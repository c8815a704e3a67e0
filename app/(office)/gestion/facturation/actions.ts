"use server";
/** A month's invoices: prepared, checked, issued in the worker unless called off in time; or thrown away while they are drafts. */
import { getTranslations } from "next-intl/server";
import type { Messages } from "@/lib/i18n/messages";
import { checkRun, discardRun, prepareRun } from "@/lib/invoice/commands-drafts";
import { prepareSchema, runSchema } from "@/lib/invoice/schema";
import { askIssue, callOff } from "@/lib/issuance/commands";
import { officeAction } from "@/lib/server/action";

type Reason = keyof Messages["invoice"]["office"]["refusals"];
const say = (reason: Reason) => async () => (await getTranslations("invoice.office.refusals"))(reason);
const refusals = {
  "already-issued": say("already-issued"),
  "being-issued": say("being-issued"),
  "not-checked": say("not-checked"),
  empty: say("empty"),
  stale: say("stale"),
};

export const prepare = officeAction({
  permission: "billing.run",
  input: prepareSchema,
  run: prepareRun,
  refusals: {
    "future-month": say("future-month"),
    "nothing-to-charge": say("nothing-to-charge"),
    "being-issued": say("being-issued"),
  },
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
  run: askIssue,
  refusals,
  then: async (_done, { runId }) => ({ redirect: `/gestion/facturation/${runId}` }),
});

export const leave = officeAction({
  permission: "billing.run",
  input: runSchema,
  run: callOff,
  refusals: { begun: say("begun"), "not-asked": say("not-asked") },
  then: async (_done, { runId }) => ({ redirect: `/gestion/facturation/${runId}` }),
});

export const discard = officeAction({
  permission: "billing.run",
  input: runSchema,
  run: discardRun,
  refusals,
  then: async () => ({ redirect: "/gestion/facturation" }),
});
