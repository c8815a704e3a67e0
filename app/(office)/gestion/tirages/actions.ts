"use server";
/** The office opens a draw, runs it once its window is closed, or gives it up. */
import { getTranslations } from "next-intl/server";
import { cancelDraw, type OpeningRefusal, openDraw } from "@/lib/draw/commands";
import { runDraw } from "@/lib/draw/commands-run";
import { drawIdSchema, openDrawSchema } from "@/lib/draw/schema";
import { officeAction } from "@/lib/server/action";

const refusal = (reason: OpeningRefusal | "over" | "not-closed") => async () =>
  (await getTranslations("draw.office.refusals"))(reason);

export const open = officeAction({
  permission: "activity.manage",
  input: openDrawSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: openDraw,
  refusals: {
    "closing-past": refusal("closing-past"),
    "no-days": refusal("no-days"),
    overlap: refusal("overlap"),
    queue: refusal("queue"),
    "after-limit": refusal("after-limit"),
  },
  then: async ({ drawId }) => ({ redirect: `/gestion/tirages/${drawId}?fait=ouvert` }),
});

export const run = officeAction({
  permission: "activity.manage",
  input: drawIdSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: runDraw,
  refusals: { over: refusal("over"), "not-closed": refusal("not-closed") },
  then: async (_, { drawId }) => ({ redirect: `/gestion/tirages/${drawId}?fait=tire` }),
});

export const cancel = officeAction({
  permission: "activity.manage",
  input: drawIdSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: cancelDraw,
  refusals: { over: refusal("over") },
  then: async (_, { drawId }) => ({ redirect: `/gestion/tirages/${drawId}?fait=abandon` }),
});
