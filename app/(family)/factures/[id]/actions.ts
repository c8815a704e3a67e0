"use server";
/** Contesting a line of an invoice that the parent may read. */
import { getTranslations } from "next-intl/server";
import { fileContest } from "@/lib/contest/commands";
import { fileSchema } from "@/lib/contest/schema";
import { familyAction } from "@/lib/server/action";

export const contest = familyAction({
  permission: "request.file",
  input: fileSchema,
  run: fileContest,
  refusals: {
    "already-open": async () => (await getTranslations("contest.new"))("alreadyOpen"),
    "too-many": async () => (await getTranslations("casework.form.refusals"))("too-many"),
  },
  then: async ({ requestId }) => ({ redirect: `/demandes/${requestId}?envoyee=oui` }),
});
