"use server";
/** The reminders that were ticked leave together. */
import { getTranslations } from "next-intl/server";
import { sendReminders } from "@/lib/dunning/commands";
import { sendSchema } from "@/lib/dunning/schema";
import { officeAction } from "@/lib/server/action";

export const send = officeAction({
  permission: "debt.pursue",
  input: sendSchema,
  run: sendReminders,
  refusals: { "nothing-left": async () => (await getTranslations("dunning.reminders"))("refused") },
  then: async ({ sent, left }) => ({ redirect: `/gestion/facturation/relances?parties=${sent}&restees=${left}` }),
});
