"use server";
/** What the head of school affairs decides: accreditation, assignments, suspension of staff. */
import { getTranslations } from "next-intl/server";
import * as rights from "@/lib/account/commands-rights";
import { staffOf } from "@/lib/account/commands-staff";
import { accountSchema, accreditSchema, assignSchema, endRightSchema, suspendSchema } from "@/lib/account/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("agents.one");
const back = (_value: object, { accountId }: { accountId: string }) =>
  Promise.resolve({ redirect: `/gestion/agents/${accountId}` });

export const accredit = officeAction({
  permission: "agent.manage",
  input: accreditSchema,
  run: (context, wish) => rights.accredit(context, wish),
  refusals: { "own-account": async () => (await words())("ownAccount") },
  then: back,
});

export const signEngagement = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => rights.signEngagement(context, wish),
  refusals: {},
  then: back,
});

export const endAccreditation = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => rights.endAccreditation(context, wish),
  refusals: {},
  then: back,
});

export const assign = officeAction({
  permission: "agent.manage",
  input: assignSchema,
  run: (context, wish) => rights.assign(context, wish),
  refusals: {},
  then: back,
});

export const endAssignment = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => rights.endAssignment(context, wish),
  refusals: {},
  then: back,
});

export const suspendStaff = officeAction({
  permission: "agent.manage",
  input: suspendSchema,
  run: async (context, wish) => {
    await staffOf(context, wish.accountId);
    return rights.suspend(context, wish);
  },
  refusals: {
    "own-account": async () => (await words())("ownAccount"),
    already: async () => (await words())("already"),
    past: async () => (await words())("past"),
  },
  then: back,
});

export const liftStaff = officeAction({
  permission: "agent.manage",
  input: accountSchema,
  run: async (context, { accountId }) => {
    await staffOf(context, accountId);
    return rights.liftSuspension(context, accountId);
  },
  refusals: { none: async () => (await words())("notSuspended") },
  then: back,
});
