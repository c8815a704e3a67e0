"use server";
/** The steps of the change of school year: prepare, correct, undo, publish. */
import { getTranslations } from "next-intl/server";
import { changeChild, prepareRollover, publishRollover, undoRollover } from "@/lib/rollover/commands";
import { changeChildSchema, prepareSchema, rolloverIdSchema } from "@/lib/rollover/schema";
import { officeAction } from "@/lib/server/action";

const say = (reason: "already" | "no-year" | "not-draft" | "no-class" | "undecided") => async () =>
  (await getTranslations("rollover.refusals"))(reason);

export const prepare = officeAction({
  permission: "rollover.run",
  input: prepareSchema,
  run: prepareRollover,
  refusals: { already: say("already"), "no-year": say("no-year") },
  then: async () => ({ redirect: "/gestion/rentree?fait=preparee" }),
});

export const change = officeAction({
  permission: "rollover.run",
  input: changeChildSchema,
  target: ({ childId }) => ({ child: childId }),
  run: changeChild,
  refusals: { "not-draft": say("not-draft"), "no-class": say("no-class") },
  then: async ({ siteId, grade }) => ({
    redirect: `/gestion/rentree/classe?ecole=${siteId}&classe=${encodeURIComponent(grade)}&fait=1`,
  }),
});

export const undo = officeAction({
  permission: "rollover.run",
  input: rolloverIdSchema,
  run: undoRollover,
  refusals: { "not-draft": say("not-draft") },
  then: async () => ({ redirect: "/gestion/rentree?fait=annulee" }),
});

export const publish = officeAction({
  permission: "rollover.run",
  input: rolloverIdSchema,
  run: publishRollover,
  refusals: { "not-draft": say("not-draft"), undecided: say("undecided") },
  then: async () => ({ redirect: "/gestion/rentree?fait=publiee" }),
});
