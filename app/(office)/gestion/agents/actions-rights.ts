"use server";
/** What the head of school affairs decides: accreditation, assignments, cases by name, antennas, deputies, suspension of staff. */
import { getTranslations } from "next-intl/server";
import { staffOf } from "@/lib/account/commands-staff";
import { accountSchema, suspendSchema } from "@/lib/account/schema";
import * as cases from "@/lib/accreditation/commands-case";
import * as deputies from "@/lib/accreditation/commands-deputy";
import * as rights from "@/lib/accreditation/commands-rights";
import {
  accreditSchema,
  antennaSchema,
  assignSchema,
  confideSchema,
  deputySchema,
  endRightSchema,
  joinAntennaSchema,
} from "@/lib/accreditation/schema";
import { resetFactor } from "@/lib/factor/commands";
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

export const resetStaffFactor = officeAction({
  permission: "account.manage",
  input: accountSchema,
  run: (context, { accountId }) => resetFactor(context, accountId),
  refusals: {
    "own-account": async () => (await words())("ownAccount"),
    none: async () => (await getTranslations("factor"))("resetNone"),
  },
  then: back,
});

const rightsWords = () => getTranslations("access.rights");
const toRights = (_value: object, { accountId }: { accountId: string }) =>
  Promise.resolve({ redirect: `/gestion/agents/${accountId}/acces` });

export const confideCase = officeAction({
  permission: "agent.manage",
  input: confideSchema,
  target: ({ householdId }) => ({ household: householdId }),
  run: (context, wish) => cases.confideCase(context, wish),
  refusals: {},
  then: toRights,
});

export const takeBackCase = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => cases.takeBackCase(context, wish),
  refusals: {},
  then: toRights,
});

export const joinAntenna = officeAction({
  permission: "agent.manage",
  input: joinAntennaSchema,
  run: (context, wish) => cases.joinAntenna(context, wish),
  refusals: {},
  then: toRights,
});

export const leaveAntenna = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => cases.leaveAntenna(context, wish),
  refusals: {},
  then: toRights,
});

export const saveAntenna = officeAction({
  permission: "agent.manage",
  input: antennaSchema,
  run: (context, wish) => cases.saveAntenna(context, wish),
  refusals: {},
  then: async () => ({ redirect: "/gestion/agents/antennes" }),
});

export const nameDeputy = officeAction({
  permission: "agent.manage",
  input: deputySchema,
  run: (context, wish) => deputies.nameDeputy(context, wish),
  refusals: {
    "same-person": async () => (await rightsWords())("samePerson"),
    "other-role": async () => (await rightsWords())("otherRole"),
    past: async () => (await rightsWords())("past"),
  },
  then: toRights,
});

export const endDeputy = officeAction({
  permission: "agent.manage",
  input: endRightSchema,
  run: (context, wish) => deputies.endDeputy(context, wish),
  refusals: {},
  then: toRights,
});
