"use server";
/** Signing in and out. Both work without a script; next-auth's own route does the same through the same commands. */
import { getTranslations } from "next-intl/server";
import { closeSession } from "@/lib/account/commands";
import { signIn as openWith } from "@/lib/account/commands-sign-in";
import { giveCookies, takeCookie, visitorOf } from "@/lib/account/next-auth";
import { homeOf, safeReturn } from "@/lib/account/rules";
import { nothingSchema, signInSchema } from "@/lib/account/schema";
import { franceConnect } from "@/lib/identity/franceconnect";
import { publicAction, selfAction } from "@/lib/server/action";
import { env } from "@/lib/server/env";
import { waitWords } from "../wait-words";
import { takeForLeaving } from "./franceconnect/journey";

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
  beforeSecondFactor: true,
  input: nothingSchema,
  run: (context, _input, passport) => closeSession(context, passport),
  refusals: {},
  then: async () => {
    const [idToken, service] = [await takeForLeaving(), franceConnect()];
    await takeCookie();
    const after = "/connexion?sortie=1";
    // On a shared computer the next person must not find FranceConnect still open.
    return { redirect: idToken && service ? service.leaveUrl(idToken, `${env().PUBLIC_URL}${after}`) : after };
  },
});
