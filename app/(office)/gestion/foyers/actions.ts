"use server";
/** What the office edits of a household it may see. */
import { getTranslations } from "next-intl/server";
import * as commands from "@/lib/household/commands-office";
import { closeHousehold as close } from "@/lib/household/commands-office-close";
import * as schema from "@/lib/household/schema-office";
import { balanceOf } from "@/lib/ledger/queries";
import { declareForHousehold } from "@/lib/profile/commands";
import { householdFactSchema } from "@/lib/profile/schema";
import { officeAction } from "@/lib/server/action";

type About = { householdId: string };
const target = ({ householdId }: About) => ({ household: householdId });
const back = async (_: unknown, { householdId }: About) => ({ redirect: `/gestion/foyers/${householdId}?fait=oui` });
const words = () => getTranslations("household.office");

export const recordQuotient = officeAction({
  permission: "family.manage",
  input: schema.recordQuotientSchema,
  target,
  run: commands.recordQuotient,
  refusals: { "end-before-start": async () => (await words())("quotient.endBeforeStart") },
  then: back,
});

export const declareFact = officeAction({
  permission: "family.manage",
  input: householdFactSchema,
  target,
  run: declareForHousehold,
  refusals: { "not-an-answer": async () => (await words())("facts.notAnAnswer") },
  then: back,
});

export const setAddress = officeAction({
  permission: "family.manage",
  input: schema.officeAddressSchema,
  target,
  run: commands.setAddress,
  refusals: {},
  then: back,
});

export const setPayers = officeAction({
  permission: "family.manage",
  input: schema.payersSchema,
  target,
  run: commands.setPayers,
  refusals: {},
  then: back,
});

export const setSituation = officeAction({
  permission: "family.manage",
  input: schema.situationSchema,
  target,
  run: commands.setSituation,
  refusals: {},
  then: back,
});

export const recordDeath = officeAction({
  permission: "family.manage",
  input: schema.deathSchema,
  target,
  run: commands.recordDeath,
  refusals: { "date-in-future": async () => (await words())("adults.deathFuture") },
  then: back,
});

export const openAccount = officeAction({
  permission: "family.manage",
  input: schema.openAccountSchema,
  target,
  run: commands.openAccount,
  refusals: {
    "email-taken": async () => (await words())("adults.emailTaken"),
    "has-account": async () => (await words())("adults.hasAccount"),
  },
  then: async ({ accountId }, { householdId }) => ({ redirect: `/gestion/comptes/${accountId}?foyer=${householdId}` }),
});

export const closeHousehold = officeAction({
  permission: "family.manage",
  input: schema.closeSchema,
  target,
  run: (context, wish, scope) => close(context, wish, { scope, due: balanceOf }),
  refusals: {
    "child-elsewhere": async () => (await words())("state.childElsewhere"),
    "not-settled": async () => (await words())("state.notSettled"),
    "still-booked": async () => (await words())("state.stillBooked"),
    "already-closed": async () => (await words())("state.alreadyClosed"),
  },
  then: back,
});
