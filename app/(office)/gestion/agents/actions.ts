"use server";
/** Staff accounts: made, given a role, a letter, closed. Parents' accounts are not reached from here. */
import { getTranslations } from "next-intl/server";
import { issueActivationLetter } from "@/lib/account/commands-credentials";
import { changeRole as change, closeAccount as close, createStaffAccount, staffOf } from "@/lib/account/commands-staff";
import { accountSchema, changeRoleSchema, newStaffSchema } from "@/lib/account/schema";
import { officeAction } from "@/lib/server/action";
import { letterText } from "./letter";

const words = () => getTranslations("agents.one");
const headOnly = async () => (await words())("headOnly");
const refusals = {
  "own-account": async () => (await words())("ownAccount"),
  "last-one": async () => (await words())("lastOne"),
};

export const createStaff = officeAction({
  permission: "account.manage",
  input: newStaffSchema,
  run: (context, wish) => createStaffAccount(context, wish),
  refusals: {
    "email-taken": async () => (await getTranslations("agents.new"))("taken"),
    "head-only": headOnly,
  },
  then: async ({ accountId }) => ({ redirect: `/gestion/agents/${accountId}` }),
});

export const changeRole = officeAction({
  permission: "account.manage",
  input: changeRoleSchema,
  run: (context, wish) => change(context, wish),
  refusals: { ...refusals, "head-only": headOnly },
  then: async () => ({ message: (await words())("roleChanged") }),
});

export const closeStaff = officeAction({
  permission: "account.manage",
  input: accountSchema,
  run: (context, { accountId }) => close(context, accountId),
  refusals,
  then: async () => ({ redirect: "/gestion/agents" }),
});

export const prepareLetter = officeAction({
  permission: "account.manage",
  input: accountSchema,
  run: async (context, { accountId }) => {
    await staffOf(context, accountId);
    return issueActivationLetter(context, accountId);
  },
  refusals: { "already-open": async () => (await words())("alreadyOpen") },
  then: async (letter) => ({ message: "", data: await letterText(letter) }),
});
