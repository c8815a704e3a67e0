"use server";
/** A visitor's question about prices: posted, so that a quotient stands in no address; read, answered and forgotten. */
import { getLocale, getTranslations } from "next-intl/server";
import { done, refused } from "@/lib/kernel/outcome";
import { publicRules } from "@/lib/report/queries-offer";
import { estimateOf } from "@/lib/report/rules-estimate";
import { estimateSchema } from "@/lib/report/schema";
import { publicAction } from "@/lib/server/action";
import { openPage } from "@/lib/server/page";
import { answerOf } from "./answer";

export const estimate = publicAction({
  limit: "estimate",
  input: estimateSchema,
  run: async (_visitor, wish) => {
    const { tx, today } = await openPage();
    const [{ rules }, locale] = await Promise.all([publicRules(tx, today), getLocale()]);
    if (!rules) return refused("no-rules");
    return done({ services: estimateOf({ locale, file: rules.file }, wish, today), today });
  },
  refusals: { "no-rules": async () => (await getTranslations("public.estimate"))("none") },
  then: async ({ services, today }, wish) => ({
    message: (await getTranslations("public.estimate"))("done"),
    data: await answerOf({ services, wish, today }),
  }),
});
