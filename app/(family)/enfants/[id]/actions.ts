"use server";
/** What a family edits of a child by itself, and what it proposes to the other parent. */
import { getTranslations } from "next-intl/server";
import { answerChange, withdrawProposal } from "@/lib/custody/commands";
import { saveConsents as consent, proposeSwap } from "@/lib/custody/commands-child";
import { answerSchema, swapWishSchema, withdrawSchema } from "@/lib/custody/schema";
import { changeContacts, changeHealth, changePickups } from "@/lib/household/commands";
import { consentsSchema, contactsSchema, healthSchema, pickupsSchema } from "@/lib/household/schema";
import { familyAction } from "@/lib/server/action";

type About = { childId: string };
const target = ({ childId }: About) => ({ child: childId });
const back = async (_: unknown, { childId }: About) => ({ redirect: `/enfants/${childId}?fait=oui` });

export const saveHealth = familyAction({
  permission: "child.edit",
  input: healthSchema,
  target,
  run: changeHealth,
  refusals: {},
  then: back,
});

export const saveContacts = familyAction({
  permission: "child.edit",
  input: contactsSchema,
  target,
  run: changeContacts,
  refusals: {},
  then: back,
});

export const savePickups = familyAction({
  permission: "child.edit",
  input: pickupsSchema,
  target,
  run: changePickups,
  refusals: {},
  then: back,
});

export const saveConsents = familyAction({
  permission: "child.edit",
  input: consentsSchema,
  target,
  run: consent,
  refusals: {},
  then: async ({ proposed, office }, { childId }) => ({
    redirect: `/enfants/${childId}?fait=${office ? "service" : proposed ? "demande" : "oui"}`,
  }),
});

const swap = () => getTranslations("parents.swap.refusals");
const proposal = () => getTranslations("parents.proposals.refusals");

export const swapDay = familyAction({
  permission: "child.edit",
  input: swapWishSchema,
  target,
  run: proposeSwap,
  refusals: {
    past: async () => (await swap())("past"),
    "too-far": async () => (await swap())("too-far"),
    "no-other-home": async () => (await swap())("no-other-home"),
    "already-there": async () => (await swap())("already-there"),
    "already-asked": async () => (await swap())("already-asked"),
    "ask-office": async () => (await swap())("ask-office"),
  },
  then: async (_value, { childId }) => ({ redirect: `/enfants/${childId}#accords` }),
});

const over = {
  "already-over": async () => (await proposal())("already-over"),
  outdated: async () => (await proposal())("outdated"),
};

export const answer = familyAction({
  permission: "child.edit",
  input: answerSchema,
  run: answerChange,
  refusals: over,
  then: async ({ childId }) => ({ redirect: `/enfants/${childId}#accords` }),
});

export const withdraw = familyAction({
  permission: "child.edit",
  input: withdrawSchema,
  run: withdrawProposal,
  refusals: over,
  then: async ({ childId }) => ({ redirect: `/enfants/${childId}#accords` }),
});
