"use server";
/** The office accepts or refuses a yearly enrolment, within its sites. */
import { getTranslations } from "next-intl/server";
import { decideEnrolment } from "@/lib/enrolment/commands";
import { decideEnrolmentSchema } from "@/lib/enrolment/schema";
import { officeAction } from "@/lib/server/action";

export const decide = officeAction({
  permission: "enrolment.decide",
  input: decideEnrolmentSchema,
  target: ({ activityId }) => ({ activity: activityId }),
  run: decideEnrolment,
  refusals: { "already-decided": async () => (await getTranslations("activity.decide"))("already") },
  then: async (_, { decision }) => ({
    redirect: `/gestion/inscriptions?fait=${decision === "accept" ? "acceptee" : "refusee"}`,
  }),
});
