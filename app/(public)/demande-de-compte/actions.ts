"use server";
/** A family new to the commune asks for an account. */
import { getLocale, getTranslations } from "next-intl/server";
import { askAccount as ask } from "@/lib/request/commands-account-request";
import { askAccountSchema } from "@/lib/request/schema-account-request";
import { publicAction } from "@/lib/server/action";

export const askAccount = publicAction({
  limit: "account-request",
  input: askAccountSchema,
  run: async (visitor, wish) => ask({ ...visitor, locale: await getLocale() }, wish),
  refusals: { "grade-not-there": async () => (await getTranslations("account.ask"))("gradeNotThere") },
  then: async ({ reference }) => ({ message: (await getTranslations("account.ask"))("sent"), reference }),
});
