"use server";
/** A forgotten password: the same words whoever asks, then a link that serves once. */
import { getTranslations } from "next-intl/server";
import { askReset as ask, resetPassword as reset } from "@/lib/account/commands-credentials";
import { giveCookies, visitorOf } from "@/lib/account/next-auth";
import { homeOf } from "@/lib/account/rules";
import { askResetSchema, resetSchema } from "@/lib/account/schema";
import { publicAction } from "@/lib/server/action";

export const askReset = publicAction({
  limit: "reset",
  input: askResetSchema,
  run: async (_visitor, wish) => ask(await visitorOf(), wish),
  refusals: {},
  then: async () => ({ message: (await getTranslations("account.reset"))("sent") }),
});

export const resetPassword = publicAction({
  limit: "reset",
  input: resetSchema,
  run: async (_visitor, wish) => reset(await visitorOf(), wish),
  refusals: {
    "not-valid": async () => (await getTranslations("account.reset"))("notValid"),
    guessable: async () => (await getTranslations("account.password"))("guessable"),
  },
  then: async (opened) => {
    await giveCookies(opened);
    return { redirect: homeOf(opened.role) };
  },
});
