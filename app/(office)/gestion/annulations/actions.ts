"use server";
/** The office cancels days for a group, after having seen what that changes. */
import { getTranslations } from "next-intl/server";
import { declareDisruption } from "@/lib/disruption/commands";
import { disruptionSchema } from "@/lib/disruption/schema";
import { officeAction } from "@/lib/server/action";

const refusal = (reason: "nothing" | "past") => async () => (await getTranslations("disruption.refusals"))(reason);

/** The sites and activities are many: the command holds each of them against the scope. */
export const declare = officeAction({
  permission: "disruption.declare",
  input: disruptionSchema,
  run: declareDisruption,
  refusals: { nothing: refusal("nothing"), past: refusal("past") },
  then: async ({ children }) => ({ redirect: `/gestion/annulations?fait=${children}` }),
});
