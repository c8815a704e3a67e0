"use server";
/** A report that was frozen is corrected by a new version, never changed. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { correctReport } from "@/lib/workload/commands-freeze";
import { correctSchema } from "@/lib/workload/schema";

const words = () => getTranslations("workload.correct");

export const correct = officeAction({
  permission: "report.correct",
  input: correctSchema,
  run: correctReport,
  refusals: {
    unchanged: async () => (await words())("unchanged"),
    "too-small": async () => (await words())("tooSmall"),
  },
  then: async (_, { period }) => ({ redirect: `/gestion/demandes/bilan?periode=${period}` }),
});
