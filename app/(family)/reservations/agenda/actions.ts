"use server";
/** The secret address of the family's calendar. */
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { openAgenda, revokeAgenda } from "@/lib/message/commands-agenda";
import { familyAction } from "@/lib/server/action";
import { env } from "@/lib/server/env";

export const open = familyAction({
  permission: "booking.write",
  input: z.object({}),
  run: openAgenda,
  refusals: {},
  then: async ({ secret }) => ({
    message: (await getTranslations("booking.agenda"))("once", {
      address: `${env().PUBLIC_URL}/api/agenda/${secret}.ics`,
    }),
  }),
});

export const revoke = familyAction({
  permission: "booking.write",
  input: z.object({}),
  run: revokeAgenda,
  refusals: {},
  then: async () => ({ message: (await getTranslations("booking.agenda"))("revoked") }),
});
