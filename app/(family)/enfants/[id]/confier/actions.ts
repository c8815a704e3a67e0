"use server";
/** Entrusting a child to a third person, and taking it back. */
import { getTranslations } from "next-intl/server";
import { endEntrusting, entrustChild } from "@/lib/delegation/commands";
import { endSchema, entrustSchema } from "@/lib/delegation/schema";
import { familyAction } from "@/lib/server/action";

const words = () => getTranslations("parents.delegation.refusals");
const back = async ({ childId }: { childId: string }) => ({ redirect: `/enfants/${childId}/confier` });

export const entrust = familyAction({
  permission: "child.entrust",
  input: entrustSchema,
  target: ({ childId }) => ({ child: childId }),
  run: entrustChild,
  refusals: {
    "no-authority": async () => (await words())("no-authority"),
    "end-before-start": async () => (await words())("end-before-start"),
    "too-long": async () => (await words())("too-long"),
    "too-many": async () => (await words())("too-many"),
    past: async () => (await words())("past"),
    yourself: async () => (await words())("yourself"),
  },
  then: back,
});

export const takeBack = familyAction({
  permission: "child.entrust",
  input: endSchema,
  run: endEntrusting,
  refusals: {},
  then: back,
});
