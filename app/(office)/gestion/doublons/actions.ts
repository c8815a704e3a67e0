"use server";
/** The head of school affairs decides whether two files are one. */
import { getTranslations } from "next-intl/server";
import { duplicateSchema } from "@/lib/household/schema-office";
import { decideDuplicate } from "@/lib/intake/commands-duplicates";
import { mergeHouseholds } from "@/lib/merger/commands";
import { mergeSchema } from "@/lib/merger/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("household.office.duplicates");

export const decide = officeAction({
  permission: "duplicate.decide",
  input: duplicateSchema,
  run: decideDuplicate,
  refusals: {
    "already-decided": async () => (await words())("alreadyDecided"),
    "has-history": async () => (await words())("hasHistory"),
  },
  then: async () => ({ redirect: "/gestion/doublons?fait=oui" }),
});

const refusals = () => getTranslations("parents.merge.refusals");

export const merge = officeAction({
  permission: "duplicate.decide",
  input: mergeSchema,
  target: ({ intoId, fromId }) => ({ household: [intoId, fromId] }),
  run: mergeHouseholds,
  refusals: {
    changed: async () => (await refusals())("changed"),
    same: async () => (await refusals())("same"),
    closed: async () => (await refusals())("closed"),
    "billing-open": async () => (await refusals())("billing-open"),
    "twice-booked": async () => (await refusals())("twice-booked"),
    "twice-waiting": async () => (await refusals())("twice-waiting"),
    "twice-enrolled": async () => (await refusals())("twice-enrolled"),
  },
  then: async () => ({ redirect: "/gestion/doublons?fait=oui" }),
});
