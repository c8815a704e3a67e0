"use server";
/** Exceptional access: a household outside one's rights, for minutes. It ends by itself. */
import { getTranslations } from "next-intl/server";
import { openExceptionally } from "@/lib/accreditation/commands-exceptional";
import { exceptionalSchema } from "@/lib/accreditation/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("access.exceptional");

export const openAccess = officeAction({
  permission: "access.open",
  input: exceptionalSchema,
  run: (context, wish, scope) => openExceptionally(context, scope, wish),
  refusals: {
    unknown: async () => (await words())("unknown"),
    already: async () => (await words())("already"),
  },
  then: async ({ householdId }) => ({ redirect: `/gestion/foyers/${householdId}` }),
});
