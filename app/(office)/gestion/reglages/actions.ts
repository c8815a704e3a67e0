"use server";
/** Settings of the commune: each change is traced with what was there before. */
import { getTranslations } from "next-intl/server";
import { publishCharter, publishNews, saveMailText, saveSection } from "@/lib/commune/commands";
import { saveLogo as keepLogo } from "@/lib/commune/commands-logo";
import { charterSchema, logoInputSchema, mailTextSchema, newsSchema, sectionInputSchema } from "@/lib/commune/schema";
import { officeAction } from "@/lib/server/action";

const saved = async () => ({ message: (await getTranslations("settings"))("saved") });

export const saveSettings = officeAction({
  permission: "settings.write",
  input: sectionInputSchema,
  run: saveSection,
  refusals: {},
  then: saved,
});

export const saveNews = officeAction({
  permission: "settings.write",
  input: newsSchema,
  run: publishNews,
  refusals: { gone: async () => (await getTranslations("settings.news"))("gone") },
  then: async () => ({ redirect: "/gestion/reglages/actualites?fait=1" }),
});

export const saveCharter = officeAction({
  permission: "settings.write",
  input: charterSchema,
  run: publishCharter,
  refusals: { same: async () => (await getTranslations("settings.charter"))("same") },
  then: async ({ version }) => ({ message: (await getTranslations("settings.charter"))("published", { version }) }),
});

export const saveMail = officeAction({
  permission: "settings.write",
  input: mailTextSchema,
  run: saveMailText,
  refusals: {},
  then: saved,
});

export const saveLogo = officeAction({
  permission: "settings.write",
  input: logoInputSchema,
  run: async (context, { logo, remove }) => {
    return keepLogo(context, remove ? null : new Uint8Array(await logo.arrayBuffer()));
  },
  refusals: {
    "not-png": async () => (await getTranslations("settings.logo"))("notPng"),
    heavy: async () => (await getTranslations("settings.logo"))("heavy"),
  },
  then: saved,
});
