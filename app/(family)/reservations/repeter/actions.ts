"use server";
/** Books the same week again, until a day. */
import { getTranslations } from "next-intl/server";
import { repeatWeek } from "@/lib/booking/commands";
import { repeatSchema } from "@/lib/booking/schema";
import { familyAction } from "@/lib/server/action";

export const confirmRepeat = familyAction({
  permission: "booking.write",
  input: repeatSchema,
  run: repeatWeek,
  refusals: {
    "nothing-asked": async () => (await getTranslations("booking.repeat"))("noneToAdd"),
  },
  then: async ({ reference }) => ({ redirect: `/reservations/confirmation/${reference}` }),
});
