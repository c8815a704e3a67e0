"use server";
/** Badges are made and cancelled class by class. */
import { changeBadges } from "@/lib/badge/commands";
import { badgesSchema } from "@/lib/badge/schema";
import { officeAction } from "@/lib/server/action";

export const changeClass = officeAction({
  permission: "badge.manage",
  input: badgesSchema,
  target: ({ children }) => ({ child: children }),
  run: changeBadges,
  refusals: {},
  then: async ({ count }, { change }) => ({
    redirect: `/gestion/pointage/badges?${change === "issue" ? "faits" : "annules"}=${count}`,
  }),
});
