"use server";
/** Kinds of documents and who is asked for them. */
import { getTranslations } from "next-intl/server";
import { addNeed, dropNeed, saveKind } from "@/lib/document/commands-office";
import { dropNeedSchema, kindSchema, needSchema } from "@/lib/document/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("document.settings");

export const saveDocumentKind = officeAction({
  permission: "settings.write",
  input: kindSchema,
  run: saveKind,
  refusals: { gone: async () => (await words())("gone") },
  then: async ({ kindId }) => ({ redirect: `/gestion/reglages/pieces/${kindId}?fait=1` }),
});

export const askDocument = officeAction({
  permission: "settings.write",
  input: needSchema,
  run: addNeed,
  refusals: { "already-asked": async () => (await words())("already") },
  then: async (_value, { kindId }) => ({ redirect: `/gestion/reglages/pieces/${kindId}?fait=1` }),
});

export const stopAsking = officeAction({
  permission: "settings.write",
  input: dropNeedSchema,
  run: dropNeed,
  refusals: {},
  then: async () => ({ message: (await words())("dropped") }),
});
