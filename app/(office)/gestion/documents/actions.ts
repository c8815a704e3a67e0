"use server";
/** What the office does with documents: decide, put keys in force, move what was received to them. */
import { getTranslations } from "next-intl/server";
import { publishKeys, takeRewrapped } from "@/lib/document/commands-keys";
import { decideDocument } from "@/lib/document/commands-office";
import { keysFor } from "@/lib/document/queries";
import { staleEnvelopes } from "@/lib/document/queries-office";
import { decideSchema, publishSchema, type RewrapInput, rewrapSchema } from "@/lib/document/schema";
import { officeAction } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";

export const decide = officeAction({
  permission: "document.decide",
  input: decideSchema,
  run: decideDocument,
  refusals: {
    "already-decided": async () => (await getTranslations("document.office"))("already"),
    expired: async () => (await getTranslations("document.office"))("expired"),
    "ends-before": async () => (await getTranslations("document.office"))("endsBefore"),
  },
  then: async (_value, { verdict }) => {
    const t = await getTranslations("document.office");
    return { message: verdict === "validate" ? t("accepted") : t("refusedDone") };
  },
});

export const publish = officeAction({
  permission: "document.keys",
  input: publishSchema,
  run: publishKeys,
  refusals: {
    "not-endorsed": async () => (await getTranslations("document.keys"))("notEndorsed"),
    "known-keys": async () => (await getTranslations("document.keys"))("known"),
  },
  then: async () => ({ redirect: "/gestion/documents/cles?fait=1" }),
});

/** Takes a batch and hands back the next, so that the browser goes on without loading the page again. */
export const takeBatch = officeAction({
  permission: "document.keys",
  input: rewrapSchema,
  run: async (context: Context, input: RewrapInput) => {
    const outcome = await takeRewrapped(context, input);
    if (!outcome.ok) return outcome;
    const keys = await keysFor(context.tx, null);
    return { ...outcome, left: await staleEnvelopes(context.tx, keys?.current.fingerprint ?? "") };
  },
  refusals: {
    "wrong-envelope": async () => (await getTranslations("document.keys"))("rewrapWrong"),
  },
  then: async ({ left }) => ({ message: (await getTranslations("document.keys"))("rewrapDone"), data: left }),
});
