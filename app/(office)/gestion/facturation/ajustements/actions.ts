"use server";
/** Accepting proposed corrections of a month that was issued: one line, a household's, or all. */
import { getTranslations } from "next-intl/server";
import { acceptCorrections } from "@/lib/correction/commands";
import { correctSchema } from "@/lib/correction/schema";
import { officeAction } from "@/lib/server/action";

const say = (reason: "nothing-left" | "changed") => async () =>
  (await getTranslations("invoice.office.corrections.refusals"))(reason);

export const accept = officeAction({
  permission: "billing.run",
  input: correctSchema,
  run: acceptCorrections,
  refusals: { "nothing-left": say("nothing-left"), changed: say("changed") },
  then: async ({ lines }, { month, regieId }) => ({
    redirect: `/gestion/facturation/ajustements?${new URLSearchParams({ mois: month, regie: regieId, fait: String(lines) })}`,
  }),
});
