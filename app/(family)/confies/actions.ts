"use server";
/** What somebody to whom a child is entrusted does: book its days, give the trust back. */
import { getTranslations } from "next-intl/server";
import { bookEntrustedSchema } from "@/lib/booking/schema";
import { bookEntrusted, giveBack } from "@/lib/delegation/commands";
import { endSchema } from "@/lib/delegation/schema";
import { familyAction } from "@/lib/server/action";

const words = () => getTranslations("parents.entrusted");

export const saveDays = familyAction({
  permission: "entrusted.act",
  input: bookEntrustedSchema,
  run: bookEntrusted,
  refusals: { "nothing-asked": async () => (await words())("nothing") },
  then: async ({ added, removed, refused }) => ({ message: (await words())("saved", { added, removed, refused }) }),
});

export const stopHelping = familyAction({
  permission: "entrusted.act",
  input: endSchema,
  run: giveBack,
  refusals: {},
  then: async () => ({ redirect: "/confies" }),
});
