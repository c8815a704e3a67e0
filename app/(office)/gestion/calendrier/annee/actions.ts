"use server";
/** The office brings the official school holidays into the draft of its rules. */
import { getTranslations } from "next-intl/server";
import { importHolidays } from "@/lib/almanac/commands";
import { importHolidaysSchema } from "@/lib/almanac/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("rules.refusals");

export const bringHolidays = officeAction({
  permission: "activity.manage",
  input: importHolidaysSchema,
  prepare: async (_, { file }) => file.text(),
  run: (context, _input, _scope, text: string) => importHolidays(context, { text }),
  refusals: {
    "no-draft": async () => (await words())("no-draft"),
    "no-calendar": async () => (await words())("no-calendar"),
  },
  then: async () => ({ redirect: "/gestion/tarifs/brouillon/vacances?fait=oui" }),
});
