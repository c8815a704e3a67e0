"use server";
/** Confirming a change of address from one of the two mailboxes; one need not be signed in there. */
import { getTranslations } from "next-intl/server";
import { confirmEmail as confirm } from "@/lib/account/commands-email";
import { visitorOf } from "@/lib/account/next-auth";
import { confirmEmailSchema } from "@/lib/account/schema";
import { publicAction } from "@/lib/server/action";

export const confirmEmail = publicAction({
  limit: "reset",
  input: confirmEmailSchema,
  run: async (_visitor, wish) => confirm(await visitorOf(), wish),
  refusals: {
    "not-valid": async () => (await getTranslations("account.emailChange"))("notValid"),
    taken: async () => (await getTranslations("account.emailChange"))("taken"),
  },
  then: async ({ complete }) => {
    const t = await getTranslations("account.emailChange");
    return { message: complete ? t("whole") : t("half") };
  },
});
