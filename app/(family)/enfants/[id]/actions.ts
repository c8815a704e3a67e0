"use server";
/** What a family edits of a child by itself: diet and allergies, contacts, pick-up persons, consents. */
import { changeConsents, changeContacts, changeHealth, changePickups } from "@/lib/household/commands";
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
  run: changeConsents,
  refusals: {},
  then: back,
});
