"use server";
/** « Mes informations sont exactes », for one household. */
import { confirmRecord } from "@/lib/rollover/commands-confirm";
import { confirmSchema } from "@/lib/rollover/schema";
import { familyAction } from "@/lib/server/action";

export const confirmHousehold = familyAction({
  permission: "household.edit",
  input: confirmSchema,
  target: ({ householdId }) => ({ household: householdId }),
  run: confirmRecord,
  refusals: {},
  then: async () => ({ redirect: "/foyer?fait=oui" }),
});
