"use server";
/** What the office edits of a child it may see. */
import { getTranslations } from "next-intl/server";
import * as commands from "@/lib/household/commands-office-child";
import * as schema from "@/lib/household/schema-office";
import { declareForChild } from "@/lib/profile/commands";
import { childFactSchema } from "@/lib/profile/schema";
import { officeAction } from "@/lib/server/action";

type About = { childId: string };
const target = ({ childId }: About) => ({ child: childId });
const home = ({ childId, householdId }: About & { householdId: string }) => [
  { child: childId },
  { household: householdId },
];
const back = async (_: unknown, { childId }: About) => ({ redirect: `/gestion/enfants/${childId}?fait=oui` });
const words = () => getTranslations("household.office.child");

export const moveSchool = officeAction({
  permission: "family.manage",
  input: schema.schoolSchema,
  target,
  run: commands.moveSchool,
  refusals: {
    "grade-not-there": async () => (await words())("gradeNotThere"),
    "no-school-year": async () => (await words())("noYear"),
  },
  then: back,
});

export const declareFact = officeAction({
  permission: "family.manage",
  input: childFactSchema,
  target,
  run: declareForChild,
  refusals: { "not-an-answer": async () => (await getTranslations("household.office"))("facts.notAnAnswer") },
  then: back,
});

export const setPai = officeAction({
  permission: "family.manage",
  input: schema.paiSchema,
  target,
  run: commands.setPai,
  refusals: {},
  then: back,
});

export const setGuardianship = officeAction({
  permission: "family.manage",
  input: schema.guardianshipSchema,
  target,
  run: commands.setGuardianship,
  refusals: {},
  then: back,
});

export const setCustody = officeAction({
  permission: "family.manage",
  input: schema.custodyFormSchema,
  target: home,
  run: commands.setCustody,
  refusals: {},
  then: back,
});

export const swapDay = officeAction({
  permission: "family.manage",
  input: schema.swapSchema,
  target: home,
  run: commands.swapDay,
  refusals: {},
  then: back,
});

export const addPickup = officeAction({
  permission: "family.manage",
  input: schema.officePickupSchema,
  target,
  run: commands.addPickup,
  refusals: {},
  then: back,
});

export const removePickup = officeAction({
  permission: "family.manage",
  input: schema.removePickupSchema,
  target,
  run: commands.removePickup,
  refusals: {},
  then: back,
});

export const recordDeparture = officeAction({
  permission: "family.manage",
  input: schema.departureSchema,
  target,
  run: commands.recordDeparture,
  refusals: {},
  then: back,
});
