"use server";
/** Signing in and out. Both work without a script; next-auth's own route does the same through the same commands. */
import { getTranslations } from "next-intl/server";
import { closeSession } from "@/lib/account/commands";
import { signIn as openWith } from "@/lib/account/commands-sign-in";
import { giveCookies, takeCookie, visitorOf } from "@/lib/account/next-auth";
import { homeOf, safeReturn } from "@/lib/account/rules";
import { nothingSchema, signInSchema } from "@/lib/account/schema";
import { publicAction, selfAction } from "@/lib/server/action";
import { waitWords } from "../wait-words";

export const signIn = publicAction({
  limit: "sign-in",
  input: signInSchema,
  run: async (_visitor, wish) => openWith(await visitorOf(), wish),
  refusals: {
    mismatch: async () => (await getTranslations("account.signIn"))("mismatch"),
    wait: waitWords,
  },
  then: async (opened, { suite }) => {
    await giveCookies(opened);
    return { redirect: safeReturn(suite) ?? homeOf(opened.role) };
  },
});

export const signOut = selfAction({
  permission: "account.self",
  whileBlocked: true,
  input: nothingSchema,
  run: (context, _input, passport) => closeSession(context, passport),
  refusals: {},
  then: async () => {
    await takeCookie();
    return { redirect: "/connexion?sortie=1" };
  },
});
