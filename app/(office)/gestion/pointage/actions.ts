"use server";
/** Marking at the gate: the whole sheet in one form, a child who was not expected, and the head's unlocking. */
import { getTranslations } from "next-intl/server";
import { addUnbooked, markSheet } from "@/lib/attendance/commands";
import { unlockSheet } from "@/lib/attendance/commands-lock";
import { addChildSchema, sheetSchema, unlockSchema } from "@/lib/attendance/schema";
import { officeAction } from "@/lib/server/action";

const say = (reason: "locked" | "not-yet" | "already-there" | "not-locked") => async () =>
  (await getTranslations("attendance.refusals"))(reason);

export const saveSheet = officeAction({
  permission: "attendance.record",
  input: sheetSchema,
  run: markSheet,
  refusals: { locked: say("locked"), "not-yet": say("not-yet") },
  then: async ({ changed }, { activityDayId, next }) => ({
    redirect: `/gestion/pointage/${activityDayId}${next === "add" ? "/ajouter" : `?fait=${changed}`}`,
  }),
});

export const addChild = officeAction({
  permission: "attendance.record",
  input: addChildSchema,
  target: ({ childId }) => ({ child: childId }),
  run: addUnbooked,
  refusals: { locked: say("locked"), "not-yet": say("not-yet"), "already-there": say("already-there") },
  then: async (_done, { activityDayId }) => ({ redirect: `/gestion/pointage/${activityDayId}?ajout=1` }),
});

export const unlock = officeAction({
  permission: "attendance.unlock",
  input: unlockSchema,
  run: unlockSheet,
  refusals: { "not-locked": say("not-locked") },
  then: async (_done, { activityDayId }) => ({ redirect: `/gestion/pointage/${activityDayId}?rouvert=1` }),
});
