"use server";
/** The head of school affairs decides whether two files are one. */
import { getTranslations } from "next-intl/server";
import { duplicateSchema } from "@/lib/household/schema-office";
import { decideDuplicate } from "@/lib/intake/commands-duplicates";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("household.office.duplicates");

export const decide = officeAction({
  permission: "duplicate.decide",
  input: duplicateSchema,
  run: decideDuplicate,
  refusals: {
    "already-decided": async () => (await words())("alreadyDecided"),
    "has-history": async () => (await words())("hasHistory"),
  },
  then: async () => ({ redirect: "/gestion/doublons?fait=oui" }),
});
