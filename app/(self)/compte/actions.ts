"use server";
/** One's own account: address, password, language, sessions. */
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import {
  changePassword as change,
  changeLocale,
  closeChosen,
  closeSessions,
  preparePassword,
} from "@/lib/account/commands";
import { askEmailChange as ask } from "@/lib/account/commands-email";
import { prove } from "@/lib/account/commands-sign-in";
import { visitorOf } from "@/lib/account/next-auth";
import {
  askEmailChangeSchema,
  changePasswordSchema,
  closeSessionSchema,
  localeSchema,
  nothingSchema,
} from "@/lib/account/schema";
import { LANGUAGE_COOKIE } from "@/lib/i18n/locale";
import { unlink } from "@/lib/identity/commands";
import { selfAction } from "@/lib/server/action";
import { waitWords } from "../../(public)/wait-words";

const own = () => getTranslations("account.own");

export const askEmailChange = selfAction({
  permission: "account.self",
  input: askEmailChangeSchema,
  prepare: async (passport, { password }) => prove(await visitorOf(), passport, password),
  run: (context, { email }, passport, proof) => ask(context, passport, { email, proof }),
  refusals: {
    wait: waitWords,
    mismatch: async () => (await own())("mismatch"),
    same: async () => (await own())("same"),
  },
  then: async () => ({ message: (await own())("emailAsked") }),
});

export const changePassword = selfAction({
  permission: "account.self",
  input: changePasswordSchema,
  prepare: async (passport, wish) => preparePassword(await visitorOf(), passport, wish),
  run: (context, _wish, passport, ready) => change(context, passport, ready),
  refusals: {
    wait: waitWords,
    mismatch: async () => (await own())("mismatch"),
    guessable: async () => (await getTranslations("account.password"))("guessable"),
  },
  then: async () => ({ message: (await own())("passwordChanged") }),
});

export const chooseLanguage = selfAction({
  permission: "account.self",
  input: localeSchema,
  run: (context, wish, passport) => changeLocale(context, passport, wish),
  refusals: {},
  then: async (_value, { locale }) => {
    const options = { maxAge: 365 * 24 * 3600, sameSite: "lax", httpOnly: true, path: "/" } as const;
    (await cookies()).set(LANGUAGE_COOKIE, locale, options);
    return { redirect: "/compte" };
  },
});

export const closeOne = selfAction({
  permission: "account.self",
  input: closeSessionSchema,
  run: (context, { sessionId }, passport) => closeChosen(context, passport, sessionId),
  refusals: {},
  then: async () => ({ redirect: "/compte" }),
});

export const closeOthers = selfAction({
  permission: "account.self",
  input: nothingSchema,
  run: (context, _input, passport) =>
    closeSessions(context, { accountId: passport.accountId, keep: passport.sessionId }),
  refusals: {},
  then: async ({ closed }) => ({ message: (await own())("closed", { count: closed }) }),
});

export const unlinkIdentity = selfAction({
  permission: "account.self",
  input: nothingSchema,
  run: (context, _input, passport) => unlink(context, passport),
  refusals: {},
  then: async () => ({ message: (await getTranslations("outside.identity.own"))("unlinked") }),
});
