"use server";
/** The head of school affairs splits a household. */
import { getTranslations } from "next-intl/server";
import { splitHousehold } from "@/lib/merger/commands-split";
import { splitSchema } from "@/lib/merger/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("parents.split.refusals");

export const split = officeAction({
  permission: "household.split",
  input: splitSchema,
  target: ({ householdId }) => ({ household: householdId }),
  run: splitHousehold,
  refusals: {
    changed: async () => (await words())("changed"),
    "last-adult": async () => (await words())("last-adult"),
    past: async () => (await words())("past"),
    "no-child": async () => (await words())("no-child"),
    "at-once": async () => (await words())("at-once"),
  },
  then: async ({ newHouseholdId }) => ({ redirect: `/gestion/foyers/${newHouseholdId}` }),
});
