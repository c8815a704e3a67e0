"use server";
/** A deposit slip: made once, printed as often as one likes. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { type DepositRefusal, makeDeposit } from "@/lib/till/commands-deposit";
import { depositSchema } from "@/lib/till/schema";

const because = (reason: DepositRefusal) => async () => (await getTranslations("till.slips.refusals"))(reason);

export const deposit = officeAction({
  permission: "receipt.record",
  input: depositSchema,
  run: makeDeposit,
  refusals: {
    "not-in-hand": because("not-in-hand"),
    future: because("future"),
    "before-receipt": because("before-receipt"),
  },
  then: async ({ slipId }) => ({ redirect: `/gestion/encaissements/bordereaux/${slipId}?nouveau=oui` }),
});
