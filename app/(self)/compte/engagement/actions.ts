"use server";
/** The agent signs the engagement of confidentiality, with the password. */
import { getLocale, getTranslations } from "next-intl/server";
import { prove } from "@/lib/account/commands-sign-in";
import { visitorOf } from "@/lib/account/next-auth";
import { signEngagement } from "@/lib/accreditation/commands-engagement";
import { signEngagementSchema } from "@/lib/accreditation/schema";
import { selfAction } from "@/lib/server/action";
import { waitWords } from "../../../(public)/wait-words";

const words = () => getTranslations("access.engagement");

export const sign = selfAction({
  permission: "engagement.sign",
  input: signEngagementSchema,
  prepare: async (passport, { password }) => ({
    proof: await prove(await visitorOf(), passport, password),
    locale: await getLocale(),
  }),
  run: (context, { version }, passport, ready) => signEngagement(context, passport, { version, ...ready }),
  refusals: {
    wait: waitWords,
    mismatch: async () => (await words())("mismatch"),
    "other-version": async () => (await words())("otherVersion"),
    nothing: async () => (await words())("nothing"),
  },
  then: async () => ({ redirect: "/compte/engagement" }),
});
