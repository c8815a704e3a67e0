"use server";
/** The head of school affairs changes an activity, or opens the days of a school year. */
import { getTranslations } from "next-intl/server";
import { editActivity, openYear } from "@/lib/activity/commands";
import { editActivitySchema, openYearSchema } from "@/lib/activity/schema";
import { officeAction } from "@/lib/server/action";

export const save = officeAction({
  permission: "activity.manage",
  input: editActivitySchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: editActivity,
  refusals: { unchanged: async () => (await getTranslations("activity.edit"))("unchanged") },
  then: async () => ({ redirect: "/gestion/prestations?fait=oui" }),
});

const words = () => getTranslations("activity.list");

export const open = officeAction({
  permission: "activity.manage",
  input: openYearSchema,
  run: openYear,
  refusals: {
    "nothing-new": async () => (await words())("nothingNew"),
    "year-over": async () => (await words())("yearOver"),
  },
  then: async ({ opened }) => ({ message: (await words())("opened", { count: opened }) }),
});
