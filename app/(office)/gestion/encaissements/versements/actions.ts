"use server";
/** Paying over to the comptable. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { makeRemittance } from "@/lib/till/commands";
import type { RemitRefusal } from "@/lib/till/rules-state";
import { remittanceSchema } from "@/lib/till/schema";

const because = (reason: RemitRefusal) => async () => (await getTranslations("till.remittances.refusals"))(reason);

export const remit = officeAction({
  permission: "receipt.record",
  input: remittanceSchema,
  run: makeRemittance,
  refusals: {
    nothing: because("nothing"),
    "more-than-in-hand": because("more-than-in-hand"),
    future: because("future"),
  },
  then: async ({ remittanceId }) => ({ redirect: `/gestion/encaissements/versements/${remittanceId}?nouveau=oui` }),
});
