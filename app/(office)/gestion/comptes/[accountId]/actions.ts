"use server";
/** A parent's account, reached from their household: a letter to open it, suspension by the head of school affairs. */
import { getTranslations } from "next-intl/server";
import { issueActivationLetter } from "@/lib/account/commands-credentials";
import { parentAccount } from "@/lib/account/queries";
import { familyAccountSchema, suspendFamilySchema } from "@/lib/account/schema";
import * as rights from "@/lib/accreditation/commands-rights";
import { NotFound, officeAction } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { letterText } from "../../agents/letter";

type Named = { accountId: string; householdId: string };

const words = () => getTranslations("agents.one");
const target = ({ householdId }: Named) => ({ household: householdId });
const back = (_value: object, { accountId, householdId }: Named) =>
  Promise.resolve({ redirect: `/gestion/comptes/${accountId}?foyer=${householdId}` });

/** The household is the agent's by the gate; the account must be that of one of its members. */
async function memberOf(context: Context, named: Named): Promise<void> {
  if (!(await parentAccount(context.tx, named, context.now))) throw new NotFound();
}

export const prepareFamilyLetter = officeAction({
  permission: "family.manage",
  input: familyAccountSchema,
  target,
  run: async (context, named) => {
    await memberOf(context, named);
    return issueActivationLetter(context, named.accountId);
  },
  refusals: { "already-open": async () => (await words())("alreadyOpen") },
  then: async (letter) => ({ message: "", data: await letterText(letter) }),
});

export const suspendFamily = officeAction({
  permission: "family.suspend",
  input: suspendFamilySchema,
  target,
  run: async (context, wish) => {
    await memberOf(context, wish);
    return rights.suspend(context, wish);
  },
  refusals: {
    "own-account": async () => (await words())("ownAccount"),
    already: async () => (await words())("already"),
    past: async () => (await words())("past"),
  },
  then: back,
});

export const liftFamily = officeAction({
  permission: "family.suspend",
  input: familyAccountSchema,
  target,
  run: async (context, named) => {
    await memberOf(context, named);
    return rights.liftSuspension(context, named.accountId);
  },
  refusals: { none: async () => (await words())("notSuspended") },
  then: back,
});
