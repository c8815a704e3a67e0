"use server";
/** Settings of a régie and its PayFiP contracts: each change is traced with what was there before. */
import { getTranslations } from "next-intl/server";
import { saveContract, saveRegieSection } from "@/lib/commune/commands-regie";
import { contractSchema, regieSectionInputSchema } from "@/lib/commune/schema-regie";
import { officeAction } from "@/lib/server/action";

const then = async () => ({ message: (await getTranslations("settings"))("saved") });
const refusals = { gone: async () => (await getTranslations("regie"))("gone") };

export const saveRegie = officeAction({
  permission: "regie.settings",
  input: regieSectionInputSchema,
  run: saveRegieSection,
  refusals,
  then,
});

export const savePayfipContract = officeAction({
  permission: "regie.settings",
  input: contractSchema,
  run: saveContract,
  refusals,
  then,
});
