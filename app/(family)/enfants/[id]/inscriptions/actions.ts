"use server";
/** A family asks for a yearly enrolment. */
import { getTranslations } from "next-intl/server";
import { askEnrolment } from "@/lib/enrolment/commands";
import { askEnrolmentSchema } from "@/lib/enrolment/schema";
import { familyAction } from "@/lib/server/action";

const words = () => getTranslations("activity.enrolment.refusals");

export const ask = familyAction({
  permission: "enrolment.request",
  input: askEnrolmentSchema,
  target: ({ childId }) => ({ child: childId }),
  run: askEnrolment,
  refusals: {
    "activity-closed": async () => (await words())("activity-closed"),
    "other-site": async () => (await words())("other-site"),
    "not-eligible": async () => (await words())("not-eligible"),
    "already-asked": async () => (await words())("already-asked"),
    "year-over": async () => (await words())("year-over"),
  },
  then: async (_, { childId }) => ({ redirect: `/enfants/${childId}/inscriptions?fait=oui` }),
});
