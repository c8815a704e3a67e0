"use server";
/** The office's answer to a contested line, short of the credit note that takes it back. The scope decides which it may answer. */
import { getTranslations } from "next-intl/server";
import { refuseContest, writeToFamily } from "@/lib/contest/commands-decide";
import { messageSchema, refuseContestSchema } from "@/lib/contest/schema";
import { officeAction } from "@/lib/server/action";

const refusals = { decided: async () => (await getTranslations("contest.page"))("decided") };
const back = async (_: unknown, { requestId }: { requestId: string }) => ({
  redirect: `/gestion/demandes/contestations/${requestId}`,
});

export const write = officeAction({
  permission: "contest.decide",
  input: messageSchema,
  run: writeToFamily,
  refusals,
  then: back,
});

export const turnDown = officeAction({
  permission: "contest.decide",
  input: refuseContestSchema,
  run: refuseContest,
  refusals,
  then: back,
});
