"use server";
/** Stops of a line, and where each child gets on or off. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { addStop, removeStop, setRide } from "@/lib/transport/commands";
import { addStopSchema, removeStopSchema, rideSchema } from "@/lib/transport/schema";

const say = (reason: "too-many" | "in-use" | "no-day") => async () =>
  (await getTranslations("transport.refusals"))(reason);

export const newStop = officeAction({
  permission: "transport.manage",
  input: addStopSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: addStop,
  refusals: { "too-many": say("too-many") },
  then: async (_done, { activityId }) => ({ redirect: `/gestion/transport/${activityId}?fait=1` }),
});

export const dropStop = officeAction({
  permission: "transport.manage",
  input: removeStopSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: removeStop,
  refusals: { "in-use": say("in-use") },
  then: async (_done, { activityId }) => ({ redirect: `/gestion/transport/${activityId}?fait=1` }),
});

export const saveRide = officeAction({
  permission: "transport.manage",
  input: rideSchema,
  target: ({ activityId, childId }) => [{ activity: activityId }, { child: childId }],
  run: setRide,
  refusals: { "no-day": say("no-day") },
  then: async (_done, { activityId }) => ({ redirect: `/gestion/transport/${activityId}?fait=1` }),
});
