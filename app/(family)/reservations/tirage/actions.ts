"use server";
/** A family's wish in a draw: made, changed, withdrawn, while the window is open. */
import { getTranslations } from "next-intl/server";
import { makeWish, type WishRefusal, withdrawWish } from "@/lib/draw/commands-wish";
import { wishSchema, withdrawSchema } from "@/lib/draw/schema";
import { familyAction } from "@/lib/server/action";

const refusal = (reason: WishRefusal) => async () => (await getTranslations("draw.family.refusals"))(reason);
const refusals = { "not-open": refusal("not-open"), cannot: refusal("cannot") };

export const wish = familyAction({
  permission: "booking.write",
  input: wishSchema,
  target: ({ childId }) => ({ child: childId }),
  run: makeWish,
  refusals,
  then: async ({ ticket, drawId }) => ({ redirect: `/reservations/tirage/${drawId}?fait=${ticket}` }),
});

export const withdraw = familyAction({
  permission: "booking.write",
  input: withdrawSchema,
  run: withdrawWish,
  refusals,
  then: async ({ drawId }) => ({ redirect: `/reservations/tirage/${drawId}?fait=retire` }),
});
