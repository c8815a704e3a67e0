"use server";
/** The head of school affairs decides whether two files are one, and takes it back. */
import { getTranslations } from "next-intl/server";
import { duplicateSchema } from "@/lib/household/schema-office";
import { decideDifferent } from "@/lib/intake/commands-duplicates";
import { mergeChildren, mergeHouseholds } from "@/lib/merger/commands";
import { undoMerge } from "@/lib/merger/commands-undo";
import { mergeSchema, undoSchema } from "@/lib/merger/schema";
import { officeAction } from "@/lib/server/action";

const after = async () => ({ redirect: "/gestion/doublons?fait=oui" });

export const decide = officeAction({
  permission: "duplicate.decide",
  input: duplicateSchema,
  run: decideDifferent,
  refusals: {
    "already-decided": async () => (await getTranslations("household.office.duplicates"))("alreadyDecided"),
  },
  then: after,
});

const refusals = () => getTranslations("parents.merge.refusals");

const mergeRefusals = {
  changed: async () => (await refusals())("changed"),
  same: async () => (await refusals())("same"),
  closed: async () => (await refusals())("closed"),
  "billing-open": async () => (await refusals())("billing-open"),
  "twice-booked": async () => (await refusals())("twice-booked"),
  "twice-waiting": async () => (await refusals())("twice-waiting"),
  "twice-enrolled": async () => (await refusals())("twice-enrolled"),
  "document-waiting": async () => (await refusals())("document-waiting"),
};

export const merge = officeAction({
  permission: "duplicate.decide",
  input: mergeSchema,
  target: ({ intoId, fromId }) => ({ household: [intoId, fromId] }),
  run: mergeHouseholds,
  refusals: mergeRefusals,
  then: after,
});

export const mergeChild = officeAction({
  permission: "duplicate.decide",
  input: mergeSchema,
  target: ({ intoId, fromId }) => ({ child: [intoId, fromId] }),
  run: mergeChildren,
  refusals: mergeRefusals,
  then: after,
});

const undoWords = () => getTranslations("merger.recent.refusals");

export const undo = officeAction({
  permission: "duplicate.decide",
  input: undoSchema,
  run: undoMerge,
  refusals: {
    undone: async () => (await undoWords())("undone"),
    "too-late": async () => (await undoWords())("too-late"),
    changed: async () => (await undoWords())("changed"),
    billed: async () => (await undoWords())("billed"),
  },
  then: after,
});
