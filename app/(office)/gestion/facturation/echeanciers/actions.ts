"use server";
/** Payment plans, from the office: proposed, withdrawn, declared broken, noted as agreed. */
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { planRequest } from "@/lib/agreement/commands-effect";
import { changePlan, proposePlan } from "@/lib/dunning/commands-plan";
import { planSchema, planStepSchema } from "@/lib/dunning/schema";
import { officeAction } from "@/lib/server/action";

type Reason = "changed" | "planned" | "past" | "too-small" | "past-step";
const say = (reason: Reason) => async () => (await getTranslations("dunning.plans.refusals"))(reason);

export const propose = officeAction({
  permission: "debt.pursue",
  /** `requestId`: the request of the family that it answers. */
  input: planSchema.extend({ requestId: z.uuid("generic").optional() }),
  run: (context, { requestId, ...plan }, scope) =>
    requestId ? planRequest(context, { ...plan, requestId }, scope) : proposePlan(context, plan),
  refusals: {
    decided: async () => (await getTranslations("letter.effects.refusals"))("decided"),
    changed: say("changed"),
    planned: say("planned"),
    past: say("past"),
    "too-small": say("too-small"),
  },
  then: async ({ planId }) => ({ redirect: `/gestion/facturation/echeanciers/${planId}?fait=1` }),
});

export const change = officeAction({
  permission: "debt.pursue",
  input: planStepSchema,
  run: changePlan,
  refusals: { "past-step": say("past-step") },
  then: async (_done, { planId }) => ({ redirect: `/gestion/facturation/echeanciers/${planId}?fait=1` }),
});
