"use server";
/** The head of school affairs publishes a new price list with its day of effect. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { addVersion } from "@/lib/tariff/commands";
import { newVersionSchema } from "@/lib/tariff/schema-version";

const words = () => getTranslations("activity.tariffs.refusals");

export const publish = officeAction({
  permission: "activity.manage",
  input: newVersionSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: addVersion,
  refusals: {
    "in-the-past": async () => (await words())("in-the-past"),
    "same-day": async () => (await words())("same-day"),
  },
  then: async (_, { activityId }) => ({ redirect: `/gestion/tarifs/${activityId}?fait=oui` }),
});
