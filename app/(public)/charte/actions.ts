"use server";
/** Accepting the charter in force: the one thing a parent may do before having accepted it. */
import { getTranslations } from "next-intl/server";
import { acceptCharter as accept } from "@/lib/account/commands";
import { homeOf, safeReturn } from "@/lib/account/rules";
import { acceptCharterSchema } from "@/lib/account/schema";
import { selfAction } from "@/lib/server/action";

export const acceptCharter = selfAction({
  permission: "charter.accept",
  whileBlocked: true,
  input: acceptCharterSchema,
  run: async (context, wish, passport) => {
    const outcome = await accept(context, passport, wish);
    return outcome.ok ? { ...outcome, home: homeOf(passport.role) } : outcome;
  },
  refusals: { "other-version": async () => (await getTranslations("account.charter"))("otherVersion") },
  then: async ({ home }, { suite }) => ({ redirect: safeReturn(suite) ?? home }),
});
