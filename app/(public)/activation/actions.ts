"use server";
/** Opening an account with the code of a letter or a mailed link. */
import { getTranslations } from "next-intl/server";
import { activate as open } from "@/lib/account/commands-credentials";
import { giveCookies, visitorOf } from "@/lib/account/next-auth";
import { homeOf } from "@/lib/account/rules";
import { activateSchema } from "@/lib/account/schema";
import { publicAction } from "@/lib/server/action";
import { waitWords } from "../wait-words";

export const activate = publicAction({
  limit: "activation",
  input: activateSchema,
  run: async (_visitor, wish) => open(await visitorOf(), wish),
  refusals: {
    "not-valid": async () => (await getTranslations("account.activation"))("notValid"),
    guessable: async () => (await getTranslations("account.password"))("guessable"),
    wait: waitWords,
  },
  then: async (opened) => {
    await giveCookies(opened);
    return { redirect: homeOf(opened.role) };
  },
});
