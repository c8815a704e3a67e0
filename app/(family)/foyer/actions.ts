"use server";
/** What a family edits of its household by itself. */
import { getTranslations } from "next-intl/server";
import { changeAddress, changePhones } from "@/lib/household/commands";
import { addressSchema, phonesSchema } from "@/lib/household/schema";
import { familyAction } from "@/lib/server/action";

const back = async () => ({ redirect: "/foyer?fait=oui" });

export const savePhones = familyAction({
  permission: "household.edit",
  input: phonesSchema,
  run: changePhones,
  refusals: {},
  then: back,
});

export const saveAddress = familyAction({
  permission: "household.edit",
  input: addressSchema,
  target: (wish) => ({ household: wish.householdId }),
  run: changeAddress,
  refusals: { "date-out-of-range": async () => (await getTranslations("household.move"))("outOfRange") },
  then: back,
});
