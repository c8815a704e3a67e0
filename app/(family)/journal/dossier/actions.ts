"use server";
/** A family asks for the proof of a period of its journal. */
import { getTranslations } from "next-intl/server";
import { askFamilyDossier } from "@/lib/dossier/commands";
import { familyDossierSchema } from "@/lib/dossier/schema";
import { familyAction } from "@/lib/server/action";

export const askDossier = familyAction({
  permission: "journal.read",
  input: familyDossierSchema,
  run: askFamilyDossier,
  refusals: {
    "too-many": async () => (await getTranslations("dossier.form"))("tooMany"),
    "too-many-lines": async ({ count = 0 }) => (await getTranslations("dossier.form"))("tooManyLines", { count }),
    nothing: async () => (await getTranslations("dossier.form"))("nothing"),
  },
  then: async () => ({ message: (await getTranslations("dossier.form"))("asked") }),
});
