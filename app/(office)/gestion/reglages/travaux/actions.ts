"use server";
import { getTranslations } from "next-intl/server";
import { retryJob } from "@/lib/report/commands-work";
import { retrySchema } from "@/lib/report/schema";
import { officeAction } from "@/lib/server/action";

export const retry = officeAction({
  permission: "job.consult",
  input: retrySchema,
  run: retryJob,
  refusals: { gone: async () => (await getTranslations("settings.jobs"))("gone") },
  then: async () => ({ message: (await getTranslations("settings.jobs"))("retried") }),
});
