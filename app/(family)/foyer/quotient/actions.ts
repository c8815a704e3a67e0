"use server";
/** Asks the CAF and the MSA for the quotient of a household, under the consent on the page. */
import { createHash } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate, wordMonth } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { quotientService } from "@/lib/quotient/api-particulier";
import { askBeforehand, keepAnswer } from "@/lib/quotient/commands";
import { quotientQuestionSchema } from "@/lib/quotient/schema";
import { familyAction, NotFound } from "@/lib/server/action";
import { requestNow } from "@/lib/server/clock";

const words = () => getTranslations("outside.quotient");

export const askQuotient = familyAction({
  permission: "household.edit",
  input: quotientQuestionSchema,
  target: ({ householdId }) => ({ household: householdId }),
  prepare: async ({ accountId }, wish) => {
    const [now, t] = await Promise.all([requestNow(), words()]);
    const consent = createHash("sha256").update(t("consent.text")).digest("hex");
    const service = quotientService();
    return { consent, service, answer: service && (await askBeforehand(service, { accountId, now }, wish)) };
  },
  run: async (context, { householdId }, scope, { consent, service, answer }) => {
    if (!service) throw new NotFound();
    return keepAnswer(context, { householdId, consent, answer }, scope);
  },
  refusals: {
    "not-found": async () => (await words())("notFound"),
    "not-yours": async () => (await words())("notYours"),
    "bad-input": async () => (await words())("badInput"),
    unavailable: async () => (await words())("unavailable"),
    "too-often": async ({ count = 0 }) => (await words())("tooOften", { count }),
  },
  then: async ({ changed, provider, valueCents, month }) => {
    const [t, locale, now] = await Promise.all([words(), getLocale(), requestNow()]);
    const told = { provider: t(`providers.${provider}`), value: wordAmount(locale, valueCents) };
    if (!changed) return { message: t("same", told) };
    return {
      message: t("found", { ...told, month: wordMonth(locale, month), since: wordDate(locale, parisOf(now).day) }),
    };
  },
});
