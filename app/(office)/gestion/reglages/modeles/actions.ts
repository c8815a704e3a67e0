"use server";
/** The office words its models of mails and letters; each change is a version. */
import { retireModel, saveModel } from "@/lib/letter/commands";
import { modelSchema, retireSchema } from "@/lib/letter/schema";
import { officeAction } from "@/lib/server/action";

export const save = officeAction({
  permission: "settings.write",
  input: modelSchema,
  run: saveModel,
  refusals: {},
  then: async ({ key, version }) => ({ redirect: `/gestion/reglages/modeles/${key}?version=${version}` }),
});

export const retire = officeAction({
  permission: "settings.write",
  input: retireSchema,
  run: retireModel,
  refusals: {},
  then: async () => ({ redirect: "/gestion/reglages/modeles" }),
});
