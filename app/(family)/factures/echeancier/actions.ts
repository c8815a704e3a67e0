"use server";
/** A family agrees to the payment plan that the régie proposed. */
import { getTranslations } from "next-intl/server";
import { agreeToPlan } from "@/lib/dunning/commands-plan";
import { agreeSchema } from "@/lib/dunning/schema";
import { familyAction } from "@/lib/server/action";

export const agree = familyAction({
  permission: "invoice.read",
  input: agreeSchema,
  run: agreeToPlan,
  refusals: { "past-step": async () => (await getTranslations("dunning.plan"))("gone") },
  then: async () => ({ message: (await getTranslations("dunning.plan"))("acceptDone") }),
});
