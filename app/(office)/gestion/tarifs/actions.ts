"use server";
/** The office prepares a change of its rules: begins a draft, brings a file in, throws it away, publishes it with a date of effect. */
import { getLocale, getTranslations } from "next-intl/server";
import { pathText } from "@/lib/check/rules-fault";
import { faultText } from "@/lib/check/rules-words";
import { discardDraft, startDraft } from "@/lib/draft/commands";
import { importFile } from "@/lib/draft/commands-import";
import { publishDraft } from "@/lib/draft/commands-publish";
import { discardSchema, importSchema, publishDraftSchema, startSchema } from "@/lib/draft/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("rules.refusals");
const refusal =
  (reason: "no-draft" | "no-rules" | "draft-changed" | "faults" | "in-the-past" | "unchanged" | "same-day") =>
  async () =>
    (await words())(reason);

export const start = officeAction({
  permission: "activity.manage",
  input: startSchema,
  run: startDraft,
  refusals: { "no-rules": refusal("no-rules") },
  then: async () => ({ redirect: "/gestion/tarifs/brouillon" }),
});

export const discard = officeAction({
  permission: "activity.manage",
  input: discardSchema,
  run: discardDraft,
  refusals: { "no-draft": refusal("no-draft"), "draft-changed": refusal("draft-changed") },
  then: async () => ({ redirect: "/gestion/tarifs?fait=abandon" }),
});

export const bring = officeAction({
  permission: "activity.manage",
  input: importSchema,
  prepare: async (_, { file }) => file.text(),
  run: (context, _, __, text: string) => importFile(context, { text }),
  refusals: {},
  then: async ({ faults }) => {
    if (faults.length === 0) return { redirect: "/gestion/tarifs/brouillon?fait=import" };
    const [t, locale] = await Promise.all([getTranslations("rules.import"), getLocale()]);
    const lines = faults.map((fault) => {
      const { say, write } = faultText(fault, locale);
      return { where: pathText(fault.path), say, write };
    });
    return { message: t("faults", { count: faults.length }), data: { lines } };
  },
});

export const publish = officeAction({
  permission: "activity.manage",
  input: publishDraftSchema,
  run: publishDraft,
  refusals: {
    "no-draft": refusal("no-draft"),
    "draft-changed": refusal("draft-changed"),
    faults: refusal("faults"),
    "in-the-past": refusal("in-the-past"),
    unchanged: refusal("unchanged"),
    "same-day": refusal("same-day"),
  },
  then: async () => ({ redirect: "/gestion/tarifs?fait=publie" }),
});
