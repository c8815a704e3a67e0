"use server";
/** A dossier de preuve for a dispute: only the lines that the case needs. */
import { getTranslations } from "next-intl/server";
import { askDisputeDossier } from "@/lib/dossier/commands";
import { disputeDossierSchema } from "@/lib/dossier/schema";
import { officeAction } from "@/lib/server/action";

export const askDispute = officeAction({
  permission: "family.consult",
  input: disputeDossierSchema,
  target: ({ householdId }) => ({ household: householdId }),
  run: askDisputeDossier,
  refusals: {
    "too-many": async () => (await getTranslations("dossier.form"))("tooMany"),
    "other-lines": async () => (await getTranslations("trace.dispute"))("refused"),
  },
  then: async () => ({ message: (await getTranslations("trace.dispute"))("asked") }),
});
