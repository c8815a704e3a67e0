"use server";
/** The office closes a day, opens it again, or changes its places. */
import { getTranslations } from "next-intl/server";
import { changePlacesSchema, closeDaySchema, reopenDaySchema } from "@/lib/booking/schema";
import { changePlaces, closeDay, reopenDay } from "@/lib/disruption/commands-day";
import { officeAction } from "@/lib/server/action";

const calendar = () => getTranslations("activity.calendar");
const refusal = (reason: "already-closed" | "past" | "not-closed" | "below-taken" | "same") => async () =>
  (await getTranslations("activity.calendar.refusals"))(reason);

export const close = officeAction({
  permission: "activity.manage",
  input: closeDaySchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: closeDay,
  refusals: { "already-closed": refusal("already-closed"), past: refusal("past") },
  then: async ({ cancelled }) => ({ message: (await calendar())("doneClosed", { count: cancelled }) }),
});

export const reopen = officeAction({
  permission: "activity.manage",
  input: reopenDaySchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: reopenDay,
  refusals: { "not-closed": refusal("not-closed"), past: refusal("past") },
  then: async () => ({ message: (await calendar())("done") }),
});

export const setPlaces = officeAction({
  permission: "activity.manage",
  input: changePlacesSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: changePlaces,
  refusals: { "below-taken": refusal("below-taken"), same: refusal("same") },
  then: async () => ({ message: (await calendar())("done") }),
});
