"use server";
/** Joining to a request what was handed in already. A new document goes through /api/documents: a browser encrypts it first. */
import { getTranslations } from "next-intl/server";
import { joinDocuments } from "@/lib/casework/commands";
import { joinSchema } from "@/lib/casework/schema";
import { familyAction } from "@/lib/server/action";

export const join = familyAction({
  permission: "request.file",
  input: joinSchema,
  run: joinDocuments,
  refusals: {
    ended: async () => (await getTranslations("casework.page"))("ended"),
    "not-joinable": async () => (await getTranslations("attachment"))("notJoinable"),
  },
  then: async (_, { requestId }) => ({ redirect: `/demandes/${requestId}?joint=oui` }),
});
