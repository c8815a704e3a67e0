"use server";
/** Durations and destructions: each change, list, countersignature and destruction is in the journal. */
import { getTranslations } from "next-intl/server";
import { askForList, chooseDuration, chooseVisa, countersign, dropProposal } from "@/lib/retention/commands";
import { durationSchema, proposeSchema, runSchema, visaSchema } from "@/lib/retention/schema";
import { officeAction } from "@/lib/server/action";

const due = () => getTranslations("retention.due");
const saved = async () => ({ message: (await getTranslations("settings"))("saved") });

export const saveDuration = officeAction({
  permission: "retention.decide",
  input: durationSchema,
  run: chooseDuration,
  refusals: {},
  then: saved,
});

export const saveVisa = officeAction({
  permission: "retention.decide",
  input: visaSchema,
  run: chooseVisa,
  refusals: {},
  then: saved,
});

export const proposeList = officeAction({
  permission: "retention.decide",
  input: proposeSchema,
  run: async (context) => askForList(context),
  refusals: { "already-proposed": async () => (await due())("already") },
  then: async () => ({ message: (await due())("proposed") }),
});

export const signList = officeAction({
  permission: "retention.decide",
  input: runSchema,
  run: countersign,
  refusals: { gone: async () => (await due())("gone"), "same-person": async () => (await due())("same") },
  then: async ({ isComplete }) => ({ message: (await due())(isComplete ? "signed" : "signedFirst") }),
});

export const dropList = officeAction({
  permission: "retention.decide",
  input: runSchema,
  run: dropProposal,
  refusals: { gone: async () => (await due())("gone") },
  then: async () => ({ message: (await due())("dropped") }),
});
